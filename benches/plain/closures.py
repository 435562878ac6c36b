# Closures called and made.
import time


def make(k):
    total = 0

    def add(n):
        nonlocal total
        total += n * k
        return total

    return add


def run(n):
    check = 0
    for k in range(10):
        add = make(k)
        for i in range(n):
            check ^= add(i)
    for i in range(n):
        check += make(i)(i) & 1
    return check


start = time.perf_counter()
print("check", run(300_000))
print("seconds", time.perf_counter() - start)
