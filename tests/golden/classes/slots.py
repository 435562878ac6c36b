# __slots__: what may be set, inheritance, defaults, descriptors.
class P:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
p = P(1, 2); p.x = 5
print(p.x, p.y, hasattr(p, "__dict__"), P.__slots__, type(P.x).__name__, repr(P.x))
del p.x
def attempt(text):
    try: print(text, "=", eval(text))
    except SyntaxError:
        try: exec(text); print(text, "fine")
        except Exception as e: print(text, "->", type(e).__name__, e)
    except Exception as e: print(text, "->", type(e).__name__, e)
attempt("p.x"); attempt("del p.x"); attempt("p.z = 1"); attempt("p.z"); attempt("p.__dict__"); attempt("vars(p)")
class Q(P): __slots__ = ("z",)
q = Q(1, 2); q.z = 3
print(q.x, q.y, q.z); attempt("q.w = 1")
class R(P): pass
r = R(1, 2); r.w = 5
print(r.x, r.__dict__)
class Single: __slots__ = "only"
s = Single(); s.only = 1; print(s.only); attempt("s.o = 1")
class WithDict: __slots__ = ("a", "__dict__")
w = WithDict(); w.a = 1; w.b = 2; print(w.__dict__, w.a)
class Weak: __slots__ = ("__weakref__",)
class Private:
    __slots__ = ("__hidden",)
    def __init__(self): self.__hidden = 1
    def get(self): return self.__hidden
print(Private().get(), Private()._Private__hidden, Private.__slots__)
class DictSlots: __slots__ = {"a": "doc of a", "b": None}
print(DictSlots.__slots__, DictSlots.a.__doc__, DictSlots().__slots__)
class Empty: __slots__ = ()
e = Empty(); attempt("e.x = 1")
attempt("P.x.__get__(p, P)"); P.x.__set__(p, 9); print(p.x, P.x.__get__(p), P.x.__name__, P.x.__objclass__.__name__); P.x.__delete__(p); attempt("p.x")
for text in ["class X:\n __slots__ = ('a',)\n a = 1", "class X:\n __slots__ = ('1a',)", "class X:\n __slots__ = (5,)", "class X(int):\n __slots__ = ('a',)", "class X(int):\n __slots__ = ()", "class A1:\n __slots__ = ('a',)\nclass B1:\n __slots__ = ('b',)\nclass X(A1, B1): pass", "class X:\n __slots__ = ('__dict__', '__dict__')", "class X:\n __slots__ = ('a', 'a')", "class X(tuple):\n __slots__ = ('a',)"]:
    try: exec(text); print(repr(text), "made")
    except Exception as e: print(repr(text), "->", type(e).__name__, e)
class Default:
    __slots__ = ("v",)
    def __getattr__(self, n): return "unset " + n
print(Default().v)
class Mix(P, Empty): __slots__ = ()
m = Mix(1, 2); print(m.x)
attempt("setattr(m, 'new', 1)")
class Prop:
    __slots__ = ("_v",)
    v = property(lambda s: s._v, lambda s, x: setattr(s, "_v", x * 2))
o = Prop(); o.v = 4; print(o.v)
a, b = P(1, 2), P(1, 2); print(a == b, [n for n in P.__slots__], {n: getattr(a, n) for n in a.__slots__})
attempt("P.x.__get__(5, int)")
attempt("P.x.__set__(5, 1)")
attempt("a.__class__ = Q")
