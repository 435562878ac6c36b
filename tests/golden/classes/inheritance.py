# Inheritance, the order of resolution, super().
class A:
    def who(self): return "A"
    def chain(self): return ["A"]
    @classmethod
    def make(cls): return cls.__name__
    @staticmethod
    def util(x): return x * 2
class B(A):
    def who(self): return "B>" + super().who()
    def chain(self): return ["B"] + super().chain()
    @classmethod
    def make(cls): return "B:" + super().make()
    @staticmethod
    def util(x): return A.util(x) + 1
class C(A):
    def chain(self): return ["C"] + super().chain()
class D(B, C):
    def chain(self): return ["D"] + super().chain()
print(D().who(), D().chain(), D.make(), D().make(), D.util(3))
print([c.__name__ for c in D.__mro__], [c.__name__ for c in D.mro()], D.__bases__)
print(issubclass(D, A), issubclass(A, D), isinstance(D(), C), issubclass(D, (int, C)), isinstance(3, (str, int)))
print([c.__name__ for c in A.__subclasses__()])
# super with arguments, from outside, unbound.
d = D()
print(super(D, d).chain(), super(B, d).chain(), super(C, d).chain(), super(B, D).make())
s = super(B, d)
print(s.__thisclass__.__name__, s.__self__ is d, s.__self_class__.__name__, repr(s))
class E(B):
    def __init__(self):
        sup = super()
        self.got = sup.who()
        f = lambda: super(E, self).who()
        self.lam = f()
        self.comp = [super(E, self).who() for _ in range(1)]
    def nested(self):
        def inner(): return super(E, self).who()
        return inner()
    def dunder_class(self): return __class__.__name__
e = E()
print(e.got, e.lam, e.comp, e.nested(), e.dunder_class())
class Attr:
    x = "class x"
    def __init__(self): self.x = "instance x"
class Sub(Attr):
    def show(self): return super().x, self.x
print(Sub().show())
class P:
    @property
    def p(self): return "P.p"
    def __getitem__(self, k): return ("P", k)
    def __call__(self): return "called P"
class Q(P):
    @property
    def p(self): return "Q>" + super().p
    def __getitem__(self, k): return ("Q", super().__getitem__(k))
    def __call__(self): return super().__call__() + "!"
print(Q().p, Q()[1], Q()())
for text in ["class X(A, D): pass", "class X(A, A): pass", "class X(int, str): pass", "class X(bool): pass", "class X(type(None)): pass", "class X(5): pass", "class X(range): pass", "class X(object, A): pass", "class X('a'): pass", "class X(type(len)): pass", "class X(slice): pass", "class X(A, B, C, D): pass", "class X(type(lambda: 0)): pass", "class X(*[A, B]): pass"]:
    try:
        exec(text)
        print(text, "made")
    except TypeError as err:
        print(text, "->", str(err).replace("\n", "/"))
def out_of_class(self): return super().x
try: out_of_class(1)
except RuntimeError as err: print(err)
class F:
    def f(): return super()
try: F.f()
except RuntimeError as err: print(err)
try: super(B, 5).x
except TypeError as err: print(err)
try: super(D, d).nope
except AttributeError as err: print(err)
# Bases may change.
class X1:
    def f(self): return 1
class X2:
    def f(self): return 2
class Y(X1): pass
y = Y()
print(y.f()); Y.__bases__ = (X2,); print(y.f(), Y.__mro__[1].__name__)
class Int(int):
    def __add__(self, o): return Int(int.__add__(self, o))
    def __repr__(self): return f"Int({int(self)})"
print(Int(3) + 4, 4 + Int(3), Int(2) * 2, [Int(1)], {Int(1): 1}[1], Int("7"), Int(5) == 5, hash(Int(5)) == hash(5))
class Str(str):
    def shout(self): return self.upper() + "!"
print(Str("hi").shout(), Str("a") + "b", type(Str("a") + "b").__name__, Str(5), type(Str("x").upper()).__name__)
class List(list):
    def __init__(self, *a): super().__init__(a); self.tag = "t"
    def sum(self): return sum(self)
l = List(1, 2, 3); l.append(4)
print(l, l.sum(), l.tag, l[1:], type(l[1:]).__name__, l == [1, 2, 3, 4], len(l))
class Dict(dict):
    def __missing__(self, k): return k + "?"
    def __getattr__(self, k): return self[k]
d = Dict(a=1)
print(d["a"], d["b"], d.c, d, d.get("z"), "b" in d)
class Tup(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (a, b))
    first = property(lambda self: self[0])
t = Tup(1, 2)
print(t, t.first, t == (1, 2), hash(t) == hash((1, 2)), isinstance(t, tuple))
