# Generators that go on where their frame stood last, elsewhere, deeper, in a chain, after others stood there, or never again.
import sys


def count(n, step=1):
    i = 0
    while i < n:
        got = yield i
        if got is not None:
            i = got
        i += step


def double(items):
    for x in items:
        yield x * 2


def through(items):
    return (yield from items)


def deep(n, g):
    if n:
        return deep(n - 1, g)
    return next(g, "over")


def plain(a, b):
    c = a + b
    return c


# The same generator from loops at several depths, with calls between that use the same places.
g = count(30)
seen = []
for x in g:
    seen.append(x)
    if x % 3 == 0:
        seen.append(("deep", deep(x % 7, g)))
    plain(x, x)
    if x % 5 == 0:
        for y in double(count(3)):
            seen.append(("other", y))
        for y in g:
            seen.append(("inner", y))
            break
print(seen)

# Two that take turns in one place.
a, b = count(6), count(60, 10)
print([(x, next(b), next(a, None)) for x in a])
for x in count(3):
    for y in count(3):
        for z in through(count(2)):
            print(x, y, z, end="; ")
print()


# New ones where others have died, with other code.
def other(n):
    for i in range(n):
        yield -i


for i in range(6):
    made = [count(4), other(4), through(other(4)), double(other(4))][i % 4]
    total = 0
    for x in made:
        total += x
        if x in (2, -2):
            break
    for x in made:
        total += 100 * x
    print(i, total)
    del made


# A chain whose parts are resumed by themselves.
def parts():
    inner = count(8)
    middle = through(inner)
    outer = through(middle)
    return inner, middle, outer


inner, middle, outer = parts()
print(next(outer), next(outer), next(inner), next(outer), next(middle), next(outer))
for x in outer:
    print("outer", x)
    if x == 6:
        for y in inner:
            print("inner", y)
print(next(middle, "middle over"), next(inner, "inner over"))

inner, middle, outer = parts()
print(outer.send(None), outer.send(4), outer.send(None), inner.send(1), outer.send(None))
del inner, middle
print(list(outer))


def changing(n):
    for i in range(n):
        if i % 2:
            yield from count(i)
        else:
            yield ("own", i)


for x in changing(5):
    print(x, end=" ")
print()
g = changing(6)
send = g.send
send(None)
try:
    while True:
        print(send(None), end=" ")
except StopIteration:
    print("stop")


# Exceptions that are handled while it is suspended, and thrown in.
def handling():
    for i in range(4):
        try:
            raise KeyError(i)
        except KeyError as e:
            yield e, sys.exc_info()[1]
        yield sys.exc_info()[1]


for x in handling():
    print(repr(x), sys.exc_info()[1])
g = count(9)
for x in g:
    if x == 3:
        try:
            g.throw(ValueError("in"))
        except ValueError as e:
            print(repr(e))
print(next(g, "closed"))


# Looked at while it runs and while it stands.
def looking():
    for i in range(3):
        frame = sys._getframe()
        yield frame.f_lineno, frame.f_back.f_code.co_name, sorted(frame.f_locals)


g = looking()
for x in g:
    print(x, g.gi_frame.f_lineno, g.gi_running, g.gi_suspended)


def again(n):
    for i in range(n):
        try:
            for x in me:
                yield x
        except ValueError as e:
            yield str(e)


me = again(2)
print(list(me))
