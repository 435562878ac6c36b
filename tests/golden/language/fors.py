# for over everything, with else, targets of every kind, changing what is iterated.
for c in "héllo": print(c, end=" ")
for k in {"a": 1, "b": 2}: print(k, end=" ")
for b in b"ab": print(b, end=" ")
for a, b in [(1, 2), (3, 4)]: print(a + b, end=" ")
for i, (x, *y) in enumerate([(1, 2, 3), "ab"]): print(i, x, y, end=" ")
for x in 1, 2, 3: print(x, end=" ")
for x in *[1, 2], *"ab": print(x, end=" ")
print()
d = {}
for d["key"] in range(3): pass
print(d)
class Holder: pass
for Holder.attr in "xyz": pass
print(Holder.attr)
row = [0, 0]
for row[0], row[1] in [(1, 2), (3, 4)]: pass
print(row)
for [p, q] in [[1, 2]]: print(p, q)
for x in []: print("never")
else: print("else after nothing", x)
for x in range(5):
    if x == 2: break
else: print("no")
print("broke at", x)

# The loop variable stays, and changing it does not change the loop.
for i in range(3):
    i *= 10
    print(i, end=" ")
print(i)

grow = [1, 2, 3]
for x in grow:
    if x < 6: grow.append(x + 3)
print(grow)
shrink = [1, 2, 3, 4, 5, 6]
for x in shrink:
    shrink.remove(x)
print(shrink)
for change in (lambda d: d.update(new=1), lambda d: d.pop("a"), lambda d: d.__setitem__("a", 9)):
    d = {"a": 1, "b": 2}
    try:
        for k in d:
            change(d)
        print("fine", d)
    except RuntimeError as e:
        print(type(e).__name__, e)
s = {1, 2, 3}
try:
    for x in s: s.add(x + 10)
except RuntimeError as e:
    print(e)
try:
    d = {1: 1, 2: 2}
    for k in d:
        del d[k]; d[k + 10] = 0
except RuntimeError as e:
    print(e)


class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n


class OldStyle:
    def __getitem__(self, i):
        if i == 3: raise IndexError("over")
        return i * "*"


print(list(Countdown(3)), [x for x in OldStyle()], tuple(OldStyle()))
it = iter(OldStyle())
print(next(it), next(it), list(it), next(it, "done"))


class NoIter:
    def __iter__(self): return 5


class NoneIter:
    __iter__ = None


class BadNext:
    def __iter__(self): return self


for bad in (5, None, 1.5, NoIter(), NoneIter(), BadNext(), object, len):
    try:
        for x in bad: pass
    except TypeError as e:
        print(type(e).__name__, e)

for a in range(3):
    for b in range(3):
        if b == a: continue
        if b == 2: break
        print((a, b), end="")
    else:
        print("else", a, end=" ")
print()


def early():
    for x in range(10):
        for y in range(10):
            if x * y == 12: return x, y


print(early())
for _ in range(2):
    try:
        continue
    finally:
        print("finally runs on continue")
