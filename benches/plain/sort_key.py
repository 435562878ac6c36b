# Sorting with keys.
import time


def run(rounds):
    check = 0
    items = [((i * 7919) % 10007, f"name{i % 97}", -i) for i in range(5000)]
    for r in range(rounds):
        by_text = sorted(items, key=lambda item: (item[1], item[2]))
        by_number = sorted(items, key=lambda item: item[0], reverse=True)
        plain = sorted(items)
        check += by_text[r][0] + by_number[r][2] + plain[r][0]
    return check


start = time.perf_counter()
print("check", run(90))
print("seconds", time.perf_counter() - start)
