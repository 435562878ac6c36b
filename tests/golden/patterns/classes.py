# match: class patterns, __match_args__, attributes, built-in positional ones.
class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
class Point3(Point):
    def __init__(self, x, y, z): super().__init__(x, y); self.z = z
class Named:
    def __init__(self, **k): self.__dict__.update(k)
def where(p):
    match p:
        case Point(0, 0): return "origin"
        case Point3(z=0, x=a): return f"flat {a}"
        case Point(0, y): return f"on y at {y}"
        case Point(x=x, y=0): return f"on x at {x}"
        case Point(x, y) if x == y: return f"diagonal {x}"
        case Point(int(x), int(y)): return f"ints {x} {y}"
        case Point(): return "some point"
        case Named(name=str(n), tags=[first, *_]): return f"named {n} {first}"
        case Named(name=n): return f"named {n!r}"
        case Named(): return "nameless"
        case int(n) | float(n): return f"number {n}"
        case str(s): return f"text {s}"
        case bool(): return "never, bool is an int"
        case list([a, b]): return f"list of two {a} {b}"
        case list(l): return f"list {l}"
        case dict(d): return f"dict {d}"
        case tuple() | set() | frozenset() | bytes() | bytearray(): return type(p).__name__
        case Exception(args=[m]): return f"exception {m}"
        case type(): return f"class {p.__name__}"
        case object(): return "object"
for v in (Point(0, 0), Point(0, 5), Point(5, 0), Point(3, 3), Point(1, 2), Point("a", "b"), Point3(1, 2, 0), Point3(0, 0, 5), Named(name="n", tags=[1, 2]), Named(name=5), Named(), 5, 2.5, "s", True, [1, 2], [1], {"a": 1}, (1,), {1}, b"b", ValueError("v"), ValueError("v", 2), int, None): print(where(v))
class Bad1: __match_args__ = ["a"]
class Bad2: __match_args__ = ("a", 5)
class Bad3: __match_args__ = ("a", "a"); a = 1
class None_: pass
def attempt(f):
    try: print(f())
    except TypeError as e: print(e)
def t1():
    match Bad1():
        case Bad1(x): return x
def t2():
    b = Bad2(); b.a = 1
    match b:
        case Bad2(x, y): return x
def t3():
    match Bad3():
        case Bad3(x, y): return x, y
def t4():
    match None_():
        case None_(x): return x
def t5():
    match Point(1, 2):
        case Point(a, b, c): return a
def t6():
    match Point(1, 2):
        case Point(a, x=b): return a
def t7():
    match 5:
        case int(a, b): return a
def t8():
    match 5:
        case print(): return 1
def t9():
    x = 5
    match 5:
        case x(): return 1
def t10():
    match Point(1, 2):
        case Point(q=5): return "has q"
        case _: return "no attribute is no match"
for f in (t1, t2, t3, t4, t5, t6, t7, t8, t9, t10): attempt(f)
class Prop:
    @property
    def p(self): print("asked", end=" "); return 5
    @property
    def bad(self): raise AttributeError
    @property
    def worse(self): raise ValueError("in property")
def t11():
    match Prop():
        case Prop(bad=_): return "no"
        case Prop(p=5): return "yes"
def t12():
    try:
        match Prop():
            case Prop(worse=_): return "no"
    except ValueError as e: return str(e)
attempt(t11); attempt(t12)
class Meta(type):
    def __instancecheck__(cls, x): print("instancecheck", x, end=" "); return x == 5
class Odd(metaclass=Meta): pass
match 5:
    case Odd(): print("odd")
class Tree: __match_args__ = ("left", "value", "right"); __init__ = lambda s, l, v, r: s.__dict__.update(left=l, value=v, right=r)
def total(t):
    match t:
        case None: return 0
        case Tree(l, v, r): return total(l) + v + total(r)
print(total(Tree(Tree(None, 1, None), 2, Tree(None, 3, Tree(None, 4, None)))))
class Expr: pass
class Num(Expr): __match_args__ = ("n",); __init__ = lambda s, n: setattr(s, "n", n)
class Bin(Expr): __match_args__ = ("op", "a", "b"); __init__ = lambda s, *a: s.__dict__.update(zip(s.__match_args__, a))
def simplify(e):
    match e:
        case Bin("*", Num(0), _) | Bin("*", _, Num(0)): return Num(0)
        case Bin("*", Num(1), x) | Bin("*", x, Num(1)): return simplify(x)
        case Bin("+", Num(0), x) | Bin("+", x, Num(0)): return simplify(x)
        case Bin(op, a, b): return Bin(op, simplify(a), simplify(b))
    return e
def show(e):
    match e:
        case Num(n): return str(n)
        case Bin(op, a, b): return f"({show(a)} {op} {show(b)})"
print(show(simplify(Bin("+", Bin("*", Num(1), Num(5)), Bin("*", Num(0), Num(7))))), show(simplify(Bin("+", Num(0), Num(3)))))
match (Point(1, 2), [Point(3, 4)]):
    case (Point(x=a), [Point(y=b)]): print(a, b)
match 5:
    case int() as n if n > 3: print("as", n)
match "text":
    case str(x) as y: print(x is y)
