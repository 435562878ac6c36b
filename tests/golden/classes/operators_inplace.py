# In-place operators on classes: every method, fallbacks, attributes and items as targets.
ops = {"+=": "iadd", "-=": "isub", "*=": "imul", "/=": "itruediv", "//=": "ifloordiv", "%=": "imod", "**=": "ipow", "@=": "imatmul", "<<=": "ilshift", ">>=": "irshift", "&=": "iand", "|=": "ior", "^=": "ixor"}
def method(name):
    def m(self, o): self.log.append((name, o)); return self
    return m
class A:
    def __init__(self): self.log = []
for n in ops.values(): setattr(A, f"__{n}__", method(n))
class B: pass
for n in ops.values(): setattr(B, f"__{n[1:]}__", lambda self, o, n=n: f"{n[1:]} {o}")
class N: pass
for n in ops.values(): setattr(N, f"__{n}__", lambda self, o: NotImplemented); setattr(N, f"__{n[1:]}__", lambda self, o, n=n: f"fell back to {n[1:]}")
class R: pass
for n in ops.values(): setattr(R, f"__r{n[1:]}__", lambda self, o, n=n: f"reflected {n[1:]} {o}")
for op in ops:
    a, b, n, r, bad = A(), B(), N(), 5, object(); keep = a; ns = dict(a=a, b=b, n=n, r=r, R=R(), bad=bad); exec(f"a {op} 1\nb {op} 2\nn {op} 3\nr {op} R", ns); print(op, keep.log, ns["a"] is keep, ns["b"], ns["n"], ns["r"])
    try: exec(f"bad {op} 1", ns)
    except TypeError as e: print(e)
class H:
    def __init__(self): self.v = [1]
h = H(); h.v += [2]; h.__dict__["v"] += (3,); print(h.v); l = [[1], "a", 2]; l[0] += [2]; l[1] += "b"; l[2] **= 3; l[-1] -= 1; print(l); d = {"n": 1}; d["n"] += 1; d["n"] <<= 3; print(d)
class P:
    @property
    def p(self): print("get", end=" "); return 5
    @p.setter
    def p(self, v): print("set", v)
P().p += 1; t = ([1],)
try: t[0] += [2]
except TypeError as e: print(e, t)
class C: n = 0
C.n += 1; c = C(); c.n += 10; print(C.n, c.n, C().n)
def f(): return l
f()[2] += 100; print(l[2]); i = 0; l[(i := i + 1)] += "z"; print(l, i); s = "x"; s += "y"; s *= 2; print(s); x = 5; x -= 2; x *= x; x //= 2; x |= 8; x ^= 3; print(x)
