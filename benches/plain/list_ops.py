# Lists: append, index, slice, pop, reverse, sort, membership.
import time


def run(rounds):
    check = 0
    for r in range(rounds):
        items = []
        for i in range(2000):
            items.append((i * 7919 + r) % 2003)
        items.sort()
        items.reverse()
        check += items[17] + sum(items[::3]) + len(items[10:-10])
        for i in range(0, 2000, 2):
            items[i], items[i + 1] = items[i + 1], items[i]
        while len(items) > 1500:
            check += items.pop()
        check += items.index(items[700]) + (5 in items)
    return check


start = time.perf_counter()
print("check", run(600))
print("seconds", time.perf_counter() - start)
