# weakref in the form the language gives: __weakref__, dead references, callbacks.
import weakref
class A:
    def __init__(self, n): self.n = n
    def __repr__(self): return f"A({self.n})"
a = A(1)
r = weakref.ref(a)
print(r() is a, r().n, weakref.ref(a) is r, a.__weakref__ is r, weakref.getweakrefcount(a))
del a; print(r(), repr(r).endswith("; dead>"))
def gone(ref): print("callback", ref() is None)
b = A(2); r1 = weakref.ref(b, gone); r2 = weakref.ref(b, lambda ref: print("second"))
print(weakref.getweakrefcount(b)); del b; print("after")
c, d = A(3), A(3); print(weakref.ref(c) == weakref.ref(d), weakref.ref(c) == weakref.ref(c), hash(weakref.ref(c)) == hash(c))
for x in (5, "a", [], {}, (), None, object()):
    try: weakref.ref(x); print("fine", type(x).__name__)
    except TypeError as e: print(e)
for x in (set(), frozenset(), lambda: 0, A, len, (i for i in ())):
    weakref.ref(x); print("fine", type(x).__name__)
class S: __slots__ = ("x",)
try: weakref.ref(S())
except TypeError as e: print(e)
class W: __slots__ = ("x", "__weakref__")
print(weakref.ref(W())())
p = A(5); proxy = weakref.proxy(p); print(proxy.n, proxy); proxy.n = 6; print(p.n); del p
try: proxy.n
except ReferenceError as e: print(e)
wd = weakref.WeakValueDictionary(); v = A(7); wd["k"] = v; print(wd["k"], len(wd), "k" in wd); del v; print(len(wd), wd.get("k"))
wk = weakref.WeakKeyDictionary(); k = A(8); wk[k] = "v"; print(wk[k], len(wk)); del k; print(len(wk))
ws = weakref.WeakSet(); e = A(9); ws.add(e); print(len(ws), e in ws); del e; print(len(ws))
class M:
    def m(self): return "method"
o = M(); wm = weakref.WeakMethod(o.m); print(wm()()); del o; print(wm())
f = A(10); fin = weakref.finalize(f, print, "finalised", 1); print(fin.alive); del f; print(fin.alive)
