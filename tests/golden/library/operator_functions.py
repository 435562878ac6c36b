import operator as op
from operator import attrgetter, itemgetter, methodcaller
print(op.add(1, 2), op.sub(5, 3), op.mul(2, 3), op.truediv(1, 2), op.floordiv(7, 2), op.mod(7, 3), op.pow(2, 5), op.neg(1), op.not_(0))
print(itemgetter(1)([1, 2]), itemgetter(0, 'a'.index('a'))('xy'), itemgetter('k')({'k': 1}), attrgetter('real', 'imag')(3), methodcaller('split', ',')('a,b'))
print(itemgetter(1, 2), attrgetter('a.b'), methodcaller('x', 1, k=2))
print(op.contains([1], 1), op.countOf([1, 1, 2], 1), op.indexOf([1, 2], 2), op.length_hint(iter([1, 2])), op.index(True), op.concat([1], [2]))
a = [1]; print(op.iadd(a, [2]), a, op.lt(1, 2), op.is_(None, None), op.truth([]), op.call(max, 1, 2), op.xor(5, 1), op.inv(1))
try: op.index('a')
except TypeError as e: print(e)
