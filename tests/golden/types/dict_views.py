# Views of dictionaries as sets, live and comparable.
d, e = {"a": 1, "b": 2, "c": 3}, {"b": 2, "c": 30, "d": 4}
k, i, v = d.keys(), d.items(), d.values()
def s(x): return sorted(x, key=repr)
print(s(k & e.keys()), s(k | e.keys()), s(k - e.keys()), s(k ^ e.keys()), s(i & e.items()), s(i | e.items()), s(i - e.items()), s(i ^ e.items()))
print(s(k & ["a", "z"]), s(k | "xy"), s(k - ("a",)), s(k ^ {"a", "q"}), s({"a", "q"} & k), s({"a"} | k), s({"a", "q"} - k), s(i & [("a", 1)]), type(k & e).__name__, type(i | []).__name__)
print(k == {"a", "b", "c"}, k == d.keys(), k == ["a", "b", "c"], k != e.keys(), k < {"a", "b", "c", "d"}, k <= k, k > {"a"}, k >= {"a", "z"}, i == {("a", 1), ("b", 2), ("c", 3)}, i <= i, v == v, v == d.values(), k.isdisjoint("xyz"), k.isdisjoint("a"), i.isdisjoint([("a", 1)]))
print("a" in k, "z" in k, 1 in v, 9 in v, ("a", 1) in i, ("a", 2) in i, "a" in i, ("a", 1, 2) in i, len(k), len(i), len(v), bool({}.keys()), list(reversed(k)), list(reversed(v)), list(reversed(i)))
d["new"] = 9; del d["a"]; print(k, v, i, len(k), "new" in k, 9 in v); print(k.mapping, type(k.mapping).__name__, repr({}.keys()), repr({}.values()), repr({}.items()), str(k))
for f in (lambda: k + k, lambda: k[0], lambda: hash(k), lambda: v | v, lambda: v - [1], lambda: k < 5, lambda: k & 5, lambda: 5 | k, lambda: i | 5, lambda: v < v, lambda: [[]] & k, lambda: ([],) in i, lambda: [] in k, lambda: k.add("x"), lambda: k.mapping.__setitem__("q", 1), lambda: setattr(k, "mapping", {}), lambda: type(k)(), lambda: k.isdisjoint(5), lambda: k & [[]], lambda: d.items() & [("x", [])]):
    try: print(f())
    except Exception as err: print(type(err).__name__, err)
u = {"l": [1], "n": 1}; print(("l", [1]) in u.items(), u.items() == {"l": [1], "n": 1}.items(), ("n", 1.0) in u.items(), [1] in u.values())
try: u.items() | set()
except TypeError as err: print(err)
it = iter(k); next(it); d["more"] = 1
try: next(it)
except RuntimeError as err: print(err)
print(sorted(k), max(v), sum(v), list(map(str, i)), [*k], {**dict(i)}, dict(zip(v, k)), tuple(i)[0], set(k) == k, frozenset(k) == k, any(v), list(enumerate(k)), list(zip(k, v))[:2], iter(k).__length_hint__())
