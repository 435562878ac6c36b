# Decorators of any expression, on functions and classes, in order.
def tag(name):
    print("make", name)
    def decorate(f):
        print("apply", name, "to", f.__name__)
        def wrapper(*a, **k):
            return f"<{name}>{f(*a, **k)}</{name}>"
        wrapper.__name__ = name + "_" + f.__name__
        return wrapper
    return decorate


@tag("b")
@tag("i")
def hello(name): return "hello " + name


print(hello("x"), hello.__name__)


def register(f):
    registry.append(f.__name__)
    return f


registry = []


@register
class A:
    @register
    def m(self): return 1
    @staticmethod
    @register
    def s(): return 2
    @classmethod
    @register
    def c(cls): return cls.__name__
    @property
    @register
    def p(self): return 4


print(registry, A().m(), A.s(), A.c(), A().p)


@lambda f: "replaced"
def gone(): pass
print(gone)


@[register, tag("list")][0]
def indexed(): pass


@(lambda x: x) if True else None
def conditional(): return "conditional"
print(conditional())


@(d := register)
def walrus(): pass
print(registry, d is register)


class Namespace:
    def method(self, f):
        f.marked = True
        return f
ns = Namespace()
@ns.method
def marked(): pass
print(marked.marked)


class Counter:
    def __init__(self, f):
        self.f, self.n = f, 0
    def __call__(self, *a):
        self.n += 1
        return self.f(*a)
    def __get__(self, obj, cls=None):
        return lambda *a: self(obj, *a)
@Counter
def square(x): return x * x
print(square(3), square(4), square.n)
class Uses:
    @Counter
    def m(self, x): return type(self).__name__, x
u = Uses()
print(u.m(1), u.m(2), Uses.__dict__["m"].n)
def twice(cls):
    class Twice(cls):
        def __call__(self): return super().__call__() * 2
    return Twice
@twice
class Call:
    def __call__(self): return "ab"
print(Call()(), Call.__name__, Call.__mro__[1].__name__)
@print
def printed(): pass
print(printed)
try:
    @5
    def bad(): pass
except TypeError as e:
    print(e)
async def co(): pass
@register
async def decorated_coroutine(): return 1
@register
def decorated_generator(): yield
print(registry[-2:])
def params(*names):
    def decorate(f):
        return lambda: f(*names)
    return decorate
@params("x", "y")
def show(a, b): return a + b
print(show())
