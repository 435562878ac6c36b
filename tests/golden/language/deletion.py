# del of names, items, slices, attributes, in nested targets.
a = b = c = d = 1
del a
del (b), [c, (d)]
for name in "abcd":
    print(name in globals(), end=" ")
print()
try:
    del nothing_here
except NameError as e:
    print(type(e).__name__, e)

x = list(range(10))
del x[0], x[-1]
print(x)
del x[1:3]
print(x)
del x[::2]
print(x)
del x[:]
print(x)
x = list(range(10))
del x[::-3]
print(x)
del x[5:2], x[100:]
print(x)

m = {"a": 1, "b": 2, "c": 3}
del m["b"]
print(m)


class Noisy:
    def __delitem__(self, key): print("delitem", key)
    def __delattr__(self, name): print("delattr", name)


n = Noisy()
del n[1], n.a, n["k"], n[1:2], n[1, 2], n[:, ::3], n[...]


def attempt(code, **names):
    try:
        exec(code, names)
        print("fine", code)
    except Exception as e:
        print(code, "->", type(e).__name__, e)


class Plain:
    kind = "class attribute"
    @property
    def fixed(self): return 1


attempt("del x[5]", x=[])
attempt("del x[0]", x=())
attempt("del x[0]", x="abc")
attempt("del x['q']", x={})
attempt("del x.q", x=Plain())
attempt("del x.kind", x=Plain())
attempt("del x.fixed", x=Plain())
attempt("del x.real", x=5)
attempt("del x['a']", x=[1])
attempt("del x[0]", x=5)
attempt("del x.append", x=[])
attempt("del x[1:2]", x=(1, 2, 3))
attempt("del x.__doc__", x=int)
attempt("del x.__name__", x=Plain)


def local():
    v = 1
    del v
    try:
        return v
    except UnboundLocalError as e:
        return str(e)


print(local())
def closed():
    v = 1
    def inner():
        nonlocal v
        del v
    inner()
    try:
        return v
    except UnboundLocalError as e:
        return str(e)
print(closed())
