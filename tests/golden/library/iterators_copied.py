# The built-in iterators copied and pickled at every place.
import copy
import pickle

KINDS = [
    lambda: iter([1, 2, 3]), lambda: iter((1, 2, 3)), lambda: iter("añc"), lambda: iter("abc"), lambda: iter(b"abc"),
    lambda: iter(bytearray(b"abc")), lambda: iter(range(3)), lambda: iter({1: 2, 3: 4}), lambda: iter({1: 2}.items()),
    lambda: iter({1, 2}), lambda: reversed((1, 2, 3)), lambda: reversed(range(3)), lambda: reversed({1: 2, 2: 3}),
    lambda: enumerate("abc"), lambda: zip("abc", [1, 2]), lambda: map(str, [1, 2]), lambda: filter(None, [0, 1, 2]),
]
for make in KINDS:
    for taken in (0, 1, 2, 5):
        it = make()
        for _ in range(taken):
            next(it, None)
        made = it.__reduce__()[0]
        print(type(it).__name__, made.__name__, list(copy.copy(it)), end=" ")
        print(list(pickle.loads(pickle.dumps(it))), list(it))
it = iter(int, 1)
print(it.__reduce__()[1])
