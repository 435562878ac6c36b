# A counting while loop with small arithmetic.
import time

N = 5_000_000


def run(n):
    i = total = 0
    while i < n:
        total += i & 7
        i += 1
    return total


start = time.perf_counter()
print("check", run(N))
print("seconds", time.perf_counter() - start)
