# Generators at work: pipelines, round robin, coroutines with a primed decorator, permutations.
def primed(f):
    def start(*a):
        g = f(*a); next(g); return g
    return start
@primed
def averager():
    total, n, avg = 0, 0, None
    while True:
        total += yield avg
        n += 1; avg = total / n
a = averager(); print(a.send(10), a.send(20), a.send(6))
@primed
def grep(pattern, target):
    while True:
        line = yield
        if pattern in line: target.send(line)
@primed
def printer():
    try:
        while True: print(">", (yield))
    except GeneratorExit: print("printer closed")
p = printer(); f = grep("x", p)
for w in ("ax", "b", "xx"): f.send(w)
f.close(); p.close()
def round_robin(*its):
    its = [iter(i) for i in its]
    while its:
        for i in its[:]:
            try: yield next(i)
            except StopIteration: its.remove(i)
print("".join(round_robin("abc", "12345", "X")))
def chunks(it, n):
    it = iter(it)
    while c := [x for _, x in zip(range(n), it)]: yield c
print(list(chunks(range(7), 3)))
def windows(it, n):
    w = []
    for x in it:
        w.append(x)
        if len(w) == n: yield tuple(w); w.pop(0)
print(list(windows("abcd", 2)))
def permutations(items):
    if not items: yield ()
    for i, x in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1:]): yield (x, *rest)
print(["".join(p) for p in permutations("abc")])
def combos(s, k):
    if k == 0: yield ""; return
    for i in range(len(s)):
        for r in combos(s[i + 1:], k - 1): yield s[i] + r
print(list(combos("abcd", 2)))
def queens(n, row=0, cols=()):
    if row == n: yield cols; return
    for c in range(n):
        if all(c != o and abs(c - o) != row - r for r, o in enumerate(cols)): yield from queens(n, row + 1, cols + (c,))
print(next(queens(6)), sum(1 for _ in queens(6)))
def merge(*its):
    its = [iter(i) for i in its]; heads = []
    for i in its:
        for v in i: heads.append((v, i)); break
    while heads:
        k = min(range(len(heads)), key=lambda j: heads[j][0]); v, i = heads[k]; yield v
        for v in i: heads[k] = (v, i); break
        else: del heads[k]
print(list(merge([1, 4, 7], [2, 5, 8], [0, 9])))
def hanoi(n, a, b, c):
    if n: yield from hanoi(n - 1, a, c, b); yield a + c; yield from hanoi(n - 1, b, a, c)
print(*hanoi(3, *"abc"))
def tokens(text):
    word = ""
    for ch in text + " ":
        if ch.isalnum(): word += ch; continue
        if word: yield ("num" if word.isdigit() else "name"), word; word = ""
        if not ch.isspace(): yield "op", ch
print(list(tokens("x1 = 42+y")))
def tasks():
    def task(name, n):
        for i in range(n): print(name, i, end="; "); yield
    queue = [task("A", 2), task("B", 3), task("C", 1)]
    while queue:
        t = queue.pop(0)
        try: next(t)
        except StopIteration: print("ended", end="; ")
        else: queue.append(t)
    print()
tasks()
def collatz(n):
    while n != 1: yield n; n = n // 2 if n % 2 == 0 else 3 * n + 1
    yield 1
print(*collatz(6))
def sieve():
    def ints():
        n = 2
        while True: yield n; n += 1
    s = ints()
    while True:
        p = next(s); yield p
        s = (lambda p, s: (n for n in s if n % p))(p, s)
print([p for _, p in zip(range(12), sieve())])
def trampoline(g):
    stack, value = [g], None
    while stack:
        try: got = stack[-1].send(value)
        except StopIteration as e: stack.pop(); value = e.value
        else:
            if hasattr(got, "send"): stack.append(got); value = None
            else: value = got
    return value
def fact(n): return 1 if n == 0 else n * (yield fact(n - 1))
print(trampoline(fact(20)), trampoline((lambda: (yield 5))()), len(str(trampoline(fact(2000)) if False else 1)))
