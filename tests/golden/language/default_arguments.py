# Defaults: shared, evaluated once, rebound, and read through closures.
def f(a, b=[], c={}, *d, e=set(), **g):
    b.append(a); c[a] = len(b); e.add(a); return b, dict(c), sorted(e), d, g
print(f(1)); print(f(2)); print(f(3, [])); print(f(4, [], {})); print(f(5, [9], {}, 7, 8, e={0}, z=1)); print(f.__defaults__, {k: sorted(v) for k, v in f.__kwdefaults__.items()})
x = 1
def g(a=x, b=lambda: x): return a, b()
x = 2; print(g(), g(5), g(b=lambda: "given"))
def make(n):
    def h(a=n, b=n * 2): return a, b, n
    n += 100; return h
print(make(1)(), make(2)(0))
fs = [lambda i=i: i for i in range(3)]; print([h() for h in fs], [h(9) for h in fs])
class C:
    y = 5
    def m(self, a=y, b=y + 1): return a, b
    y = 50
print(C().m(), C().m(0), C.m.__defaults__)
def s(flag=None, items=None):
    if items is None: items = []
    items.append(flag); return items
print(s(), s(1), s(2, [0])); missing = object()
def t(v=missing): return "nothing given" if v is missing else v
print(t(), t(None)); u = lambda a=1, *b, c=2: (a, b, c); print(u(), u(5, 6, c=7)); print((lambda d={}: d.setdefault("n", 0))())
def order(a=print("first"), b=print("second")): pass
order(); order()
def w(a, b=1, /, c=2, *, d=3): return a, b, c, d
print(w(0), w(0, 9), w(0, c=8), w(0, 9, 8, d=7)); w.__defaults__ = (5, 6); print(w(0)); w.__kwdefaults__["d"] = "changed"; print(w(0)); del w.__defaults__
try: w(0)
except TypeError as e: print(e)
async def co(a=[]): a.append(1); return len(a)
for _ in range(2):
    try: co().send(None)
    except StopIteration as e: print(e.value)
def gen(a=[]): a.append("x"); yield len(a)
print(next(gen()), next(gen()))
