# Generator expressions: laziness, closures, nesting, as arguments.
log = []
def src(n): log.append(f"src {n}"); return range(n)
g = (x * 2 for x in src(3)); print(log, type(g).__name__, g.__name__); print(next(g), list(g), log); n = 10; g = (x + n for x in range(3)); n = 100; print(list(g))
g = (x for x in range(5)); print(2 in g, list(g)); g = (i for i in range(3)); print(sum(g), sum(g)); print(sum(x for x in range(5)), max((x for x in [3, 1]), default=0), ",".join(str(x) for x in range(3)), dict((k, v) for k, v in [("a", 1)]), set(c for c in "aab") == {"a", "b"}, any(x > 1 for x in (1, 2)), sorted(x % 3 for x in range(5)), list(zip((a for a in "ab"), (b for b in (1, 2)))))
print(list((x, y) for x in range(2) for y in range(x + 1)), list(x for x in range(10) if x % 2 if x > 3), list((lambda: x)() for x in range(3)), [f() for f in list((lambda: x) for x in range(3))], [list(y for y in range(x)) for x in range(3)], list(list(a) for a in ((b for b in range(c)) for c in range(3))))
def late():
    def f(): return v
    g = (f() for _ in range(2)); v = "late"; return list(g)
print(late()); g = (1 / x for x in (1, 0, 2)); print(next(g))
try: next(g)
except ZeroDivisionError: print("error", list(g))
class C: vals = [1, 2]; g = list(v * 2 for v in vals); m = lambda self: (v for v in self.vals)
print(C.g, list(C().m())); g = (yield_ for yield_ in "ab"); print(g.send(None), next(g), next(g, "end")); g = (x for x in range(3)); next(g); g.close(); print(list(g)); g = (x for x in range(3))
try: g.throw(ValueError("t"))
except ValueError as e: print(e, list(g))
print(*(x for x in "abc"), sep="-"); a, *b = (x for x in range(4)); print(a, b); print([*(x for x in range(2)), *(y for y in "z")], (lambda *a: a)(*(x for x in range(2)))); it = (x for x in range(6)); print([(a, b) for a, b in zip(it, it)]); it = iter([1, 2, 3]); g = (x + y for x in it for y in it); print(list(g))
def gen(): return (x for x in range(2))
print(list(gen()), next(gen()), (i for i in ()).gi_frame is not None, tuple(x if x else "zero" for x in range(2)), {x: (y for y in range(x)).__class__.__name__ for x in range(2)}, list(w for w in "a b".split() if (u := w.upper())), u)
