# Classes, instances, attributes, methods.
class Empty: pass
class Point:
    """A point."""
    count = 0
    def __init__(self, x=0, y=0):
        self.x, self.y = x, y
        Point.count += 1
    def move(self, dx, dy=0):
        self.x += dx
        self.y += dy
        return self
    def __repr__(self): return f"Point({self.x}, {self.y})"


p, q = Point(1, 2), Point()
print(p, q, Point.count, p.count, p.move(1).move(1, 1), Point.move(q, 5), Point.__doc__, p.__doc__)
p.count = 100
print(p.count, q.count, Point.count, p.__dict__, vars(q))
p.extra = "new"
del p.extra
print(hasattr(p, "extra"), getattr(p, "x"), getattr(p, "zz", "default"))
setattr(p, "any name", 1)
print(getattr(p, "any name"), p.__dict__)
print(type(p) is Point, p.__class__, Point.__class__, isinstance(p, Point), isinstance(p, object), Point.__name__, Point.__module__, Point.__qualname__)
print(Point.__bases__, Point.__mro__, Point.__base__, Empty.__dict__.keys() >= {"__module__", "__dict__", "__weakref__", "__doc__"})
Point.norm = lambda self: self.x ** 2 + self.y ** 2
print(p.norm())
p.own = lambda: "no self here"
print(p.own())
for text in ["p.nope", "Point.nope", "Empty().x", "Empty.x", "p.move()", "Point.move()", "Empty().__nope__", "del p.nope", "p()", "p.x.y.z", "None.x", "(5).x", "[].x", "'a'.x", "len.x", "p.move.x", "int.x", "print.__nope__", "Empty.__init__.nope", "().append", "{}.x", "type.nope", "(lambda: 0).x", "(i for i in ()).x", "p['x']", "p + 1", "p < p", "len(p)", "iter(p)", "hash(p) * 0", "int(p)", "p[0] = 1", "with_(p)", "Empty[0]", "5 in p"]:
    try:
        print(text, "=", eval(text) if not text.startswith("del") and " = " not in text else exec(text))
    except Exception as e:
        print(text, "->", type(e).__name__, e)
class Outer:
    class Inner:
        value = 5
        def outer_name(self): return self.__class__.__qualname__
    def make(self): return self.Inner()
print(Outer.Inner.value, Outer().make().outer_name(), Outer.Inner)
def factory(n):
    class Made:
        number = n
    return Made
A, B = factory(1), factory(2)
print(A.number, B.number, A is B, A.__qualname__)
class Body:
    print("class bodies run")
    for i in range(3): exec(f"attr{i} = i * i")
    if True: conditional = "yes"
    def f(self): return self.attr2
    g = f
print(Body.attr1, Body().g(), Body.conditional, Body.i, Body.g.__name__)
e = Empty()
e.__class__ = Point
print(isinstance(e, Point), type(e).__name__)
try:
    e.__class__ = int
except TypeError as err:
    print(err)
try:
    e.__class__ = 5
except TypeError as err:
    print(err)
e.__dict__ = {"x": 7, "y": 8}
print(e)
print(repr(Empty()).startswith("<__main__.Empty object at 0x"), str(Empty) == repr(Empty), Empty() == Empty(), Empty() is Empty())
