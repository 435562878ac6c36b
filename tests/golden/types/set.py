# set and frozenset.
s = {3, 1, 2, 3}
print(s, len(s), 2 in s, {1, 1.0, True}, set(), set("") == set(), set([1, 2, 2]), frozenset((1, 2)), frozenset(), {*[1, 2], *(2, 3)}, {x % 3 for x in range(9)})
s.add(5); s.add(1); s.discard(3); s.discard(99); s.remove(2); print(s, s.pop() in (1, 5), len(s)); s.clear(); print(s, bool(s))
a, b = {1, 2, 3, 4}, {3, 4, 5}
print(a | b, a & b, a - b, b - a, a ^ b, a.union(b, [9], "x") == {1, 2, 3, 4, 5, 9, "x"}, a.intersection([1, 2], (2,)), a.difference([1], {2}), a.symmetric_difference([1, 99]), a.union(), a.intersection(), a.isdisjoint([7]), a.isdisjoint(b), {1} <= a, {1} < {1}, a >= {1, 2}, a > b, a.issubset(range(10)), a.issuperset([1]), a == {4, 3, 2, 1}, a != b, {1, 2} == frozenset([2, 1]))
c = a.copy(); c |= {10}; c &= {1, 2, 10, 3}; c -= {3}; c ^= {1, 50}; print(sorted(c), c is a); c.update([7], (8,), "z"); c.intersection_update([7, 8, "z", 2]); c.difference_update([8]); c.symmetric_difference_update({2, 3}); print(sorted(map(str, c)))
print(a | frozenset([9]), type(a | frozenset()).__name__, type(frozenset() | a).__name__, frozenset([1, 2]) & {2}, frozenset([1]).union([2]), frozenset([1, 2]) - {1}, hash(frozenset([1, 2])) == hash(frozenset([2, 1])), {frozenset([1]): "v"}[frozenset([1])], {frozenset(), frozenset([1])} == {frozenset([1]), frozenset()}, frozenset(f := frozenset([1])) is f, frozenset([3]).copy())
print({1} in [frozenset([1])], {1} in {frozenset([1])}, frozenset([1]) in [{1}])
nested = {frozenset({1})}; nested.discard({1}); print(nested); nested = {frozenset({1})}; nested.remove({1}); print(nested)
for f in (lambda: a | [1], lambda: a & "x", lambda: [1] - a, lambda: a ^ (1,), lambda: a < [1], lambda: a + b, lambda: a * 2, lambda: hash(a), lambda: {[]}, lambda: a[0], lambda: a.remove(99), lambda: a.remove([1]), lambda: set().pop(), lambda: frozenset().add(1), lambda: set(5), lambda: a.union(5), lambda: {{}}, lambda: a.add(), lambda: a.__ior__([1]), lambda: set(1, 2), lambda: a.update(5), lambda: {1} < 5, lambda: frozenset([[]])):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class S(set):
    def __repr__(self): return "S" + set.__repr__(self)
x = S([1, 2]); print(x, x | {3}, type(x | {3}).__name__, type(x.copy()).__name__, type(x & x).__name__, x == {1, 2}, S(), sorted(x), {1, 2} | x)
class F(frozenset): pass
print(F([1]), type(F([1]) | {2}).__name__, {F([1])}, F([1]) == {1})
print(a.__contains__(1), a.__and__({1}), a.__and__([1]), a.__rand__({1}), a.__le__({1}), a.__eq__({1}), a.__eq__(1), a.__len__(), a.__hash__, a.__sub__({1}), a.__rsub__({1, 9}), a.__xor__({1}))
try:
    for v in a: a.discard(v); a.add(v + 100)
except RuntimeError as e: print(e)
class H:
    def __init__(self, n, h): self.n, self.h = n, h
    def __hash__(self): return self.h
    def __eq__(self, o): return self.n == o.n
    def __repr__(self): return f"H{self.n}"
print({H(1, 0), H(1, 0), H(2, 0)}, len({H(i, i % 2) for i in range(10)}), H(3, 5) in {H(3, 5)}, H(3, 6) in {H(3, 5)})
print(set("hello") == set("ehlo"), sorted(set("mississippi")), len(set(range(1000)) & set(range(500, 2000))), sum({1, 2, 3}), max({1, 5}), sorted({"b", "a"}), any({0}), all(set()), list({7}), tuple({8}), dict.fromkeys({1}))
def primes(n):
    s = set(range(2, n))
    for i in range(2, int(n ** 0.5) + 1): s -= set(range(i * i, n, i))
    return sorted(s)
print(primes(60))
def powerset(s):
    r = [frozenset()]
    for x in sorted(s): r += [p | {x} for p in r]
    return sorted(map(sorted, r))
print(powerset({1, 2, 3}))
