# Comprehensions of every kind.
import time


def run(rounds):
    check = 0
    for r in range(rounds):
        squares = [i * i for i in range(1000)]
        even = {x for x in squares if x % 2 == 0}
        table = {i: i + r for i in range(500)}
        pairs = [(a, b) for a in range(20) for b in range(20) if a < b]
        check += len(even) + sum(table.values()) + len(pairs) + sum(x for x in squares if x & 1)
    return check


start = time.perf_counter()
print("check", run(1500))
print("seconds", time.perf_counter() - start)
