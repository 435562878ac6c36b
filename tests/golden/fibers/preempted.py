# A thread that computes is interrupted: others get their turn though it never waits.
import sys
import threading
import time

print(sys.getswitchinterval())
sys.setswitchinterval(0.001)
print(sys.getswitchinterval())
stop = False
rounds = 0


def spin():
    global rounds
    while not stop:
        rounds += 1


t = threading.Thread(target=spin)
t.start()
print("main has its turn")
time.sleep(0.02)
stop = True
t.join()
print(rounds > 0)

# Waiting for a flag without sleeping.
flag = False


def set_flag():
    global flag
    time.sleep(0.02)
    flag = True


t = threading.Thread(target=set_flag)
t.start()
while not flag:
    pass
print("flag seen")
t.join()


def gather(name):
    for n in range(30_000):
        if n % 10_000 == 0:
            seen.append((name, n))


seen = []
threads = [threading.Thread(target=gather, args=(name,)) for name in "abc"]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(seen))


# Generators, exceptions and deep calls survive being interrupted.
def numbers(n):
    for i in range(n):
        try:
            if i % 3 == 0:
                raise ValueError(i)
            yield i
        except ValueError:
            yield -i


def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


def mixed(results, n):
    results[n] = sum(numbers(5000)) + sum(deep(100) for _ in range(200)) + sum(sorted(range(500), key=lambda x: -x))


results = {}
threads = [threading.Thread(target=mixed, args=(results, n)) for n in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results.items()))


# Pure recursion gives way as loops do: there is no back edge in it.
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


events = []


def recurse(name):
    events.append(f"{name} begins")
    for _ in range(3):
        fib(25)
    events.append(f"{name} ends")


recursing = [threading.Thread(target=recurse, args=(name,)) for name in "ab"]
for thread in recursing:
    thread.start()
for thread in recursing:
    thread.join()
print(sorted(events[:2]), sorted(events[2:]))
