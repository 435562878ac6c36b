# Callables that take all values of a generator: what they make of it, and what is seen on the way.
import traceback


def values(*items):
    try:
        for item in items:
            print("give", item)
            yield item
    finally:
        print("closed")


print(sum(values(1, 2, 3)))
print(sum(values(1, 2.5, True)), sum(values(2**62, 2**62, 1)), sum(values()))
print(sum(values(0.1, 0.2, 0.3)), sum(x / 10 for x in range(10)))
print(any(values(0, "", [], 3, 4)))
print(all(values(1, 2, None, 3)))
print(any(values(False, False)), all(values(True, True)), all(values()))
print(list(values(1, 2)), tuple(values(3)), sorted(values(3, 1, 2)), "-".join(values("a", "b")))
print(set(values(1, 1, 2)), frozenset(values(5)))


class Odd:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        print("add", self.n, other)
        return Odd(self.n + getattr(other, "n", other))

    def __radd__(self, other):
        print("radd", self.n, other)
        return Odd(self.n + other)

    def __hash__(self):
        print("hash", self.n)
        return self.n % 2

    def __eq__(self, other):
        print("eq", self.n, other.n)
        return self.n == other.n

    def __bool__(self):
        print("bool", self.n)
        return self.n > 2

    def __repr__(self):
        return f"Odd({self.n})"


print(sum(values(1, Odd(2), 3)))
print(len(set(values(1.5, Odd(2), Odd(4), Odd(2)))))
print(any(values(Odd(1), Odd(3), Odd(5))), all(values(Odd(5), Odd(1), Odd(7))))


def faulty():
    yield 1
    raise KeyError("inside")


def shown(make):
    try:
        print(make())
    except Exception as fault:
        print(type(fault).__name__, fault, [entry.name for entry in traceback.extract_tb(fault.__traceback__)])


shown(lambda: sum(faulty()))
shown(lambda: sum(x for x in ["a", "b"]))
shown(lambda: ",".join(x for x in [1, 2]))
shown(lambda: sorted(x for x in [1, "a"]))
shown(lambda: set([x] for x in range(2)))
shown(lambda: list(faulty()))

# Begun before; inside a handler; delegating; one inside another; its own.
g = values(1, 2, 3)
next(g)
print(sum(g), list(g))
try:
    raise ValueError
except ValueError:
    print(sum(values(1, 2)))


def outer():
    got = yield from values(1, 2)
    print("got", got)
    yield sum(x for x in values(4, 5))


print(list(outer()))
print(sum(sum(x * y for x in range(3)) for y in range(4)))
g = (sum(g) for _ in range(1))
shown(lambda: sum(g))


def handles():
    for n in range(3):
        try:
            raise KeyError(n)
        except KeyError as fault:
            yield fault.args[0]


print(sum(handles()), list(handles()))


async def main():
    return sum(x for x in values(7, 8)), [x async for x in agen()]


async def agen():
    yield any(x > 1 for x in values(1, 2, 3))


import asyncio

print(asyncio.run(main()))

# What an assignment in place appends to.
text = ""
for n in range(5):
    text += str(n)
    other = text
    text += "!"
    print(text, other)


def appending():
    text = "a"
    kept = []

    def inner():
        nonlocal text
        text += "b"
        kept.append(text)
        text += "c"
        return text

    return inner(), inner(), kept, text


print(appending())
big = 2**70
print(f"{1}{-2}{big}{True}{None}{3:>4}{4:x}{5:03d}{1.5:.2f}{-0.0:.1f}{2.675:.2f}{0.5:.0f}{1e22:.1f}{1.005e-7:.9f}{'é'}{6}")
print("".join(f"{i}{i}{i}{i}{i}{i}{i}{i}{i}" for i in range(3)))
