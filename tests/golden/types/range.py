# range.
for r in (range(5), range(2, 8), range(0, 10, 3), range(5, 0, -1), range(0), range(5, 5), range(10, 0, -3), range(-5, 5, 4), range(10**20, 10**20 + 3), range(0, -10**20, -5 * 10**19)):
    print(r, list(r), bool(r), r.start, r.stop, r.step, r[0] if r else None, r[-1] if r else None, r[::-1], r[1:], list(reversed(r)))
r = range(0, 100, 7)
print(len(r), 14 in r, 15 in r, 14.0 in r, 14.5 in r, "a" in r, -7 in r, r.index(21), r.count(21), r.count(22), r[3], r[-1], r[2:5], r[::2], r[::-1], r[10:2:-3], r[50:], r == range(0, 99, 7), r != range(0, 98, 7), hash(r) == hash(range(0, 99, 7)), max(r), min(r), sum(r), sorted(r, reverse=True)[:2])
print(range(True), range(2, True), len(range(10**18)), range(10**30)[10**29], 10**25 in range(0, 10**30, 5), range(3) == range(0, 3, 1), range(0) == range(2, 2, 5), range(1) == [0], {range(3): 1}[range(0, 3)])
for f in (lambda: r[100], lambda: r[-100], lambda: r["a"], lambda: r.index(15), lambda: r.index("a"), lambda: range(1, 2, 0), lambda: range(1.5), lambda: range("a"), lambda: range(), lambda: range(1, 2, 3, 4), lambda: len(range(10**20)), lambda: r + r, lambda: r * 2, lambda: r < r, lambda: setattr(r, "start", 5), lambda: r.__setitem__, lambda: range(stop=5), lambda: r.append, lambda: range(None), lambda: type("R", (range,), {})):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
it = iter(range(3)); print(next(it), it.__length_hint__(), list(it), next(it, "end"))
it = iter(range(10**20, 10**20 + 2)); print(next(it), list(it), type(it).__name__)
class I:
    def __index__(self): return 4
print(list(range(I())), range(I()), range(0, 10, I())[I() - 3 if False else 1], list(range(2, I())))
for i in range(3, 0, -1): print(i, end=" ")
for i in range(0): print("never")
print([i for i in range(2, 20) if all(i % j for j in range(2, i))], [range(3)[i] for i in range(-3, 3)], list(zip(range(3), range(3, 6))), [*range(2)], tuple(range(1, 4)), dict.fromkeys(range(2), 0), set(range(3)), list(map(lambda x: x * x, range(4))))
i = "kept"
for i in range(2): pass
print(i, r.__contains__(7), r.__len__(), r.__iter__().__next__(), r.__reversed__().__next__(), r.__eq__(5), range(5).__getitem__(slice(1, 3)), range(3).__hash__() == hash(range(3)), range(3).__bool__() if hasattr(range(3), "__bool__") else "no bool", range(5).__repr__())
print(sum(range(10**6)), max(range(10**6)), list(range(-3, 3)), list(range(10, -1, -5)), 5 in range(5), 4 in range(0, 5, 2), len(range(-10, 10, 3)), len(range(10, -10, -3)))
