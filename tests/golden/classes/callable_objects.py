# Calling: __call__, bound methods, functions as attributes, static and class methods in every position.
class A:
    def __call__(self, *a, **k): return ("called", a, k)
    def m(self, x): return ("m", x)
    @classmethod
    def c(cls, x): return (cls.__name__, x)
    @staticmethod
    def s(x): return ("s", x)
    lam = lambda self, x: ("lam", x)
    builtin = len
    nested = staticmethod(lambda: "nested")
    inner = type("Inner", (), {"__call__": lambda self: "inner called"})()
a = A(); print(a(1, k=2), a.m(1), A.m(a, 2), a.c(3), A.c(4), a.s(5), A.s(6), a.lam(7), A.lam(None, 8), a.builtin([1, 2]), A.builtin("abc"), a.nested(), a.inner())
m, c, s = a.m, a.c, A.s; print(m(1), c(2), s(3), m.__self__ is a, m.__func__ is A.m, c.__self__ is A, m == a.m, m is a.m, hash(m) == hash(a.m), a.m == A().m, m.__name__, m.__qualname__)
a.own = lambda x: ("own", x); a.m2 = A.m; print(a.own(1), a.m2(a, 2)); A.added = lambda self: "added later"; print(a.added(), A().added()); A.m = lambda self, x: "replaced"; print(a.m(1), m(1))
class B(A):
    def m(self, x): return "B." + str(super().m(x))
    def __call__(self, *a): return "B " + str(super().__call__(*a))
b = B(); print(b.m(1), b(2), B.c(1), super(B, b).s(2)); print(callable(a), callable(A), callable(a.m), callable(5), callable(type("X", (), {})()), callable(lambda: 0), callable(len))
class Inst: pass
i = Inst(); i.__call__ = lambda: 1
try: i()
except TypeError as e: print(e)
print(list(map(a.m, [1])), sorted([3, 1], key=A.s), max([1, 2], key=a.c), [f(1) for f in (a.s, A.s, a.c, abs, str, [10, 20].__getitem__, "abc".__getitem__, {1: "d"}.get, (5).__add__)])
class Cur:
    def __init__(self, *a): self.a = a
    def __call__(self, *b): return Cur(*self.a, *b) if b else self.a
print(Cur(1)(2)(3, 4)()); print((lambda f: f(f))(lambda f: "self applied"), (lambda *a: a)(*[a.s] * 2)[0](9), getattr(a, "s")(1), getattr(A, "c")(2), A.__dict__["s"](3), A.__dict__["c"].__get__(None, A)(4), A.__dict__["lam"].__get__(a)(5), a.__call__(1), A.__call__(a, 2), type(a).__call__(a, 3), type.__call__(A)(4))
for f in (lambda: a.s(), lambda: A.lam(1), lambda: a.c(), lambda: a.m(), lambda: a.builtin(), lambda: a.nested(1), lambda: a.nope(), lambda: A.lam(), lambda: a.inner(1)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
def deco(f):
    class W:
        def __init__(self): self.n = 0
        def __call__(self, *a): self.n += 1; return f(*a), self.n
    return W()
@deco
def counted(x): return x * 2
print(counted(1), counted(2), counted.n)
