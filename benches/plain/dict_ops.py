# Dictionaries with text and number keys.
import time


def run(rounds):
    check = 0
    names = [f"key{i}" for i in range(500)]
    for r in range(rounds):
        d = {}
        for name in names:
            d[name] = d.get(name, 0) + len(name)
        for i in range(500):
            d[i] = i * r
        for key, value in d.items():
            check += value
        for name in names[::2]:
            del d[name]
        check += len(d) + ("key1" in d) + (250 in d)
        check += sum(1 for k in d if k in d)
    return check


start = time.perf_counter()
print("check", run(1200))
print("seconds", time.perf_counter() - start)
