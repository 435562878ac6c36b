# Comparisons: chained, rich, reflected, identity, membership.
def t(v):
    print(v, end=" ")
    return v


print(t(1) < t(2) < t(3))
print(t(1) < t(0) < t(3))
print(t(3) > t(2) >= t(2) == t(2) != t(1))
print(1 < 2 > 1, 1 == 1.0 == True, 1 < 3 in [3], 1 in [1] == True)
print(not 1 in [2], 1 not in [2], 1 is not None, not None is None)
print((1 < 2) < 2, 1 < (2 < 3))


class V:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        print("lt", end=" ")
        return NotImplemented

    def __gt__(self, other):
        print("gt", end=" ")
        return "gt result"

    def __eq__(self, other):
        print("eq", end=" ")
        return NotImplemented


class W(V):
    def __gt__(self, other):
        print("sub gt", end=" ")
        return "sub"


print(V(1) < V(2))
print(V(1) < W(2))
print(V(1) > V(2))
print(V(1) == V(1))
v = V(3)
print(v == v, v != v)
print(5 < V(1), 5 > V(1) if False else "skipped")
for text in ["V(1) <= V(2)", "5 > V(1)", "1 < 'a'", "[] < ()", "{} < {}", "None < None", "1j < 2j", "object() < object()", "1 in 2", "1 in 'a'", "'a' in b'a'", "3 in None", "[1] < [None]", "(1, 2) < (1, 'a')", "type < type", "print > len", "300 in b'a'", "'ab' in b'ab'"]:
    try:
        print(eval(text))
    except Exception as e:
        print(text, "->", type(e).__name__, e)

print([1, 2] < [1, 3], [1, 2] < [1, 2, 0], [] < [0], (1, 2) >= (1, 2), (2,) > (1, 9))
print("a" < "b", "Z" < "a", "é" > "z", "" < "a", "abc" < "abd", "中" < "文")
print(b"a" < b"b", bytearray(b"a") == b"a", b"a" == "a")
print({1, 2} < {1, 2, 3}, {1} <= {1}, {1} < {1}, {1, 2} > {2}, {1} < {2}, {1} > {2}, {1} == frozenset([1]))
print({"a": 1, "b": 2} == {"b": 2, "a": 1}, {1: 1} != {1: 1.0}, {1: 2} == {1: 3})
print(range(3) == range(0, 3, 1), range(0, 5, 2) == range(0, 6, 2), range(0) == range(5, 5))
nan = float("nan")
print(nan == nan, nan != nan, nan < 1, nan > 1, [nan] == [nan], nan in [nan], (nan,) == (float("nan"),))
inf = float("inf")
print(inf > 10**400, -inf < -10**400, 2**53 == 2.0**53, 2**53 + 1 == 2.0**53, 2**53 + 1 > 2.0**53, 10**400 == inf)
print(0 == -0.0, 0.1 + 0.2 == 0.3, 1 == 1 + 0j, True == 1.0)


class Contains:
    def __contains__(self, item):
        print("contains", item, end=" ")
        return "non-empty"


class Iterates:
    def __iter__(self):
        return iter([1, 2, 3])


class Indexes:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        print("get", i, end=" ")
        return i * i


print(5 in Contains(), 5 not in Contains())
print(2 in Iterates(), 9 in Iterates())
print(4 in Indexes(), 5 in Indexes())


class Never:
    __contains__ = None


try:
    1 in Never()
except TypeError as e:
    print(e)


class EqAll:
    def __eq__(self, other):
        return True


print([1, 2].index(EqAll()), EqAll() in [5], [EqAll()] == [7], EqAll() != 3)


class NeOnly:
    def __ne__(self, other):
        return "ne"


print(NeOnly() != 1, NeOnly() == 1)
