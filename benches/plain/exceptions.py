# Raising, catching, cleaning up.
import time


class Oops(Exception):
    pass


def risky(i):
    if i % 3 == 0:
        raise Oops(i)
    if i % 5 == 0:
        raise KeyError(i)
    return i


def run(n):
    total = cleaned = 0
    for i in range(n):
        try:
            total += risky(i)
        except Oops as e:
            total += e.args[0] & 1
        except KeyError:
            total -= 1
        finally:
            cleaned += 1
    return total, cleaned


start = time.perf_counter()
print("check", *run(800_000))
print("seconds", time.perf_counter() - start)
