# dict: order, every method, views, merging.
d = {"b": 1, "a": 2}
d["c"] = 3; d["b"] = 10
print(d, list(d), d["b"], d.get("z"), d.get("z", 0), d.get("a", 0), len(d), "a" in d, "z" not in d, d.pop("a"), d.pop("zz", None), d)
d["a"] = "again"; print(d, d.popitem(), d, d.setdefault("n", []), d.setdefault("b", 5), d)
d.update({"b": 0}, x=1); d.update([("y", 2)]); d.update(z=3); d.update(); d.update(zip("pq", (8, 9))); print(d)
e = d.copy(); e["only"] = 1; print("only" in d, e == d, {"a": 1} == {"a": 1.0}, {1: 2, 3: 4} == {3: 4, 1: 2}); e.clear(); print(e, bool(e))
print(dict(), dict(a=1), dict({"a": 1}), dict([("a", 1), ["b", 2], "cd"]), dict({"a": 1}, a=2, b=3), dict(zip("ab", (1, 2))), {**{"a": 1}, "a": 2}, dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), {}.fromkeys((1,)))
print({"a": 1} | {"b": 2, "a": 3}, {"a": 1}.__or__({}), {"x": 1} | dict(y=2))
k = {"a": 1}; k |= {"b": 2}; k |= (("c", 3),); print(k)
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, type(k).__name__, len(k), "b" in k, 2 in v, ("b", 0) in i, ("b", 1) in i, ("b",) in i, list(reversed(k)), list(reversed(v))[:2], list(reversed(i))[:1], k.mapping["b"])
d["later"] = 1; print(len(k), list(k)[-1], list(v)[-1], list(i)[-1])
p, q = {"a": 1, "b": 2}, {"b": 2, "c": 3}
print(sorted(p.keys() & q.keys()), sorted(p.keys() | q), sorted(p.keys() - {"a"}), sorted(p.keys() ^ q.keys()), p.items() & q.items(), sorted(p.items() - q.items()), p.keys() == {"a", "b"}, p.keys() < {"a", "b", "c"}, p.keys() >= {"a"}, p.keys().isdisjoint("xy"), p.items() == {("a", 1), ("b", 2)}, p.values() == p.values(), sorted({"a"} | p.keys()), sorted(["a", "z"] & p.keys()) if False else "", type(p.keys() & []).__name__)
print({1: "a", 1.0: "b", True: "c"}, {0: 1, False: 2, 0.0: 3}, {(1, 2): 3}, {None: 1, ...: 2}, {"k": {"n": [1, {"d": ()}]}}, {frozenset([1]): 1})
for bad in ([], {}, set(), [1], (1, [2])):
    try: {bad: 1}
    except TypeError as err: print(err)
    try: print(bad in {})
    except TypeError as err: print(err)
x = {}; x["self"] = x; x["l"] = [x]; print(x)
x = {i: i for i in range(10)}
for n in (3, 0, 9): del x[n]
x[0] = "back"; x[100] = "new"; print(x, list(x)[0], next(iter(x)), next(reversed(x)))
while len(x) > 6: print(x.popitem(), end=" ")
print(x)
class M(dict):
    def __missing__(self, k): return "missing " + str(k)
    def __setitem__(self, k, v): super().__setitem__(k, v); self.log = getattr(self, "log", 0) + 1
m = M(a=1); m["b"] = 2; m.update(c=3); print(m, m["zz"], m.get("zz"), m.log, "zz" in m, m.pop("a"), type(m.copy()).__name__, type(m | {}).__name__, dict(m), m == {"b": 2, "c": 3}, isinstance(m, dict))
class Keys:
    def keys(self): return ["a", "b"]
    def __getitem__(self, k): return ord(k)
print(dict(Keys()), {**Keys()}); u = {}; u.update(Keys()); print(u)
print(d.__contains__("b"), d.__getitem__("b"), d.__len__(), {}.__eq__({}), {}.__eq__(1), {}.__ne__({}), {"a": 1}.__repr__(), {}.__hash__, {1: 2}.__iter__().__next__(), {1: 2}.__reversed__().__next__())
count = {}
for c in "mississippi": count[c] = count.get(c, 0) + 1
print(count, sorted(count.items(), key=lambda kv: (-kv[1], kv[0])), max(count, key=count.get), {v: k for k, v in count.items()}, sum(count.values()), {k: v for k, v in sorted(count.items())})
big = {i: i * i for i in range(1000)}; big2 = {str(i): i for i in range(1000)}; print(len(big), big[999], big2["500"], sum(big.values()), list(big)[:3], [k for k in big2][-2:])
for i in range(0, 1000, 2): del big[i]
print(len(big), list(big)[:3], 500 in big, 501 in big); big.update((i, 0) for i in range(5)); print(list(big)[:2], list(big)[-3:])
try:
    for key in p: p[key + "x"] = 1
except RuntimeError as err: print(err)
p = {"a": 1, "b": 2}
try:
    for key in p: del p[key]
except RuntimeError as err: print(err)
for key in list(q): del q[key]
print(q, {**{}}, {}.keys(), {}.values(), {}.items(), dict.keys({1: 2}), list(map(lambda kv: kv[0], {"z": 1}.items())))
a = {"x": 1}; b = a; b["x"] = 2; print(a is b, a); del a["x"]; print(b, len(b), not b)
