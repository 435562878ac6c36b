# Values through a hundred levels of delegation.
import time

DEPTH, N = 100, 300_000


def bottom(n):
    total = 0
    for i in range(n):
        total += yield i
    return total


def level(n):
    if n:
        return (yield from level(n - 1))
    return (yield from bottom(N))


start = time.perf_counter()
g = level(DEPTH)
value = next(g)
try:
    while True:
        value = g.send(value + 1)
except StopIteration as stop:
    print("check", stop.value)
print("seconds", time.perf_counter() - start)
