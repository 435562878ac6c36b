# A pipeline of five generators.
import time

N = 2_000_000


def source(n):
    for i in range(n):
        yield i


def double(items):
    for x in items:
        yield x * 2


def odd_thirds(items):
    for x in items:
        if x % 3 != 1:
            yield x


def shift(items, by):
    for x in items:
        yield x + by


start = time.perf_counter()
check = sum(shift(odd_thirds(double(shift(source(N), 5))), 7))
print("check", check)
print("seconds", time.perf_counter() - start)
