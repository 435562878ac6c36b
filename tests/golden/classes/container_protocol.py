# The container, sequence and mapping methods of a class.
class Seq:
    def __init__(self, *v): self.v = list(v)
    def __len__(self): print("len", end=" "); return len(self.v)
    def __getitem__(self, i): print("get", i, end=" "); return self.v[i]
    def __setitem__(self, i, x): print("set", i, x); self.v[i] = x
    def __delitem__(self, i): print("del", i); del self.v[i]
s = Seq(1, 2, 3)
print(len(s)); print(s[0]); print(s[-1]); print(s[1:]); s[0] = 9; del s[1]
print(list(s)); print(9 in s); print(list(reversed(s))); print(bool(s)); a, b = s; print(a, b)
print([*s]); print(sum(s)); print(sorted(s)); print(max(s)); print(tuple(enumerate(s)))
class Iter:
    def __iter__(self): print("iter", end=" "); return iter("xyz")
    def __reversed__(self): return iter("zyx!")
    def __length_hint__(self): print("hint", end=" "); return 3
    def __contains__(self, x): print("contains", end=" "); return x in "xyz"
i = Iter()
print(list(i)); print("x" in i); print(list(reversed(i))); print(set(i) == set("xyz")); print(dict(zip(i, i)))
class Missing(dict):
    def __missing__(self, k):
        print("missing", k, end=" "); self[k] = k * 2; return self[k]
m = Missing(a=1); print(m["a"], m["b"], m, m.get("c"))
class Map:
    def keys(self): return iter("ab")
    def __getitem__(self, k): return k.upper()
print(dict(Map()), {**Map()}, (lambda **k: k)(**Map()))
class Len:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
for n in (0, 3, -1, "a", 1.5, None, 2**63, True):
    try: print(len(Len(n)), bool(Len(n)))
    except Exception as e: print(type(e).__name__, e)
class Hint:
    def __init__(self, h): self.h = h
    def __iter__(self): return iter([1])
    def __length_hint__(self): return self.h
for h in (5, 0, NotImplemented, -1, "x"):
    try: print(list(Hint(h)))
    except Exception as e: print(type(e).__name__, e)
class GetOnly:
    def __getitem__(self, k): return (k,)
g = GetOnly(); print(g[1, 2:3], g["k"], g[...]); it = iter(g); print(next(it), next(it))
for text in ["len(g)", "reversed(g)", "g[0] = 1", "del g[0]", "len(5)", "reversed(5)"]:
    try: print(eval(text) if "=" not in text and "del" not in text else exec(text))
    except TypeError as e: print(text, "->", e)
class Index:
    def __index__(self): print("index", end=" "); return 2
x = Index(); print([1, 2, 3][x], "abc"[x], (1, 2, 3)[x], range(5)[x], bytes(x), "a" * x, [0] * x, hex(x), range(x), b"abc"[x], int(x), chr(x), list(range(6))[x:x*1 if 0 else None])
class BadIndex:
    def __index__(self): return "two"
for text in ["[1][BadIndex()]", "range(BadIndex())", "hex(BadIndex())", "'a' * BadIndex()", "int(BadIndex())", "bytes(BadIndex())"]:
    try: print(eval(text))
    except TypeError as e: print(text, "->", e)
class Call:
    def __call__(self, *a, **k): return a, k
    def __enter__(self): return "entered"
    def __exit__(self, *a): return True
c = Call(); print(c(1, b=2), callable(c), callable(5), list(map(c, [1])))
with c as e: raise ValueError("suppressed")
print(e)
