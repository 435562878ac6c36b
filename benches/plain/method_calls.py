# Method calls on instances.
import time


class Counter:
    def __init__(self):
        self.value = 0

    def add(self, n):
        self.value += n
        return self

    def get(self):
        return self.value


def run(n):
    c = Counter()
    total = 0
    for i in range(n):
        c.add(i)
        total += c.get() & 15
    return total


start = time.perf_counter()
print("check", run(2_000_000))
print("seconds", time.perf_counter() - start)
