import functools, pickle, copy, inspect, weakref
from functools import partial, lru_cache, cache, cmp_to_key, reduce
p = partial(int, base=2)
print(p('101'), p)
print(partial(print, 1, sep='-')(2, 3, sep='+'))
def f(*a, **k): return a, k
q = partial(f, 1, x=2)
print(q(3, y=4), q(3, x=9), q.args, q.keywords, q.func is f)
class P(partial): pass
r = P(f, 7); r.z = 1
print(r(1), partial(r, 8).func is r, partial(q, 5).args)
print(P.__module__, partial.__module__, inspect.signature(q))
try: q.func = 1
except AttributeError as e: print(e)
for bad in (lambda: partial(), lambda: partial(2), lambda: partial(f).__setstate__(3), lambda: reduce(lambda a,b:a, []), lambda: reduce(f, 3), lambda: reduce(f)):
    try: bad()
    except TypeError as e: print(e)
print(pickle.loads(pickle.dumps(partial(int, base=2)))('11'))
@lru_cache
def fib(n):
    return n if n < 2 else fib(n-1) + fib(n-2)
print(fib(80), fib.cache_info(), fib.cache_parameters(), fib.__name__, fib.__wrapped__.__name__)
@lru_cache(maxsize=2, typed=True)
def g(a, b=1):
    print('g', a, b); return a
g(1); g(1.0); g(1); g(2, b=3); g(2, b=3); g(1)
print(g.cache_info()); g.cache_clear(); print(g.cache_info())
class C:
    @lru_cache(None)
    def m(self, x): return x * 2
    @cache
    def n(self): return 1
c = C()
print(c.m(3), c.m(3), C.m.cache_info(), c.n(), C.m(c, 4))
try: fib([])
except TypeError as e: print(e)
try: fib(1, 2)
except TypeError as e: print(e)
@cache
def deep(n): return 0 if n == 0 else 1 + deep(n - 1)
import sys
sys.setrecursionlimit(30000)
print(deep(400))
@cache
def bad(n):
    if n == 0: raise ValueError('zero')
    return bad(n-1)
import traceback
try: bad(3)
except ValueError: print(traceback.format_exc().count('bad(n-1)'), bad.cache_info())
K = cmp_to_key(lambda a, b: b - a)
print(sorted([3,1,2], key=K), K(1) < K(2), K(1).obj)
for bad in (lambda: K(), lambda: K(1,2), lambda: K(1) < 3, lambda: cmp_to_key(), lambda: lru_cache('x')(f)):
    try: print(bad())
    except TypeError as e: print(e)
print(copy.copy(fib) is fib, copy.deepcopy(fib) is fib, weakref.ref(fib)() is fib, pickle.loads(pickle.dumps(fib)) is fib)
print(lru_cache(0)(len)('abc'), repr(fib)[:40], fib.__doc__, inspect.signature(fib))
print(type(fib), type(p), type(K), lru_cache(3)(f).cache_info())
async def co(x): return x
import asyncio
print(asyncio.run(partial(co, 3)()), inspect.iscoroutinefunction(partial(co, 1)))
@cache
def gen(): yield 1
print(list(gen()), list(gen()))
l = []
z = partial(f, l); l.append(z); print(repr(z)[-10:])
