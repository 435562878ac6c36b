# partial's states and warnings, what a cache reports, comparisons that pickle, named tuples' constructors.
import functools
import inspect
import pickle
import warnings
from collections import ChainMap, UserList, namedtuple
from copy import copy


def tell(call):
    try:
        print(call())
    except Exception as fault:
        print(type(fault).__name__, fault)


made = functools.partial(print, 1, sep="-")
made.args_of = made
loop = functools.partial(print)
loop.__setstate__((print, (loop,), {"self": loop}, {}))
print(repr(loop).replace("<built-in function print>", "print"))
for state in (1, (print,), (print, [], None, None), (1, (), None, None), (print, (), [], None)):
    tell(lambda: functools.partial(print).__setstate__(state))


class Holder:
    call = functools.partial(max, 3)


with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    print(Holder().call(5), Holder.call(1))
print([(one.category.__name__, str(one.message)) for one in told])


@functools.lru_cache(maxsize=2)
def double(x):
    return 2 * x


double(1), double(1), double(2), double(3)
print(double.cache_info(), functools._CacheInfo(hits=1, misses=3, maxsize=2, currsize=2) == double.cache_info())


@functools.total_ordering
class Size:
    def __lt__(self, other):
        return True


print(Size.__ge__.__name__, pickle.loads(pickle.dumps(Size.__ge__)) is Size.__ge__, type.__type_params__)
Point = namedtuple("Point", "x y", defaults=[2])
print(inspect.signature(Point), Point.__new__.__defaults__, Point(1), Point._make("ab"))
for call in (lambda: Point(), lambda: Point(1, 2, 3), lambda: Point(z=1), lambda: namedtuple("E", "")(1)):
    tell(call)
print({1: 2} | ChainMap({3: 4}, {1: 9}))
row = UserList([1])
row.note = 3
print(copy(row), copy(row).note)
