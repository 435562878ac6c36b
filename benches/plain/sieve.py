# Primes by a sieve in a list and in a bytearray.
import time


def sieve(n, flags):
    flags[0] = flags[1] = 0
    i = 2
    while i * i < n:
        if flags[i]:
            for j in range(i * i, n, i):
                flags[j] = 0
        i += 1
    return sum(flags)


start = time.perf_counter()
N = 1_500_000
print("check", sieve(N, [1] * N), sieve(N, bytearray(b"\1") * N))
print("seconds", time.perf_counter() - start)
