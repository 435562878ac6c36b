# Values sent into a generator.
import time

N = 2_500_000


def running():
    total = 0
    while True:
        total += yield total


start = time.perf_counter()
g = running()
next(g)
send = g.send
for i in range(N):
    check = send(i)
print("check", check)
print("seconds", time.perf_counter() - start)
