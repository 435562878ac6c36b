# list: every method, and what it does to aliases.
a = [3, 1, 2]
b = a
a.append(4); a.extend("xy"); a.extend(range(2)); a += (9,); a.insert(0, "first"); a.insert(-1, "before last"); a.insert(100, "end"); a.insert(-100, "start")
print(a, a is b)
print(a.pop(), a.pop(0), a.pop(-2), a.index("x"), a.index(1), a.index(1, 3), a.count(1), len(a))
a.remove("x"); a.reverse(); print(a, a.copy(), a.copy() is a, a[:] is a)
a.clear(); print(a, b, bool(a))
print([1, 2] + [3], [0] * 3, 3 * [1, 2], [1] * 0, [1] * -1, [[]] * 2, [1, 2] == [1, 2], [1] < [1, 0], [2] > [1, 9], [] < [0], [1, 2] != (1, 2))
x = [[0] * 2] * 2; x[0][0] = 1; print(x)
print(list(), list("ab"), list({"k": 1}), list((1, 2)), list(x for x in range(3)), list([1]), list(map(str, range(2))), [*"ab", *range(2)])
s = [5, 3, 8, 1]
print(s.sort(), s); s.sort(reverse=True); print(s); s.sort(key=lambda v: v % 4); print(s); s.sort(key=str, reverse=True); print(s)
words = "banana Apple cherry apple Banana".split()
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len, reverse=True), sorted(words, key=lambda w: (w.lower(), w)))
pairs = [(1, "b"), (0, "z"), (1, "a"), (0, "y")]; print(sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[0], reverse=True), sorted(pairs))
class K:
    def __init__(self, v): self.v = v
    def __lt__(self, o): print("<", end=""); return self.v < o.v
sorted([K(1), K(2), K(3)]); print()
bad = [3, 1, "x", 2]
try: bad.sort()
except TypeError as e: print(e, sorted(map(str, bad)))
def failing(v):
    if v == 2: raise ValueError("key fails")
    return v
l = [3, 2, 1]
try: l.sort(key=failing)
except ValueError as e: print(e, l)
l = [3, 1, 2]
def spy(v): seen.append(list(l)); return v
seen = []; l.sort(key=spy); print(seen[0], l)
def modifies(v): l.append(v); return v
l = [2, 1]
try: l.sort(key=modifies)
except ValueError as e: print(e, l)
print(sorted([True, False, 2, 0.5]), sorted("hello", reverse=True), sorted({3: 1, 1: 2}), sorted([[2], [1, 5], [1]]), sorted([(1, 2), (1,)]), sorted([]), sorted([b"b", b"a"]), sorted([{1, 2}, {1}], key=len), sorted([-3, 2, -1], key=abs))
big = [(i * 7919) % 1000 for i in range(1000)]; assert sorted(big) == list(range(1000)); assert sorted(big, reverse=True) == list(range(999, -1, -1)); print(sorted(big, key=lambda v: v % 10)[:12])
a = list(range(5)); a[1:1] = [10, 11]; print(a); a[2:4] = []; print(a); a[::2] = "abc" [:len(a[::2])]; print(a); a[3:] = a; print(a); a[:0] = (0,); print(a)
l = [1]; l.append(l); print(l, l == l, l[1] is l, len(l), repr(l))
l = [1, 2, 3]; l.extend(l); print(l); l += l[:1]; print(l); l[len(l):] = [7]; print(l)
print([1, 2, 3].__contains__(2), [1].__add__([2]), [1].__mul__(2), [1].__iadd__("a"), [1].__eq__([1]), [1].__eq__((1,)), [1].__lt__([2]), [3, 4].__getitem__(1), [1].__len__(), [1, 2].__reversed__().__next__(), [1].__hash__, [1].__imul__(3), list.__doc__ is not None)
nan = float("nan"); print([nan].index(nan), [nan].count(nan), nan in [nan], [nan] == [nan], [float("nan")] == [nan])
class E:
    def __eq__(self, o): print("eq", o, end=" "); return o == 2
print([1, 2, 3].index(E())); print([E()].index(2)); print([1, 2].count(E())); l = [1, 2, 3]; l.remove(E()); print(l)
class Mut:
    def __eq__(self, o): l.clear(); return False
l = [Mut(), Mut(), Mut()]; print(l.count(5), l)
it = iter(l := [1, 2, 3]); l.insert(0, 0); print(list(it)); print(max([1, 5, 3]), min([[2], [1]]), sum([1, 2], 10), any([0, 1]), all([1, 0]), list(reversed([1, 2])), list(enumerate(["a"])), list(zip([1], [2])))
class L(list):
    def __getitem__(self, i): return "got " + str(super().__getitem__(i))
    def append(self, v): super().append(v * 2)
l = L([1, 2]); l.append(5); print(l, l[0], list(l), l[-1], [v for v in l], L.copy(l), type(L.copy(l)).__name__, type(l + [1]).__name__)
stack = []; [stack.append(i) for i in range(3)]; print([stack.pop() for _ in range(3)], stack)
m = [[1, 2, 3], [4, 5, 6]]; print([list(r) for r in zip(*m)], sum(m, []), [v for r in m for v in r], m[1][2], m[-1][-1])
