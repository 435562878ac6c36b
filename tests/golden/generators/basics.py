# Generators: laziness, state, values sent, results.
def count(n):
    print("started")
    i = 0
    while i < n:
        got = yield i
        print("got", got)
        i += 1
    return "result"


g = count(2)
print(type(g).__name__, iter(g) is g)
print(next(g)); print(g.send("a"))
try: g.send("b")
except StopIteration as e: print("stop", e.value)
print(next(g, "default"), list(g))
g = count(1)
try: g.send(5)
except TypeError as e: print(e)
print(g.send(None))
def empty(): return; yield
print(list(empty()), [*empty()], sum(empty()), dict(empty()))
def bare():
    x = yield
    print("x is", x)
    y = yield x
    yield [x, y]
g = bare(); print(next(g), g.send(1), g.send(2))
def expressions():
    a = (yield 1) + (yield 2)
    print("sum", a)
    b = [(yield 3), (yield 4)]
    print(b, (yield 5), f"{(yield 6)}", end="|\n")
    c = yield 7, 8
    return c
g = expressions(); r = next(g); out = [r]
try:
    k = 10
    while True:
        out.append(g.send(k)); k += 1
except StopIteration as e: print(out, e.value)
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
f = fib(); print([next(f) for _ in range(15)])
def take(n, it): return [x for _, x in zip(range(n), it)]
print(take(5, fib()), take(3, (x * x for x in fib())))
def args(*a, k=1, **kw): yield a; yield k; yield kw
print(list(args(1, 2, k=3, z=4)))
def late(x): yield 1 / x
g = late(0); print("nothing yet")
try: next(g)
except ZeroDivisionError as e: print(e)
print(list(g))
for i, x in enumerate(count(2)): print("loop", i, x)
a, b = count(2); print(a, b)
def tree(n): return None if n == 0 else (tree(n // 2), n, tree(n // 3))
def walk(t):
    if t: yield from walk(t[0]); yield t[1]; yield from walk(t[2])
print(list(walk(tree(10))))
def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found): found.append(n); yield n
        n += 1
print(take(10, primes()))
print(max(x % 7 for x in range(20)), sorted((c for c in "hello"), reverse=True), "".join(c for c in "abc"), any(x > 2 for x in range(5)), tuple(i for i in range(3)), set(i % 2 for i in range(5)), {k: v for k, v in ((i, i * i) for i in range(3))})
gs = [count(1) for _ in range(2)]; print([next(g) for g in gs])
def own():
    def me(): return (yield g2)
    return me()
g2 = own(); print(next(g2) is g2)
def reenter():
    try: next(r)
    except ValueError as e: yield str(e)
r = reenter(); print(next(r))
lam = lambda: (yield 5); print(list(lam()))
class C:
    def __iter__(self): yield from "xyz"
    def m(self): yield self.__class__.__name__
    @staticmethod
    def s(): yield "static"
    @property
    def p(self): yield "property"
print(list(C()), *C().m(), *C.s(), *C().p)
