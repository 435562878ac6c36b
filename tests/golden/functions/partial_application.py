# Higher-order functions in plain code: compose, curry, pipelines, key functions.
def compose(*fs):
    def composed(x):
        for f in reversed(fs): x = f(x)
        return x
    return composed


def curry(f, *args):
    n = f.__code__.co_argcount
    def step(*more):
        all_args = args + more
        return f(*all_args) if len(all_args) >= n else curry(f, *all_args)
    return step


def reduce(f, items, *start):
    it = iter(items)
    value = start[0] if start else next(it)
    for item in it: value = f(value, item)
    return value


def partial(f, *args, **kw):
    return lambda *more, **extra: f(*args, *more, **{**kw, **extra})


print(compose(str, abs, lambda x: x - 10)(3))
print(curry(lambda a, b, c: a + b * c)(1)(2)(3), curry(lambda a, b: a - b)(5, 3))
print(reduce(lambda a, b: a * b, range(1, 6)), reduce(max, [3, 1, 4], 10), reduce(lambda a, b: b + a, "abc"))
hexa = partial(int, base=16)
print(hexa("ff"), partial(print, "a", sep="-")("b", "c"))
print(list(map(str.upper, "abc")), list(filter(str.isdigit, "a1b2")), list(map(pow, [2, 3], [3, 2])), list(map(None.__eq__, [1]))[:0])
words = "the quick brown fox jumps over the lazy dog".split()
print(sorted(words, key=lambda w: (len(w), w)), sorted(words, key=str.__len__, reverse=True)[:2])
groups = {}
for w in words: groups.setdefault(len(w), []).append(w)
print(groups)
print(max(words, key=len), min(words, key=lambda w: w[-1]), sum(map(len, words)))
def apply_n(f, n, x): return x if n == 0 else apply_n(f, n - 1, f(x))
print(apply_n(lambda x: x * 2, 10, 1))
Y = lambda f: (lambda x: x(x))(lambda x: f(lambda v: x(x)(v)))
print(Y(lambda me: lambda n: 1 if n == 0 else n * me(n - 1))(6))
church = lambda n: lambda f: lambda x: apply_n(f, n, x)
print(church(3)(lambda x: x + "i")(""))
print(list(zip(*[(1, "a"), (2, "b")])), dict(zip("ab", map(lambda x: x * x, (3, 4)))))
print([f(2) for f in (lambda x: x, lambda x: x ** 2, (3).__mul__, (10).__sub__, str, float, bin)])
print(list(map(lambda *a: a, [1, 2, 3], "ab", (True, False, None))))
print(all(map(callable, (len, str, lambda: 0, compose))), any(map(str.isupper, "abC")))
