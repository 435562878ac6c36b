import enum
from enum import *
class C(Enum):
    R = 1
    G = 2
    B = 1
    def f(self): return self.name.lower()
    @property
    def p(self): return 5
print(list(C), C.B, repr(C.R), C(2), C['G'], C.R.name, C.R.value, C.R.f(), C.R.p, len(C), C.__members__, C.R in C, 1 in C, 5 in C)
try: C(7)
except ValueError as e: print(e)
try: C['x']
except KeyError as e: print(repr(e))
class I(IntEnum):
    A = auto(); B = auto()
print(I.A + 1, I.A, repr(I.A), f"{I.A}", I.B > I.A, I(2), isinstance(I.A, int))
class S(StrEnum):
    FOO = auto(); BAR = "x"
print(S.FOO, repr(S.FOO), S.BAR.upper())
class F(Flag):
    R = auto(); W = auto(); X = auto(); RW = R | W
print(F.R | F.W, repr(F.R|F.X), F.RW, list(F.RW), ~F.R, F(0), bool(F(0)), F.R in F.RW, F(5), list(F), len(F.RW))
try: F(9)
except ValueError as e: print(e)
class IF(IntFlag):
    A = 1; B = 2
print(IF.A | 8, repr(IF.A|8), IF.A & 3, ~IF.A, repr(~IF.A), IF(0), repr(IF(0)))
A = Enum("A", "x y z"); print(list(A), A.__module__)
B = Enum("B", {"a": 1, "b": 2}, type=int); print(list(B), B.a + 1)
class P(Enum):
    E = (1, 2); M = (3, 4)
    def __init__(self, a, b): self.a = a; self.b = b
    @classmethod
    def _missing_(cls, v): return cls.E
print(P.E.a, P(99), P((3, 4)))
try:
    @unique
    class U(Enum): a = 1; b = 1
except ValueError as e: print(e)
try:
    @verify(CONTINUOUS)
    class V(Enum): a = 1; b = 5
except ValueError as e: print(e)
try: C.R = 3
except AttributeError as e: print(e)
try:
    class D(C): pass
except TypeError as e: print(e)
try:
    class X(Enum): a = 1; a = 2
except TypeError as e: print(e)
class W(Enum):
    a = nonmember(3)
    @member
    def b(self): pass
    class inner: pass
print(W.a, len(W))
print(C, F, dir(C), hash(C.R) == hash("R"), C.R == C.B, C.R is C.B, C.R != C.G)
class Planet(float, Enum):
    X = 1.5
print(Planet.X * 2, Planet.X, repr(Planet.X), f"{Planet.X}")
print(Flag.__doc__, FlagBoundary.STRICT, repr(FlagBoundary.KEEP))
class G(Flag, boundary=CONFORM): a = 1; b=2
print(G(7), repr(G(8)))
class G(Flag, boundary=EJECT): a = 1; b=2
print(G(7), repr(G(8)))
match C.R:
    case C.G: print("no")
    case C.R: print("yes")
try: del C.R
except AttributeError as e: print(e)
try: C.R.value = 3
except AttributeError as e: print(e)
print(C.R.__class__, type(C.R), C.__class__, isinstance(C.R, C), {C.R: 1}[C.B])
try: C.R < C.G
except TypeError as e: print(e)
