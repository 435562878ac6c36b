# lambda with every kind of parameter.
print((lambda: 1)(), (lambda x: x)(2), (lambda x, y=3: (x, y))(1), (lambda *a: a)(1, 2), (lambda **k: k)(a=1))
print((lambda a, /, b, *, c=5: (a, b, c))(1, b=2), (lambda *, k: k)(k=1), (lambda *a, k=2, **kw: (a, k, kw))(1, z=3))
f = lambda x: lambda y: lambda z: x + y + z
print(f(1)(2)(3))
print((lambda x: x if x else "none")(0), (lambda: (yield))().__class__.__name__)
print(sorted("bca", key=lambda c: -ord(c)), list(map(lambda a, b: a * b, [1, 2], [3, 4])))
print((lambda: None).__name__, f.__qualname__, (lambda a, b=1: 0).__defaults__)
def outer():
    return lambda: 0
print(outer().__qualname__)
fact = lambda n: 1 if n < 2 else n * fact(n - 1)
print(fact(20), fact(25))
x = lambda a=1, *b, c, d=4, **e: (a, b, c, d, e)
print(x(c=3), x(9, 8, 7, c=6, f=5))
print([(lambda n=n: n)() for n in range(3)], {"k": lambda: 5}["k"](), (lambda: [1, 2])()[1])
y = lambda: 1, 2
print(type(y), y[1])
print((lambda x: (x, x := x + 1))(1)) if False else print("colon binds loosely:", (lambda: {1: 2})())
print(f"{(lambda v: v * 2)(3)} {(lambda: 'q')()!r}")
z = (lambda a, b: a if a else b)(0, "second")
print(z, (lambda self: self)(None), (lambda _, __: __)(1, 2))
