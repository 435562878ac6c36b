# Backtracking: queens on a board.
import time


def solve(n):
    columns, rising, falling = set(), set(), set()
    count = 0

    def place(row):
        nonlocal count
        if row == n:
            count += 1
            return
        for c in range(n):
            if c in columns or row + c in rising or row - c in falling:
                continue
            columns.add(c)
            rising.add(row + c)
            falling.add(row - c)
            place(row + 1)
            columns.remove(c)
            rising.remove(row + c)
            falling.remove(row - c)

    place(0)
    return count


start = time.perf_counter()
print("check", solve(8), solve(11))
print("seconds", time.perf_counter() - start)
