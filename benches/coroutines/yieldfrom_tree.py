# A balanced tree walked by recursive generators.
import time


def build(lo, hi):
    if lo >= hi:
        return None
    mid = (lo + hi) // 2
    return build(lo, mid), mid, build(mid + 1, hi)


def walk(tree):
    if tree is not None:
        yield from walk(tree[0])
        yield tree[1]
        yield from walk(tree[2])


tree = build(0, 1 << 15)
start = time.perf_counter()
check = 0
for _ in range(12):
    for k, x in enumerate(walk(tree)):
        check += k ^ x ^ 5
print("check", check)
print("seconds", time.perf_counter() - start)
