# List, set and dict comprehensions and generator expressions: scopes, order, nesting.
print([x * x for x in range(5)], {x % 3 for x in range(9)}, {x: x * x for x in range(3)})
print([x for x in range(20) if x % 2 if x % 3], [x if x % 2 else -x for x in range(5)])
print([(x, y) for x in range(3) for y in range(x)], [[j for j in range(i)] for i in range(4)])
print([x + y for x, y in [(1, 2), (3, 4)]], [a for a, *b in ["xyz", (1, 2)]], [b for a, *b in ["xyz"]])
print([c for line in ["ab", "cd"] for c in line if c != "b"])
print(sum(x for x in range(10)), max((len(w), w) for w in "to be or not".split()))
print(list(x for x in [1, 2] for y in [3, 4]), dict((k, v) for k, v in zip("ab", [1, 2])))
print({**{"a": 1}, "b": 2}, [*range(3), *"ab"], {*[1], *(2,)}, (*[1], 2))
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)])


def said(v):
    print("first iterable", v)
    return v


g = (x for x in said([1, 2, 3]))
print("made")
print(list(g))
try:
    g = (x for x in 5)
except TypeError as e:
    print("at once:", e)
g = (y for x in [1] for y in 5)
try:
    next(g)
except TypeError as e:
    print("later:", e)

x = "outer"
print([x for x in "ab"], x)
print([x for x in [x, x + "!"]])
def f():
    n = 3
    return [n * k for k in range(n)], {k: n for k in range(2)}, list(n + k for k in range(2))
print(f())


class Scope:
    items = [1, 2, 3]
    factor = 2
    doubled = [i * 2 for i in items]
    try:
        bad = [i * factor for i in items]
    except NameError as e:
        print(e)
    nested = [[i for i in range(j)] for j in items]


print(Scope.doubled, Scope.nested)
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
fs = [(lambda k: lambda: k)(i) for i in range(3)]
print([f() for f in fs])
print({k: v for d in [{"a": 1}, {"b": 2, "a": 3}] for k, v in d.items()})
def order(tag, v):
    print(tag, end=" ")
    return v
print({order("key", i): order("value", i) for i in range(2)})
print([order("element", (i, j)) for i in order("one", range(2)) if order("if", True) for j in order("two", range(2))])
print([y for x in range(5) if (y := x * x) > 3], y)
print([locals_ for locals_ in [1]], [[x for x in range(2)] for x in range(2)])
nested = [[[k for k in range(j)] for j in range(i)] for i in range(4)]
print(nested)
def gen():
    yield from (n * n for n in range(3))
print(list(gen()), *(c.upper() for c in "abc"))
print([(yield_) for yield_ in (1, 2)], [lambda: 0][0](), [x for x in (1, 2, 3) if x > 1 or x < 1])
print(type(x for x in ()), type([x for x in ()]), (i for i in ()).__name__, (i for i in ()).__qualname__)
try:
    [1 / d for d in (2, 1, 0)]
except ZeroDivisionError as e:
    print(e)
