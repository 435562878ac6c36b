# Instances compared, sorted, kept: ordering by hand.
class Version:
    def __init__(self, text): self.parts = tuple(int(p) for p in text.split("."))
    def __lt__(self, o): return self.parts < o.parts
    def __eq__(self, o): return self.parts == o.parts
    def __hash__(self): return hash(self.parts)
    def __repr__(self): return ".".join(map(str, self.parts))
vs = [Version(t) for t in "1.10 1.2 1.2.1 0.9 1.2".split()]
print(sorted(vs), max(vs), min(vs), sorted(vs, reverse=True), sorted(set(vs)), Version("1.2") > Version("1.1"))
try: Version("1") <= Version("2")
except TypeError as e: print(e)
class OnlyLt:
    def __init__(self, k, tag=""): self.k, self.tag = k, tag
    def __lt__(self, o): return self.k < o.k
    def __repr__(self): return f"{self.k}{self.tag}"
items = [OnlyLt(2, "a"), OnlyLt(1, "b"), OnlyLt(2, "c"), OnlyLt(1, "d")]
print(sorted(items), sorted(items, reverse=True), max(items), min(items), sorted(items, key=lambda o: -o.k))
class Count:
    n = 0
    def __init__(self, v): self.v = v
    def __lt__(self, o): Count.n += 1; return self.v < o.v
sorted([Count(i) for i in range(10)]); print(Count.n)
Count.n = 0; sorted([Count(i) for i in range(10, 0, -1)]); print(Count.n)
Count.n = 0; max([Count(i) for i in range(5)], key=lambda c: c.v); print(Count.n)
class Weird:
    def __lt__(self, o): return "truthy"
    def __gt__(self, o): return []
print(Weird() < 1, Weird() > 1, 1 < Weird(), not (Weird() > 1), len(sorted([Weird(), Weird()])))
class Rich:
    def __eq__(self, o): return [1]
    def __ne__(self, o): return None
print(Rich() == 1, Rich() != 1, Rich() in [5], [Rich()].count(1))
class Total:
    def __init__(self, v): self.v = v
    __le__ = lambda s, o: s.v <= o.v
    __ge__ = lambda s, o: s.v >= o.v
print(Total(1) <= Total(2), Total(1) >= Total(2))
try: Total(1) < Total(2)
except TypeError as e: print(e)
class Linked:
    def __init__(self, value, next=None): self.value, self.next = value, next
    def __iter__(self):
        node = self
        while node is not None: yield node.value; node = node.next
    def __len__(self): return sum(1 for _ in self)
    def __reversed__(self):
        if self.next is not None: yield from reversed(self.next)
        yield self.value
    def __getitem__(self, i):
        for k, v in enumerate(self):
            if k == i: return v
        raise IndexError(i)
l = Linked(1, Linked(2, Linked(3)))
print(list(l), len(l), list(reversed(l)), l[1], 3 in l, sum(l), [*map(str, l)])
try: l[9]
except IndexError as e: print(repr(e))
class Tree:
    def __init__(self): self.root = None; self.n = 0
    def add(self, k):
        self.n += 1
        if self.root is None: self.root = [k, None, None]; return
        node = self.root
        while True:
            side = 1 if k < node[0] else 2
            if node[side] is None: node[side] = [k, None, None]; return
            node = node[side]
    def __iter__(self):
        def walk(n):
            if n: yield from walk(n[1]); yield n[0]; yield from walk(n[2])
        return walk(self.root)
t = Tree()
for k in [5, 2, 8, 1, 9, 3]: t.add(k)
print(list(t), t.n, max(t), sorted(t, reverse=True)[:2], " ".join(map(str, t)))
