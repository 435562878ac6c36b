# What lives across a yield: loops, try blocks, with, unpacking half done.
def loops():
    for i in range(2):
        for j in "ab":
            while True:
                got = yield i, j
                if got != "again": break
print(list(loops())); g = loops(); print(next(g), g.send("again"), next(g), g.send("again"), list(g))
def stack(): return [(yield 1), (yield 2), [(yield 3), {"k": (yield 4)}], f"{(yield 5)}", (yield 6) + (yield 7), (yield 8) if (yield 9) else (yield 10), ((yield 11), *(yield 12))]
g = stack(); v = next(g); sent = []
try:
    while True: sent.append(v); v = g.send([v, v] if v == 12 else v * 10)
except StopIteration as e: print(sent, e.value)
def calls():
    def f(*a, **k): return a, k
    r = f((yield "a"), *(yield "b"), k=(yield "c"), **(yield "d")); yield r
g = calls(); print(next(g), g.send(1), g.send([2]), g.send(3), g.send({"z": 4}))
def tries():
    for i in range(3):
        try:
            try: yield ("try", i)
            finally: yield ("finally", i)
        except ValueError as e: yield ("except", i, str(e))
        else: yield ("else", i)
g = tries(); print(next(g), g.throw(ValueError("v")), next(g), next(g), list(g))
class M:
    def __init__(self, n): self.n = n
    def __enter__(self): print("in", self.n, end=" "); return self.n
    def __exit__(self, *a): print("out", self.n, end=" ")
def withs():
    with M(1) as a, M(2) as b:
        yield a; yield b
        with M(3): yield 3
print(list(withs())); g = withs(); next(g); g.close(); print()
def handling():
    try: 1 / 0
    except ZeroDivisionError as e:
        yield "in handler"
        try: raise KeyError("k")
        except KeyError as k: yield repr(k.__context__)
        yield repr(e)
print(list(handling()))
def compare(): return (yield 1) < (yield 2) < (yield 3), (yield 4) and (yield 5) or (yield 6), not (yield 7)
g = compare(); v = next(g)
try:
    while True: v = g.send(v)
except StopIteration as e: print(e.value)
def many():
    a = b = c = d = e = f = 0
    for i in range(3):
        a, b, c, d, e, f = b + 1, c + 2, d + 3, e + 4, f + 5, a + 6
        yield a, b, c, d, e, f
        g = lambda: (a, i)
        yield g()
print(list(many()))
def rec(n):
    if n: x = yield n; yield from rec(n - 1); yield -n
print(list(rec(3))); gens = [rec(2) for _ in range(2)]; print([next(g) for g in gens], [next(g) for g in gens], [list(g) for g in gens])
