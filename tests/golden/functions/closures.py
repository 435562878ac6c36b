# Closures: cells are shared, made anew by each call, and may be read from outside.
def counter(start=0):
    n = start
    def up(by=1):
        nonlocal n
        n += by
        return n
    def down():
        nonlocal n
        n -= 1
        return n
    def read():
        return n
    return up, down, read


up, down, read = counter()
print(up(), up(5), down(), read())
up2, _, read2 = counter(100)
print(up2(), read(), read2())
print(up.__closure__[0].cell_contents, up.__code__.co_freevars, counter.__code__.co_cellvars)
print(up.__closure__[0] is down.__closure__[0], up.__closure__[0] is up2.__closure__[0])


def adders():
    result = []
    for i in range(3):
        def add(x):
            return x + i
        result.append(add)
    return result


print([f(10) for f in adders()])
print([f(10) for f in [(lambda i: lambda x: x + i)(i) for i in range(3)]])


def deep(a):
    def one(b):
        def two(c):
            def three(d):
                return a, b, c, d
            return three
        return two
    return one


print(deep(1)(2)(3)(4))


def parameter_cell(x, *args, **kw):
    def change(v):
        nonlocal x
        x = v
        args_, kw_ = args, kw
        return args_, kw_
    before = x
    seen = change("new")
    return before, x, seen


print(parameter_cell("old", 1, 2, k=3))


def cell_in_loop():
    fs = []
    for i in range(2):
        j = i * 10
        fs.append(lambda: (i, j))
    return [f() for f in fs]


print(cell_in_loop())
def recursive():
    def fact(n):
        return 1 if n < 2 else n * fact(n - 1)
    return fact
print(recursive()(10))
def mutual():
    def even(n): return n == 0 or odd(n - 1)
    def odd(n): return n != 0 and even(n - 1)
    return even(10), odd(7), even(7)
print(mutual())
def in_class(v):
    class Inner:
        attr = v
        def get(self): return v
        def set(self, x):
            nonlocal v
            v = x
    return Inner
I = in_class(5)
i = I(); i.set(6)
print(I.attr, i.get())
def in_generator():
    total = 0
    def gen():
        nonlocal total
        for k in range(4):
            total += k
            yield total
    g = gen()
    return list(g), total
print(in_generator())
def empty_cell():
    def f(): return x
    try:
        f.__closure__[0].cell_contents
    except ValueError as e:
        print(type(e).__name__, e)
    x = 1
    return f.__closure__[0].cell_contents
print(empty_cell())
cell = up.__closure__[0]
cell.cell_contents = 50
print(read(), type(cell).__name__)
def memo(f):
    cache = {}
    def wrapper(n):
        if n not in cache:
            cache[n] = f(n)
        return cache[n]
    wrapper.cache = cache
    return wrapper
@memo
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), len(fib.cache))
print((lambda: read)()() , (lambda: 0).__closure__)
