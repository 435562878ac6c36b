# Sorting: stability, keys, reverse, ties, big inputs, comparison counts.
data = [(name, len(name), i) for i, name in enumerate("pear fig apple kiwi plum date grape lime melon".split())]
print([d[0] for d in sorted(data)]); print([d[0] for d in sorted(data, key=lambda d: d[1])]); print([d[0] for d in sorted(data, key=lambda d: d[1], reverse=True)]); print([d[0] for d in sorted(data, key=lambda d: (-d[1], d[0]))])
x = 12345; rnd = []
for _ in range(500): x = (x * 1103515245 + 12345) % 2**31; rnd.append(x % 100)
s = sorted(rnd); assert all(a <= b for a, b in zip(s, s[1:])); idx = sorted(range(500), key=rnd.__getitem__); assert all(rnd[a] < rnd[b] or rnd[a] == rnd[b] and a < b for a, b in zip(idx, idx[1:])); ridx = sorted(range(500), key=rnd.__getitem__, reverse=True); assert all(rnd[a] > rnd[b] or rnd[a] == rnd[b] and a < b for a, b in zip(ridx, ridx[1:])); print(s[:5], s[-5:], idx[:5], ridx[:5])
for n in (0, 1, 2, 3, 31, 32, 33, 63, 64, 65, 100, 257):
    for make in (lambda n: list(range(n)), lambda n: list(range(n, 0, -1)), lambda n: [i % 3 for i in range(n)], lambda n: [(i * 7919) % 101 for i in range(n)], lambda n: list(range(n // 2)) * 2, lambda n: [0] * n):
        l = make(n); r = sorted(l); assert all(a <= b for a, b in zip(r, r[1:])) and sum(r) == sum(l); l.sort(reverse=True); assert l == r[::-1]
print("sizes fine")
calls = 0
class C:
    def __init__(self, v): self.v = v
    def __lt__(self, o):
        global calls; calls += 1; return self.v < o.v
for name, l in (("sorted", range(50)), ("reversed", range(50, 0, -1)), ("same", [1] * 50), ("two", [2, 1])):
    calls = 0; sorted(map(C, l)); print(name, calls)
keys = []
def key(v): keys.append(v); return -v
print(sorted([1, 3, 2], key=key), keys, sorted([3, 1, 2], key=None), sorted("b a C".split(), key=str.casefold), sorted([1.5, 1, True, 0.5]), sorted([[], [1], [0, 5]]), sorted({"b": 1, "a": 2}.items()), sorted("é e f".split()), sorted(["10", "9", "1"]), sorted(["10", "9", "1"], key=int))
for bad in ([1, "a"], [None, 1], [1j, 2j], [{}, {}], [object(), object()], [(1, "a"), (1, 2)]):
    try: sorted(bad)
    except TypeError as e: print(e)
print(sorted([{}]), sorted([None]), sorted([1j]), min([1j]), sorted([float("nan")] * 2) != 0, sorted([{1}, {1, 2}, set()]), sorted([2, float("inf"), -float("inf"), 10**400]))
class Rec:
    def __init__(self, k): self.k = k
    def __lt__(self, o): raise RuntimeError("compared")
    def __repr__(self): return "R"
l = [Rec(2), Rec(1)]
try: l.sort()
except RuntimeError as e: print(e, l, len(l))
print(sorted([Rec(1), Rec(0)], key=lambda r: r.k)); l = [3, 1, 2]; m = l; l.sort(); print(m, m is l); l2 = sorted(l); print(l2 is l)
words = "the quick brown fox jumps over the lazy dog the end".split(); from_count = {}
for w in words: from_count[w] = from_count.get(w, 0) + 1
print(sorted(from_count, key=lambda w: (-from_count[w], w)), max(from_count, key=from_count.get), sorted(words, key=lambda w: w[::-1])[:3], sorted(set(words), key=words.index)[:4])
print(sorted(range(10), key=lambda v: (v % 3, -v)), sorted([(1, 2), (1,), ()]), sorted(["b", "B", "a", "A"]), sorted([b"b", b"a", b""]), sorted([True, False]), sorted((x for x in "cab")), sorted([2**70, 2**65, -2**70, 5]), sorted([0.1, 10**-1, 1 / 10]))
