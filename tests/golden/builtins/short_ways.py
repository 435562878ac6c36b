# Operations that have a short way: slices, ranges, lengths, sets with removed values, loops over what changes.
text, row, pair = "abcdefgh", [1, 2, 3, 4, 5], (1, 2, 3)
for whole in (text, row, pair, "äöü日本", b"bytes"):
    print(whole[1:3], whole[:2], whole[2:], whole[:], whole[-2:], whole[:-1], whole[3:1], whole[9:], whole[-9:2], whole[2:3])
print(text[:] is text, pair[:] is pair, row[:] is row, row[True:], text[-10**30:10**30])


class Text(str):
    pass


class Index:
    def __index__(self):
        return 2


print(type(Text("abc")[:]).__name__, row[Index():], text[: Index()])
try:
    row["a":]
except TypeError as fault:
    print(fault)
print([x for x in range(3)], [x for x in range(3, 0, -1)], list(range(2, 2)), [x for x in range(-2, 7, 4)])
for bad in ((), (1, 2, 0), ("a",), (1.5,)):
    try:
        for x in range(*bad):
            pass
    except (TypeError, ValueError) as fault:
        print(fault)
try:
    for x in range(1, 2, 0):
        pass
except ValueError as fault:
    print(fault)
r = range(5)
print(r, len(r), [*r], len({}), len({1: 2}), len(set()), len(pair), len(text), len("日本"))

s, seen = set(), []
for n in range(300):
    if n % 3:
        s.add(n * 8 % 120)
    else:
        s.discard((n // 3) * 8 % 120)
    seen.append((n * 8 % 120) in s)
print(seen.count(True), list(s))
s = {0, 0.0, False, "0", -1, -2, 2**61 - 1, 1e18}
print(len(s), 0 in s, -1 in s, -2 in s, 10**18 in s, None in s, (0,) in s)
s.remove(0)
print(0 in s, False in s, sorted(map(str, s)))


class Same:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n

    def __eq__(self, other):
        print("eq", self.n)
        return isinstance(other, int) and self.n == other


print(5 in {Same(5)}, 6 in {Same(5)}, {5: 1}.get(Same(5)), Same(5) in {5})
for change in (lambda d: d.update(c=1), lambda d: d.pop("a")):
    d = {"a": 1, "b": 2}
    try:
        for key in d:
            change(d)
    except RuntimeError as fault:
        print(fault)
s = {1, 2}
try:
    for value in s:
        s.add(value + 10)
except RuntimeError as fault:
    print(fault)
print([k for k in {"x": 1, "y": 2}], [v for v in {"x": 1}.values()], {k: v for k, v in {"x": 1}.items()}, {n % 3 for n in range(9)})
