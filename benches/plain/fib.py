# Calls: Fibonacci by recursion.
import time


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


start = time.perf_counter()
print("check", fib(32))
print("seconds", time.perf_counter() - start)
