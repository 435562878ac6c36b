# Globals that are read, stored, added to and deleted by the same places in the code, in several namespaces.
total = 0
step = 2
for i in range(4):
    total += step
    if i == 1:
        step = "no number"
        try:
            total += step
        except TypeError as e:
            print(e)
        step = 2.5
    if i == 2:
        del step
        try:
            total += step
        except NameError as e:
            print(e)
        step = 2**62
    print(i, total)
total = 2**63 - 1
step = 1
total += step
print(total)
total = "a"
step = "b"
for i in range(3):
    total += step
print(total)
total = True
step = 1
total += step
print(total)
for i in range(3):
    total -= step
    total *= step
    total |= step
    total <<= step
    total //= step
print(total)

source = """
for n in range(3):
    count += more
    print(len(text), count, end="; ")
print()
"""
code = compile(source, "shared", "exec")
for space in ({"count": 1, "more": 2, "text": "abc"}, {"text": [], "more": 1.5, "count": 0}, {"count": "", "more": "x", "text": ()}):
    exec(code, space)
    exec(code, space)


def size(x):
    return len(x)


print(size("four"))
len = lambda x: "mine"
print(size("four"))
del len
print(size("four"))
try:
    count
except NameError as e:
    print(e)


def read():
    return fresh


def grow(n):
    for k in range(n):
        globals()[f"name{k}"] = k


for fresh in range(3):
    print(read(), end=" ")
    grow(10 * fresh + 10)
    print(read(), end=" ")
    for k in range(0, 10 * fresh + 10, 3):
        del globals()[f"name{k}"]
    print(read(), name1)
for fresh in (x for x in "ab"):
    print(fresh, read())
del fresh
try:
    read()
except NameError as e:
    print(e)
globals().update(fresh="back")
print(read())
