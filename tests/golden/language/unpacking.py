# Stars in displays, calls, subscripts, returns, for.
a, b = [1, 2], (3, 4)
print([*a, *b], (*a, *b), {*a, *b}, [*a, 0, *b, *[]], *a, *b)
print({**{"x": 1}, **{"y": 2, "x": 3}}, {"x": 0, **{"x": 1}}, {**{"x": 1}, "x": 2})
def f(*args, **kwargs): return args, kwargs
print(f(*a, *b, **{"k": 1}, **{"j": 2}), f(*"ab", c=1, *[2]), f(**{"a b": 1}))
print(f(0, *a, 5, *range(2), k=1, **{}), f(*(), **{}))
def r(): return 1, *a, 2
def y(): yield 0, *a
print(r(), next(y()))
t = *a, *b
print(t)
for x in *a, 9: print(x, end=" ")
print()
print([*{"k": 1}], [*"héé"], [*{1}], [*b"ab"], [*range(0, 6, 2)], [*(i * i for i in range(3))])
print({*()} == set(), {**{}}, [*[]], (*(),))
class Sub:
    def __getitem__(self, k): return k
s = Sub()
print(s[*a], s[*a, 5], s[1, *b], s[1:2, *a], s[*()])
class Mapping:
    def keys(self): return ["p", "q"]
    def __getitem__(self, k): return k * 2
print({**Mapping()}, f(**Mapping()), dict(Mapping()))
def order(v):
    print("arg", v, end=" ")
    return v
print(f(*order([1]), x=order(2), *order([3]), **order({"y": 4})))
print(f(order(1), *order((2,)), k=order(3), **order({"j": 4}), m=order(5)))
class Once:
    def __iter__(self): yield from "xy"
print([*Once(), *Once()], f(*Once()))
for text in ["[*5]", "f(*5)", "f(**5)", "{**5}", "{*5}", "(*None,)", "f(**{1: 2})", "f(**{'a': 1}, a=2)", "f(a=1, **{'a': 2})", "f(**{'a': 1}, **{'a': 2})", "{**[1]}", "[*a, *3]", "print(*1)", "f(*[1], *2)", "print(**{'nope': 1})", "f(**[('a', 1)])", "len(*[[1], [2]])"]:
    try:
        print(eval(text))
    except TypeError as e:
        print(text, "->", e)
