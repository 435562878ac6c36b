# Parameters of every kind, bound in every legal way.
def plain(a, b, c=3): return a, b, c
def positional(a, b=2, /, c=3): return a, b, c
def keyword(a, *, b, c=3): return a, b, c
def star(a, *rest, b=2, **more): return a, rest, b, more
def everything(a, b=2, /, c=3, d=4, *e, f, g=7, **h): return a, b, c, d, e, f, g, h
def only_kw(**k): return k
def same_name(a, /, **k): return a, k


print(plain(1, 2), plain(1, b=2), plain(c=1, b=2, a=3), plain(*[1, 2]), plain(**{"a": 1, "b": 2}))
print(positional(1), positional(1, 5), positional(1, 5, 6), positional(1, c=6))
print(keyword(1, b=2), keyword(b=2, a=1), keyword(1, c=5, b=4))
print(star(1), star(1, 2, 3), star(1, 2, b=3, z=4), star(a=1, q=2))
print(everything(1, f=6), everything(1, 2, 3, 4, 5, 6, f=0, x=9), everything(1, c=30, f=1, a=5, b=6))
print(only_kw(self=1, a=2), same_name(1, a=2))

# Defaults are evaluated once, where the function is defined, from left to right.
def said(v):
    print("default", v)
    return v
def defaults(a=said(1), *, k=said(2), b=said(3)): return a, b, k
print(defaults())
def accumulate(x, into=[]):
    into.append(x)
    return into
print(accumulate(1), accumulate(2), accumulate(3, []), accumulate(4))
n = 10
def early(x=n): return x
n = 20
print(early())

def annotated(a: int, b: "text" = 2, *args: tuple, c: list[int] = None, **kw: dict) -> bool: return True
print(annotated.__annotations__)
print(plain.__defaults__, everything.__defaults__, everything.__kwdefaults__, only_kw.__defaults__, only_kw.__kwdefaults__)
plain.__defaults__ = (8, 9)
print(plain(1), plain(1, 2))
everything.__kwdefaults__ = {"f": "now optional", "g": 0}
print(everything(1))
plain.__defaults__ = None
try:
    plain(1)
except TypeError as e:
    print(e)
code = everything.__code__
print(code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_varnames, code.co_name, code.co_flags & 12)

# Evaluation order of arguments.
log = []
def note(v):
    log.append(v)
    return v
def two(*a, **k): return a, k
two(note(1), *[note(2)], note(3), x=note(4), **{"y": note(5)})
print(log)
