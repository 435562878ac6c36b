# Annotations: evaluated, kept, and never enforced.
def f(a: int, b: "later" = 1, *c: str, d: 1 + 1 = 0, **e: list) -> None: pass
print(f.__annotations__)
f.__annotations__["a"] = "changed"
print(f.__annotations__["a"])
def said(x):
    print("evaluated", x)
    return x
def g(a: said("A"), b: said("B") = said("default")) -> said("R"): pass
def plain(): pass
print(plain.__annotations__)
class C:
    x: int
    y: str = "s"
    z: said("Z")
    def m(self, a: "C") -> "C": pass
    (paren): int = 1
    self_ref: "C" = None
print(C.__annotations__, C.m.__annotations__, C.y)
class D(C):
    w: float = 1.5
print(D.__annotations__)
class E(C): pass
print(E.__annotations__, "__annotations__" in E.__dict__)
def local():
    v: undefined_name = 3
    w: also_undefined
    try:
        print(w)
    except UnboundLocalError as e:
        print(e)
    return v
print(local())
m: dict[str, int] = {}
n: int | None = None
print(__annotations__)
d = {}
d["k"]: int = 5
class Obj: pass
o = Obj()
o.attr: str = "v"
print(d, o.attr)
print(list[int], dict[str, list[int]], tuple[int, ...], type[int], int | str, int | None, list[int] | None)
print(list[int].__origin__, list[int].__args__, (int | str).__args__, list[int] == list[int], int | str == str | int)
print(isinstance(5, int | str), isinstance(None, int | None), issubclass(bool, int | str), list[int]([1, 2]))
try:
    isinstance([], list[int])
except TypeError as e:
    print(e)
try:
    int | 5
except TypeError as e:
    print(e)
