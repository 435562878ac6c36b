# Callbacks, signals, an undo list, a state machine, memoisation, lazy lists.
class Signal:
    def __init__(self): self.handlers = []
    def connect(self, f): self.handlers.append(f); return f
    def __call__(self, *a, **k): return [h(*a, **k) for h in list(self.handlers)]
    __iadd__ = lambda self, f: (self.handlers.append(f), self)[1]
    __isub__ = lambda self, f: (self.handlers.remove(f), self)[1]
class Model:
    def __init__(self, **state): self.__dict__["changed"] = Signal(); self.__dict__["state"] = state
    def __getattr__(self, n):
        try: return self.state[n]
        except KeyError: raise AttributeError(n) from None
    def __setattr__(self, n, v):
        if n in ("changed",): return
        old = self.state.get(n); self.state[n] = v; self.changed(n, old, v)
m = Model(x=1)
@m.changed.connect
def show(n, old, new): print(f"{n}: {old} -> {new}")
undo = []
m.changed += lambda n, old, new: undo.append((n, old))
m.x = 2; m.y = "new"; m.x = 3; print(m.x, undo)
m.changed.handlers.remove(show)
while undo:
    n, old = undo.pop(); m.state[n] = old
print(m.state)
try: m.zz
except AttributeError as e: print("no", e, e.__suppress_context__)
class Door:
    table = {("closed", "open"): "opened", ("opened", "close"): "closed", ("closed", "lock"): "locked", ("locked", "unlock"): "closed"}
    def __init__(self): self.state = "closed"
    def __getattr__(self, act):
        def do():
            try: self.state = self.table[self.state, act]
            except KeyError: return f"cannot {act} when {self.state}"
            return self.state
        return do
d = Door(); print(d.open(), d.lock(), d.close(), d.lock(), d.open(), d.unlock())
def memo(f):
    cache = {}
    def wrapper(*a):
        if a not in cache: wrapper.misses += 1; cache[a] = f(*a)
        return cache[a]
    wrapper.misses = 0
    return wrapper
@memo
def paths(r, c): return 1 if r == 0 or c == 0 else paths(r - 1, c) + paths(r, c - 1)
print(paths(16, 16), paths.misses)
class Lazy:
    def __init__(self, it): self.it, self.seen = iter(it), []
    def __getitem__(self, i):
        if isinstance(i, slice): return [self[k] for k in range(*i.indices(i.stop))]
        while len(self.seen) <= i:
            try: self.seen.append(next(self.it))
            except StopIteration: raise IndexError(i) from None
        return self.seen[i]
def squares():
    n = 0
    while True: yield n * n; n += 1
l = Lazy(squares()); print(l[5], l[:4], l[2:9:3], len(l.seen))
try: Lazy("ab")[5]
except IndexError as e: print("no", e)
class Maybe:
    def __init__(self, v): self.v = v
    def __rshift__(self, f): return self if self.v is None else Maybe(f(self.v))
    def __repr__(self): return f"Maybe({self.v!r})"
print(Maybe(5) >> (lambda x: x + 1) >> str, Maybe({"a": {}}) >> (lambda d: d.get("b")) >> len)
class Pipe:
    def __init__(self, f): self.f = f
    def __ror__(self, x): return self.f(x)
    def __call__(self, *a): return Pipe(lambda x: self.f(x, *a))
double, keep, join = Pipe(lambda xs: [x * 2 for x in xs]), Pipe(lambda xs, p: [x for x in xs if p(x)]), Pipe(lambda xs, s: s.join(map(str, xs)))
print(range(6) | double | keep(lambda x: x % 4 == 0) | join("-"))
class Matrix:
    def __init__(self, rows): self.rows = [list(r) for r in rows]
    def __matmul__(self, o): return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*o.rows)] for r in self.rows])
    def __pow__(self, n):
        out, base = Matrix([[int(i == j) for j in range(len(self.rows))] for i in range(len(self.rows))]), self
        while n:
            if n & 1: out = out @ base
            base = base @ base; n >>= 1
        return out
    def __getitem__(self, ij): i, j = ij; return self.rows[i][j]
    def __str__(self): return "\n".join(" ".join(f"{x:>3}" for x in r) for r in self.rows)
print((Matrix([[1, 1], [1, 0]]) ** 90)[0, 1]); print(Matrix([[1, 2], [3, 4]]) @ Matrix([[0, 1], [1, 0]]))
class Vending:
    def __init__(self): self.run = self._run(); next(self.run)
    def _run(self):
        money, message = 0, "ready"
        while True:
            match (yield message):
                case int(coin): money += coin; message = f"{money} in"
                case "cola" | "tea" as what if money >= 3: money -= 3; message = f"{what}, {money} left"
                case "cola" | "tea": message = "not enough"
                case "back": money, message = 0, f"{money} back"
                case other: message = f"what is {other!r}?"
    def __call__(self, x): return self.run.send(x)
v = Vending(); print([v(x) for x in (1, "cola", 5, "tea", "gum", "back", 2)])
