# PEP 695: type parameters of functions, classes and aliases.
def first[T](items: list[T]) -> T: return items[0]
print(first([1, 2]), first.__type_params__, first.__type_params__[0].__name__)
class Box[T, *Ts, **P]:
    kind = "box"
    def __init__(self, v: T): self.v = v
    def get(self) -> T: return self.v
print(Box(3).get(), Box.__type_params__)
type Pair[A] = tuple[A, A]
print(Pair, Pair.__name__, Pair.__type_params__, type(Pair).__name__)
print(Pair.__value__)
type Lazy = Undefined
try:
    Lazy.__value__
except NameError as e:
    print(e)
Undefined = int
print(Lazy.__value__)
def bounded[T: int, U: (str, bytes) = str](x: T, y: U): return x, y
t, u = bounded.__type_params__
print(t.__bound__, u.__constraints__, u.__default__, bounded(1, "a"))
def outer[T]():
    def inner(x: T) -> T: return x
    return inner
f = outer()
print(f.__annotations__, outer.__type_params__[0])
class Base[T]: pass
class Derived[T](Base[T]): pass
print([c.__name__ for c in Derived.__mro__], Derived.__orig_bases__[0].__origin__.__name__)
type = 5
print(type)
type: int = 6
print(type + 1)
def type(x): return x
print(type(3))
del type
type X = int | str
print(X.__value__, isinstance(1, X.__value__))
async def co[T](x: T) -> T: return x
c = co(1)
try: c.send(None)
except StopIteration as e: print(e.value)
class Meth:
    def m[S](self, s: S) -> S: return s
print(Meth().m("x"), Meth.m.__type_params__)
match = [1, 2]; case = 3
print(match[0], case)
match (1, 2):
    case (1, x): print("soft keyword", x)
_ = 5
print(_)
