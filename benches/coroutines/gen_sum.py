# A sum over a generator.
import time

N = 4_000_000


def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


start = time.perf_counter()
total = 0
for x in count(N):
    total += x
print("check", total)
print("seconds", time.perf_counter() - start)
