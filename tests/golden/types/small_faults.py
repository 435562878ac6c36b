import sys
a, b = float('nan'), float('nan')
print(hash(a) == hash(a), len({a, b, a}), {a: 1}.get(a))
class A:
    @property
    def p(self):
        "doc of p"
class B(A):
    @property
    def p(self): return 1
    q = property(A.p.fget)
print(B.p.__doc__, B.q.__doc__)
class S(set):
    pass
import pickle, copy
s = S([1]); s.x = 2
t = pickle.loads(pickle.dumps(s)); print(t, t.x, copy.copy(s).x, s.__reduce__())
class F(frozenset): pass
print(pickle.loads(pickle.dumps(F([1]))))
import weakref, logging, decimal, collections, datetime, functools
h = logging.StreamHandler(); print(repr(weakref.ref(h)).split(' to ')[1].split(' at')[0])
class O: pass
o = O(); print(repr(weakref.ref(o)).split(' to ')[1].split(' at')[0])
for x in (decimal.Decimal(1), collections.deque(), datetime.timedelta(1), datetime.date(2020,1,1), datetime.datetime(2020,1,1), functools.partial(int), collections.OrderedDict(), collections.defaultdict(), collections.Counter(), O(), [], 3):
    for f in (lambda: x + object(), lambda: x(), lambda: x.nope, lambda: len(x), lambda: iter(x), lambda: x[object()], lambda: -x, lambda: {x: 1}, lambda: 'a' + x, lambda: ''.join([x]), lambda: 3 < x, lambda: int(x), lambda: range(x)):
        try: r = f()
        except Exception as e: print(type(x).__name__, '|', type(e).__name__, str(e).split(' at 0x')[0])
class T(str):
    __str__ = object.__str__
    __repr__ = lambda self: 'R'
print(str(T('a')), format(T('a')), '%s' % T('a'), f'{T("a")}')
class E:
    @property
    def __dict__(self): return {'z': 1}
print(vars(E()), E().__dict__, E.__dict__['__dict__'].__class__)
class G[T]:
    T = 5
    x = [T for _ in range(1)]
    def m[U](self): return [U for _ in range(1)], T
print(G.x, G().m())
def hook(u): print(type(u).__name__, u.exc_type.__name__, u.exc_value, u.err_msg, u.object is not None)
sys.unraisablehook = hook
class D:
    def __del__(self): raise ValueError('x')
D()
