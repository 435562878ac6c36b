# Equality and hashing together; what happens when one is defined without the other.
class Eq:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return isinstance(o, Eq) and self.v == o.v
class EqHash(Eq):
    def __hash__(self): return hash(self.v)
class SubEq(EqHash):
    def __eq__(self, o): return super().__eq__(o)
class Keep(EqHash):
    __hash__ = EqHash.__hash__
    def __eq__(self, o): return super().__eq__(o)
class NoHash:
    __hash__ = None
print(Eq(1) == Eq(1), Eq(1) != Eq(1), Eq(1) == 1, Eq.__hash__, SubEq.__hash__, NoHash.__hash__)
for c in (Eq, SubEq, EqHash, Keep):
    try: print(c.__name__, len({c(1), c(1), c(2)}), {c(1): "v"}.get(c(1)))
    except TypeError as e: print(c.__name__, e)
try: hash(NoHash())
except TypeError as e: print(e)
class Collide:
    def __init__(self, n): self.n = n
    def __hash__(self): return 1
    def __eq__(self, o): return self.n == o.n
    def __repr__(self): return f"c{self.n}"
d = {Collide(i): i for i in range(6)}
print(d, d[Collide(3)], Collide(9) in d, len(d)); del d[Collide(2)]; print(list(d))
class Log:
    def __init__(self, n, h): self.n, self.h = n, h
    def __hash__(self): print("hash", self.n, end=" "); return self.h
    def __eq__(self, o): print("eq", self.n, o.n, end=" "); return self.n == o.n
    def __repr__(self): return self.n
x, y, z = Log("x", 1), Log("y", 1), Log("z", 2)
d = {}; d[x] = 1; print(); d[y] = 2; print(); d[z] = 3; print(); print(d[y]); print(x in d, z in d)
print(x in [x], x in [y]); print([x, y].index(y)); print([y, x].count(x))
class BadHash:
    def __init__(self, h): self.h = h
    def __hash__(self): return self.h
for h in (2**61, 2**61 - 1, -1, -2, 2**100, True, 1.5, "a", None):
    try: print(hash(BadHash(h)))
    except TypeError as e: print(e)
class RaisesEq:
    def __hash__(self): return 1
    def __eq__(self, o): raise ValueError("eq failed")
d = {RaisesEq(): 1}
for f in (lambda: d[RaisesEq()], lambda: RaisesEq() in [RaisesEq()], lambda: d.update({RaisesEq(): 2}), lambda: {RaisesEq(), RaisesEq()}, lambda: [RaisesEq()].remove(1), lambda: (RaisesEq(),) == (RaisesEq(),)):
    try: f(); print("none")
    except ValueError as e: print(e)
print(hash(1) == hash(1.0) == hash(True) == hash(1 + 0j), hash(0.5), hash(-1), hash(2**61 - 1), hash(2**61), hash(-2**61), hash(10**30), hash(1.5e300), hash(float("inf")), hash(-float("inf")), hash(1j), hash(3 + 4j), hash(0.1))
print(hash((1, 2, 3)), hash(()), hash((1,)), hash((1, (2, 3))), hash((1.5, True, None)) == hash((1.5, True, None)), hash(frozenset()), hash(frozenset([1, 2, 3])), hash(None) == hash(None), hash(range(3)), hash(range(0)), hash(range(0, 10, 3)), hash((-1, -2)))
print({1: "a", 1.0: "b", True: "c"}, {0, False, 0.0, 0j}, {1, 1.0} == {True}, {(1, 2): 1}[(1.0, 2.0)])
