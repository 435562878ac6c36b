# Iterators: the protocol, the built-in ones, exhaustion.
class Range:
    def __init__(self, n): self.n, self.i = n, 0
    def __iter__(self): return self
    def __next__(self):
        if self.i >= self.n: raise StopIteration
        self.i += 1; return self.i
print(list(Range(3)), sum(Range(4)), max(Range(5)), 3 in Range(5), [*Range(2)], dict(zip(Range(2), "ab")), "-".join(map(str, Range(3))), sorted(Range(3), reverse=True), list(enumerate(Range(2), 5)), tuple(Range(0)))
r = Range(3); print(next(r), list(r), list(r), next(r, "end"))
for x in ([1, 2], (1,), "a", {1: 2}, {1}, range(2), b"a", bytearray(b"a"), {}.keys(), {}.values(), {}.items(), enumerate([]), zip(), map(len, []), filter(None, []), reversed([]), reversed({}), reversed(range(3)), iter(int, 1), memoryview(b"a"), frozenset(), range(2**70)):
    it = iter(x); print(type(it).__name__, end=" "); assert iter(it) is it
print()
it = iter([1, 2, 3]); print(it.__length_hint__(), next(it), it.__length_hint__(), it.__next__(), list(it), it.__length_hint__())
calls = iter([1, 2, 0, 5]); print(list(iter(lambda: next(calls), 0)))
z = zip([1, 2, 3], "ab"); print(next(z), list(z), list(z)); print(list(zip()), list(zip([1])), list(zip("ab", [1, 2], strict=True)))
for a in (("ab", "a"), ("a", "ab"), ("ab", "ab", "a")):
    try: print(list(zip(*a, strict=True)))
    except ValueError as e: print(e)
e = enumerate("ab", start=10); print(next(e), list(e), list(enumerate([], 5)), list(enumerate("a", 2**70)))
m = map(lambda a, b: a + b, [1, 2, 3], [10, 20]); print(next(m), list(m)); print(list(map(None, [])) if False else list(map(str, [1])))
f = filter(lambda x: x % 2, range(6)); print(next(f), list(f), list(filter(None, [0, 1, "", "a"])))
rv = reversed([1, 2, 3]); print(next(rv), rv.__length_hint__(), list(rv), list(reversed("ab")), list(reversed({"a": 1, "b": 2})), list(reversed({"a": 1}.items())), list(reversed(range(0, 10, 3))))
l = [1, 2]; it = iter(l); next(it); l.append(3); print(list(it)); l.append(4); print(list(it))
it = iter("héé"); print(next(it), list(it))
s = iter({1, 2}); next(s); print(len(list(s)))
d = {"a": 1}; it = iter(d); d["b"] = 2
try: next(it)
except RuntimeError as err: print(err)
try: next(it)
except (RuntimeError, StopIteration) as err: print(repr(err))
class Getitem:
    def __getitem__(self, i):
        if i < 3: return i * 10
        raise IndexError
it = iter(Getitem()); print(type(it).__name__, list(it), list(it), 20 in Getitem(), [*Getitem()])
class Rev:
    def __len__(self): return 3
    def __getitem__(self, i): return i
print(list(reversed(Rev())), min(Getitem()), list(map(lambda *a: a, Getitem(), Rev.__getitem__ and "xyz")))
print(any(Range(2)), all(Range(2)), any([]), all([]), sum([[1], [2]], []), min("b", "a"), min([3, 1], key=lambda x: -x), max([], default=5), max("ab", "c", key=len), min(1, 2.0, True))
print(next(iter([]), None), list(iter(range(3))), [x for x in iter(iter([1]))])
def both():
    it = iter(range(6))
    for x in it: yield x, next(it)
print(list(both()))
print(repr(iter([])).startswith("<list_iterator object at 0x"), type(zip()).__name__, type(map(len, [])).__name__, isinstance(zip(), zip), type(iter(range(3))).__name__)
