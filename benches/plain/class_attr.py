# Attributes: instance, class, inherited, property, slots.
import time


class Base:
    shared = 3

    @property
    def double(self):
        return self.x * 2


class Point(Base):
    def __init__(self, x, y):
        self.x = x
        self.y = y


class Slotted:
    __slots__ = ("a", "b")

    def __init__(self, a, b):
        self.a = a
        self.b = b


def run(n):
    p, s = Point(1, 2), Slotted(3, 4)
    total = 0
    for i in range(n):
        p.x = i
        total += p.x + p.y + p.shared + p.double
        s.a = total & 7
        total += s.a - s.b
        if i % 10 == 0:
            p, s = Point(i, 2), Slotted(i, 4)
    return total


start = time.perf_counter()
print("check", run(1_200_000))
print("seconds", time.perf_counter() - start)
