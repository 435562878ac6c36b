# Assignment in its plain and unpacking forms, and the order in which things happen.
a = b = c = []
a.append(1)
print(a, b, c, a is c)

x, y = 1, 2
x, y = y, x
print(x, y)
[p, q] = "ab"
print(p, q)
(m, (n, o)), r = (1, [2, 3]), 4
print(m, n, o, r)

first, *rest = range(5)
print(first, rest)
*init, last = "hello"
print(init, last)
head, *middle, tail = (1, 2)
print(head, middle, tail)
(a, *b), *c = [(1, 2, 3), 4, 5]
print(a, b, c)
*only, = {1: "a", 2: "b"}
print(only)
[*everything] = "xyz"
print(everything)

for text in ["a, b = 1", "a, b = 1, 2, 3", "a, b = [1]", "a, *b, c = [1]", "a, b = ()", "[a, b, c] = 'ab'", "a, b = {}", "a, = []", "*a, b, c = 'x'"]:
    try:
        exec(text)
    except Exception as e:
        print(text, "->", type(e).__name__, e)


def said(value):
    print("eval", value)
    return value


class Box:
    def __setattr__(self, name, value):
        print("set", name, value)

    def __setitem__(self, key, value):
        print("item", key, value)


box = Box()
said(box).a = said(box)[said("k")] = said("right")
said(box).x, said(box)[said(0)] = said((1, 2))

# Targets are bound from left to right, so the second index sees the first's effect.
i = 0
seq = [10, 20, 30]
i, seq[i] = 2, "changed"
print(i, seq)

d = {}
d["a"], d["b"] = d["c"] = 1, 2
print(d)

x: int = 5
y: "anything at all" = x
print(x, y, __annotations__)
z: list[int]
print("z" in globals(), "z" in __annotations__)
(w): int = 3
print("w" in __annotations__, w)

class Typed:
    a: int = 1
    b: str
    box.attribute: float = 2.5

print(Typed.__annotations__, hasattr(Typed, "b"))
for line in "a b\nc d".split("\n"):
    one, two = line.split()
    print(one, two, end=";")
print()
