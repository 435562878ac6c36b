import operator as o, pickle, inspect, copy
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
t(lambda: o.add(1)); t(lambda: o.abs(1,2)); t(lambda: o.concat(1,2)); t(lambda: o.concat([1],[2])); t(lambda: o.iconcat(1,2))
t(lambda: o.itemgetter()); t(lambda: o.itemgetter(1)()); t(lambda: o.itemgetter(1)(1,2)); t(lambda: o.itemgetter(1)(x=2)); t(lambda: o.itemgetter(a=1))
t(lambda: o.attrgetter()); t(lambda: o.attrgetter(1)); t(lambda: o.attrgetter('a')()); t(lambda: o.attrgetter('real.imag','real')(3)); t(lambda: o.attrgetter('x.y')(3))
t(lambda: o.methodcaller(1)); t(lambda: o.methodcaller('split', sep='-')('a-b')); t(lambda: o.methodcaller('x')()); t(lambda: o.methodcaller('upper')('a'))
for g in (o.itemgetter(1), o.itemgetter(1, 'a'), o.attrgetter('a.b', 'c'), o.methodcaller('m', 1, x=2), o.methodcaller('m')):
    print(repr(g), g.__reduce__(), type(g), repr(pickle.loads(pickle.dumps(g))), repr(copy.copy(g)))
print(o.add, o.__add__ is o.add, o.add.__module__, o.lt.__doc__)
t(lambda: o.countOf([1, 2, 1, float('nan')], 1)); t(lambda: o.indexOf([1, 2], 3)); t(lambda: o.indexOf('abc', 'c')); t(lambda: o.countOf(3, 1))
t(lambda: o.length_hint([1,2])); t(lambda: o.length_hint(3, 7)); t(lambda: o.length_hint(3, 'a')); t(lambda: o.length_hint(iter([1])))
t(lambda: o.index(True)); t(lambda: o.index('a')); t(lambda: o.not_([])); t(lambda: o.truth([1])); t(lambda: o.is_not(1, 2))
t(lambda: o.call(max, 1, 3)); t(lambda: o.call(sorted, [2, 1], reverse=True)); t(lambda: o.call())
t(lambda: o.contains([1], 1)); t(lambda: o.getitem([1], 0)); t(lambda: o.setitem([1], 0, 2)); t(lambda: o.delitem({1: 2}, 1))
t(lambda: o.iadd([1], [2])); t(lambda: o.ixor(5, 1)); t(lambda: o.matmul(1, 2)); t(lambda: o.pow(2, 10)); t(lambda: o.inv(4)); t(lambda: o.neg('a'))
t(lambda: o.itemgetter(slice(0, 2))('abcd')); t(lambda: o.itemgetter(2, 0)([7, 8, 9])); t(lambda: o.itemgetter('a')({'a': 1})); t(lambda: o.itemgetter(3)([1]))
print(inspect.signature(o.itemgetter(1)), inspect.signature(o.attrgetter('a')), inspect.signature(o.methodcaller('a')), inspect.signature(o.add), inspect.signature(o.length_hint))
print(sorted(n for n in dir(o) if not n.startswith('_')) == sorted(o.__all__))
try:
  class A(o.itemgetter): pass
except TypeError as e: print(e)
class X:
    a = 3
    def __getattr__(self, n): return n
t(lambda: o.attrgetter('q', 'a')(X()))
t(lambda: o.itemgetter(1) == o.itemgetter(1)); t(lambda: o.methodcaller('upper', *[])(5))
