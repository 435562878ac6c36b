# pickle: objects to bytes and back.
import pickle, datetime, collections, io
class A:
    def __init__(self): self.x = [1]
    def __eq__(self, o): return self.x == o.x
class S:
    __slots__ = ("a", "b")
    def __init__(self): self.a = 1
class N:
    def __new__(cls, v): self = super().__new__(cls); self.v = v; return self
    def __getnewargs__(self): return (self.v,)
    def __getstate__(self): return {"w": 5}
vals = [None, True, 1, -1, 300, 2**40, -2**70, 1.5, "é", "x" * 300, b"ab", bytearray(b"c"), (), (1,), (1, 2, 3, 4), [1, [2]], {"a": {1: 2}}, {1, 2}, frozenset([3]), len, int, A, range(3), datetime.date(2024, 1, 2), collections.OrderedDict(a=1), complex(1, 2), slice(1, 2), datetime.timedelta(1), Ellipsis, type(None)]
for proto in range(6):
    for v in vals:
        r = pickle.loads(pickle.dumps(v, proto))
        if r != v: print("BAD", proto, v, r)
print(pickle.dumps([1, "a", (2, None)]), pickle.dumps({"k": 1.5}, 2))
print(pickle.loads(pickle.dumps(A())) == A(), pickle.loads(pickle.dumps(S())).a, pickle.loads(pickle.dumps(N(3))).__dict__)
l = []; l.append(l); m = pickle.loads(pickle.dumps(l)); print(m[0] is m)
t = ([],); t[0].append(t); u = pickle.loads(pickle.dumps(t)); print(u[0][0] is u)
print(pickle.loads(b"(lp0\nI1\naS'a'\np1\na."), pickle.loads(b"(dp0\nVk\nI01\ns."), pickle.loads(b"\x80\x02]q\x00(K\x01X\x01\x00\x00\x00aq\x01e."))
for f in [lambda: pickle.dumps(lambda: 0), lambda: pickle.loads(b""), lambda: pickle.loads(b"\x80\x04K"), lambda: pickle.loads(b"zz"), lambda: pickle.dumps((i for i in [])), lambda: pickle.loads("x")]:
    try: f()
    except Exception as e: print(type(e).__name__, str(e)[:60].split(" at 0x")[0])
try: raise ValueError("x", 1)
except ValueError as e: r = pickle.loads(pickle.dumps(e)); print(repr(r), r.args)
f = io.BytesIO(); pickle.dump(1, f); pickle.dump("b", f); f.seek(0); print(pickle.load(f), pickle.load(f))
