# Recursion, mutual recursion, the recursion limit and what happens at it.
import sys


def fact(n): return 1 if n == 0 else n * fact(n - 1)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
def ack(m, n): return n + 1 if m == 0 else ack(m - 1, 1) if n == 0 else ack(m - 1, ack(m, n - 1))
def hanoi(n, a="a", b="b", c="c"): return [] if n == 0 else hanoi(n - 1, a, c, b) + [(a, c)] + hanoi(n - 1, b, a, c)
def flatten(x): return [z for y in x for z in flatten(y)] if isinstance(x, list) else [x]
def permutations(s): return [s] if len(s) < 2 else [c + p for i, c in enumerate(s) for p in permutations(s[:i] + s[i + 1:])]


print(fact(20), fact(30), fib(15), ack(2, 3), len(hanoi(6)), hanoi(2))
print(flatten([1, [2, [3, [4]], []], 5]), permutations("abc"))


def forever(n): return forever(n + 1)


try:
    forever(0)
except RecursionError as e:
    print(type(e).__name__, e, issubclass(RecursionError, RuntimeError))


class Loop:
    def __getattr__(self, name): return getattr(self, name)
    def __repr__(self): return repr(self)
    def __eq__(self, other): return self == other
    def __add__(self, other): return self + other
    def __getitem__(self, k): return self[k]
    def __call__(self): return self()
    def __len__(self): return len(self)
    def __hash__(self): return hash(self)
    def __bool__(self): return bool(self)
    def __iter__(self): return iter(self)
    def __str__(self): return str(self)
    def __contains__(self, x): return x in self


for act in (lambda x: x.a, repr, lambda x: x == x, lambda x: x + 1, lambda x: x[0], lambda x: x(), len, hash, bool, iter, str, lambda x: 1 in x, lambda x: sorted([x, x], key=repr), lambda x: {x: 1}):
    try:
        act(Loop())
        print("no error")
    except RecursionError as e:
        print(type(e).__name__)

print(sys.getrecursionlimit())
sys.setrecursionlimit(20000)
def down(n): return 0 if n == 0 else 1 + down(n - 1)
print(down(15000))
sys.setrecursionlimit(1000)
a = []
a.append(a)
print(a, repr(a))
d = {}
d["d"] = d
print(d)
x = [1]
for _ in range(50): x = [x]
print(x)
l = [a, d]
print(l)
def catches(n):
    try:
        return catches(n + 1)
    except RecursionError:
        return "caught inside"
print(catches(0))
def gen(n):
    if n: yield from gen(n - 1)
    yield n
print(sum(gen(200)))
