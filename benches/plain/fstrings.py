# Formatting by f-strings.
import time


def run(n):
    check = 0
    for i in range(n):
        x = i / 7
        check += len(f"{i} {x:.3f} {i:>8} {i:x} {'name'!r} {i % 10}{i % 7:03d}")
    return check


start = time.perf_counter()
print("check", run(300_000))
print("seconds", time.perf_counter() - start)
