# Integers of many digits.
import time


def run():
    fact = 1
    for i in range(1, 2500):
        fact *= i
    a, b = 0, 1
    for _ in range(30_000):
        a, b = b, a + b
    m = pow(3, 10**500 + 7, 10**400 + 9)
    q, r = divmod(fact, a)
    return (fact % 1_000_003, a % 1_000_003, m % 1_000_003, q % 1_000_003, r % 1_000_003, len(str(10**4000 // 7)))


start = time.perf_counter()
print("check", *[run() for _ in range(16)][-1])
print("seconds", time.perf_counter() - start)
