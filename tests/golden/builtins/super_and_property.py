# property, classmethod and staticmethod as objects; type() of three arguments; vars and dir.
p = property(lambda s: 1, lambda s, v: None, lambda s: None, "doc"); print(p.fget, p.fset, p.fdel, p.__doc__) if False else print(p.__doc__, p.fget(0), p.fset(0, 1), p.fdel(0), type(p.getter(len)).__name__)
class A:
    @property
    def x(self): "the x"; return self._x
    @x.setter
    def x(self, v): self._x = v * 2
    @x.deleter
    def x(self): del self._x
    @classmethod
    def c(cls, *a): return cls.__name__, a
    @staticmethod
    def s(*a): return a
    y = property()
    z = property(lambda self: self.missing_attribute)
a = A(); a.x = 5; print(a.x, A.x.__doc__, A.c(1), a.c(), A.s(1), a.s()); del a.x
for text in ("a.x", "a.y", "a.y = 1", "del a.y", "a.z", "A.x()", "a.c.x", "property(5).__get__(a)", "A.x.fget(5)", "A.x.__set__(a, 3)", "A.x.__get__(a, A)", "A.x.__get__(None, A) is A.x", "A.x.__name__", "A.c.__func__.__name__", "A.__dict__['s'](1)", "A.__dict__['c'](1)", "A.__dict__['c'].__func__(5)" , "A.__dict__['s'].__func__(2)", "A.__dict__['s'].__name__", "A.__dict__['c'].__wrapped__.__name__", "A.c.__self__", "isinstance(A.c, type(a.c))", "A.s is A.s", "a.c == A.c", "A.x.fset", "property.x"):
    try: print(text, "=", (eval(text) if " = " not in text and "del" not in text else exec(text)) if "fset" not in text else "function")
    except Exception as e: print(text, "->", type(e).__name__, str(e).split(" at 0x")[0])
class B(A):
    @property
    def x(self): return super().x + 1
    @A.x.setter
    def x(self, v): self._x = v
    @classmethod
    def c(cls): return "B", super().c()
    @staticmethod
    def s(): return A.s("via A")
b = B(); b.x = 5; print(b.x, B.c(), b.s())
class Chain:
    @classmethod
    @property
    def bad(cls): return "chained"
print(type(Chain.bad).__name__)
class Cached:
    def __init__(self, f): self.f, self.n = f, f.__name__
    def __get__(self, o, c): v = o.__dict__[self.n] = self.f(o); return v
class U:
    @Cached
    def v(self): print("once"); return 5
u = U(); print(u.v, u.v)
D = type("D", (A,), {"k": 1, "__init__": lambda self, v: setattr(self, "v", v), "__repr__": lambda self: f"D({self.v})"}); print(D(3), D.k, D.__mro__[1].__name__, D.__module__, type(D), D.__qualname__)
print(vars(D(1)), sorted(k for k in vars(D) if not k.startswith("__")), "x" in dir(D), "v" in dir(D(1)), dir(type("E", (), {"__dir__": lambda s: ["q", "b"]})()))
sup = super(B, b); print(sup.x, sup.c(), repr(sup).split(" ")[0], sup.__thisclass__.__name__, type(sup).__name__)
class M(type):
    @property
    def mp(cls): return "meta " + cls.__name__
class W(metaclass=M): pass
print(W.mp, hasattr(W(), "mp")); print(staticmethod(len)("abc"), classmethod(lambda c: c.__name__).__get__(None, int)(), staticmethod(5).__func__, repr(staticmethod(len)), repr(classmethod(len)))
