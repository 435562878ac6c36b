from collections import *
import collections
import collections.abc
from collections.abc import Iterable, Mapping, Awaitable, Coroutine, Callable, Sequence, Hashable, MutableMapping
d = deque([1, 2, 3], maxlen=3); d.append(4); print(d, len(d), d[0], d.maxlen); d.appendleft(9); print(d); d.rotate(1); print(d)
e = deque('abc'); e.extendleft('xy'); print(e, e.pop(), e.popleft(), list(reversed(e)), 'a' in e, e.index('b'), e == deque('xab'))
try: deque().popleft()
except IndexError as x: print(x)
q = deque()
for i in range(100): q.append(i)
print(sum(q.popleft() for _ in range(90)), len(q), q)
dd = defaultdict(list); dd['a'].append(1); print(dd, dict(dd), dd['b'], dd)
dd = defaultdict(int, x=1); dd['y'] += 2; print(dd, dd.default_factory)
o = OrderedDict(a=1, b=2, c=3); o.move_to_end('a'); print(o, o.popitem(last=False)); o.move_to_end('a', last=False); print(list(o), o == {'c': 3, 'a': 1}, OrderedDict())
c = Counter('abracadabra'); print(c, c.most_common(2), c['z'], c.total(), sorted(c.elements())[:4])
print(c + Counter('a'), c - Counter('aaa'), c & Counter('ab'), Counter('ab') | Counter('bc'), Counter(a=1) == Counter(a=1, b=0))
c.subtract('aaaa'); print(c['a'], +Counter(a=-1, b=2)); c.update(a=5); print(c['a'])
P = namedtuple('P', 'x y', defaults=[5]); p = P(1); print(p, p.x, p._asdict(), p._replace(y=7), P._fields, P._field_defaults, P._make([3, 4]), P.__doc__, p == (1, 5))
a, b = p; print(a, b, P(y=2, x=1), P.__new__.__doc__, P.x.__doc__)
for bad in (lambda: P(), lambda: P(1, 2, 3), lambda: P(1, z=2), lambda: namedtuple('Q', 'a a'), lambda: namedtuple('Q', 'class'), lambda: P(1, x=2)):
    try: print(bad())
    except (TypeError, ValueError) as x: print(x)
match P(1, 2):
    case P(x, y): print('matched', x, y)
m = ChainMap({'a': 1}, {'a': 2, 'b': 3}); print(m['a'], m['b'], dict(m), m, len(m), m.new_child({'z': 1}), m.parents)
class U(UserDict):
    def __setitem__(self, k, v): super().__setitem__(str(k), v)
u = U({1: 2}); print(u, '1' in u, u.get('x'), list(u.items()))
print(UserList([3, 1]) + [2], UserString('ab').upper(), UserString('x') + 'y')
print(isinstance([], Iterable), isinstance({}, Mapping), isinstance(3, Hashable), isinstance([], Hashable), isinstance(len, Callable), isinstance((), Sequence), issubclass(dict, MutableMapping))
async def co(): pass
k = co(); print(isinstance(k, Awaitable), isinstance(k, Coroutine)); k.close()
class L(Sequence):
    def __getitem__(self, i): return [1, 2, 3][i]
    def __len__(self): return 3
print(list(L()), 2 in L(), list(reversed(L())), L().index(3), L().count(9), Callable[[int], str], Iterable[int])
class MM(collections.abc.MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
mm = MM(); mm.update(a=1, b=2); print(mm.pop('a'), mm.setdefault('c', 3), list(mm.items()), list(mm.keys()), mm == {'b': 2, 'c': 3})
