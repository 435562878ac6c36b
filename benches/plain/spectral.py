# Floats in nested loops: the spectral norm of a matrix.
import time


def a(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(v):
    return [sum(a(i, j) * x for j, x in enumerate(v)) for i in range(len(v))]


def transposed(v):
    return [sum(a(j, i) * x for j, x in enumerate(v)) for i in range(len(v))]


def run(n):
    u = [1.0] * n
    for _ in range(8):
        v = transposed(times(u))
        u = transposed(times(v))
    return (sum(x * y for x, y in zip(u, v)) / sum(y * y for y in v)) ** 0.5


start = time.perf_counter()
print("check", f"{run(230):.9f}")
print("seconds", time.perf_counter() - start)
