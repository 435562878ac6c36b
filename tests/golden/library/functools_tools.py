from functools import *
import functools
@lru_cache(maxsize=2)
def f(x): return x * 2
print(f(1), f(2), f(1), f(3), f(2), f.cache_info(), f.cache_parameters())
f.cache_clear(); print(f.cache_info(), f.__name__, f.__wrapped__ is not f)
@cache
def fib(n): return n if n < 2 else fib(n-1) + fib(n-2)
print(fib(80), fib.cache_info())
class P:
    @lru_cache
    def m(self, x): return x + 1
    @cached_property
    def c(self):
        print('once'); return 5
p = P(); print(p.m(1), p.m(1), P.m.cache_info().hits, p.c, p.c, p.__dict__)
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a + b, [], 9))
for bad in ([],):
    try: reduce(max, bad)
    except TypeError as e: print(e)
q = partial(int, base=2); print(q('101'), q.func, q.args, q.keywords, q)
print(partial(partial(print, 1), 2).args)
def deco(g):
    @wraps(g)
    def w(*a): "W"; return g(*a)
    return w
@deco
def doc(a: int) -> str: "Doc."; return a
print(doc.__name__, doc.__doc__, doc.__annotations__, doc.__wrapped__.__name__, doc.__qualname__)
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
@total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(V(1) <= V(1), V(1) > V(2), V(2) >= V(1), V.__gt__.__name__)
try: total_ordering(type('Z', (), {}))
except ValueError as e: print(e)
@singledispatch
def show(x): return 'any'
@show.register
def _(x: int): return 'int'
@show.register(list)
def _(x): return 'list'
@show.register
def _(x: float | str): return 'fs'
print(show(1), show([]), show('a'), show(1.0), show(None), show(True), show.dispatch(bool).__name__)
class M:
    @singledispatchmethod
    def go(self, x): return 'any'
    @go.register
    def _(self, x: int): return 'int'
    def set(self, a, b): return (a, b)
    set1 = partialmethod(set, 1)
print(M().go(1), M().go('x'), M().set1(5))
try: show()
except TypeError as e: print(e)
