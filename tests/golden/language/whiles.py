# while with else, break, continue, in every nesting.
n = 5
while n:
    n -= 1
    if n == 3:
        continue
    if n == 1:
        break
    print("n", n)
else:
    print("not reached")

while n < 3:
    n += 1
else:
    print("ended by itself", n)

while False:
    pass
else:
    print("never ran")

i = 0
while True:
    i += 1
    j = 0
    while True:
        j += 1
        if j == i:
            break
        if (i + j) % 3 == 0:
            continue
        print(i, j, end="; ")
    else:
        print("no")
    if i == 5:
        break
print()


def find(limit):
    k = 0
    while k < limit:
        try:
            if k == 3:
                return f"found {k}"
            if k == 1:
                continue
            print("try", k, end=" ")
        finally:
            print("finally", k, end=" ")
            k += 1
    else:
        print("else", end=" ")
    return "nothing"


print(find(2))
print(find(9))


def breaks():
    while True:
        try:
            break
        finally:
            print("cleaning up")
    while True:
        try:
            raise ValueError("x")
        except ValueError:
            print("caught")
            break
        else:
            print("no")
        finally:
            print("and finally")
    print("out")


breaks()
x = 10
while (x := x - 3) > 0: print(x, end=" ")
print(x)
count = 0
while count < 3: count += 1; print(count, end=",")
print()

# Collatz, the longest below thirty.
best = (0, 0)
start = 1
while start < 30:
    n, steps = start, 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    best = max(best, (steps, start))
    start += 1
print(best)
