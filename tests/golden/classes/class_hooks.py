# __init_subclass__, __class_getitem__, __set_name__ and class keyword arguments.
class Plugin:
    found = []
    def __init_subclass__(cls, /, kind="plain", **kw):
        super().__init_subclass__(**kw)
        cls.kind = kind
        Plugin.found.append((cls.__name__, kind))
class A(Plugin): pass
class B(Plugin, kind="special"): pass
class C(B): pass
print(Plugin.found, A.kind, B.kind, C.kind)
try:
    class D(Plugin, unknown=1): pass
except TypeError as e: print(e)
class Quiet:
    def __init_subclass__(cls, **kw): print("init_subclass", cls.__name__, kw, cls.__dict__.get("x"))
class E(Quiet, a=1, b=[2], **{"c": 3}): x = "body ran first"
class Implicit:
    def __init_subclass__(cls): cls.tagged = True
print(type(Implicit.__dict__["__init_subclass__"]).__name__)
class F(Implicit): pass
print(F.tagged, hasattr(Implicit, "tagged"))
class Generic:
    def __class_getitem__(cls, item): return f"{cls.__name__}[{item}]"
print(Generic[int], Generic[1, 2], type(Generic.__dict__["__class_getitem__"]).__name__)
class Sub(Generic): pass
print(Sub["x"])
try: Generic()[0]
except TypeError as e: print(e)
class Order:
    def __init__(self, tag): self.tag = tag
    def __set_name__(self, owner, name): print("set_name", self.tag, name)
class G(Quiet):
    second = Order(1)
    first = Order(2)
class Multi1:
    def __init_subclass__(cls, **kw): print("Multi1"); super().__init_subclass__(**kw)
class Multi2:
    def __init_subclass__(cls, **kw): print("Multi2"); super().__init_subclass__(**kw)
class H(Multi1, Multi2): pass
class Raise:
    def __init_subclass__(cls): raise ValueError("not allowed")
try:
    class I(Raise): pass
except ValueError as e: print(e)
Dynamic = type("Dynamic", (Plugin,), {}, kind="by hand")
print(Plugin.found[-1])
class Base:
    def __new__(cls, *a, **k):
        print("new", cls.__name__, a, k)
        return super().__new__(cls)
    def __init__(self, *a, **k): print("init", a, k)
class Derived(Base): pass
Base(1, k=2); Derived()
class Other:
    def __new__(cls): return 5
    def __init__(self): print("never")
print(Other())
class Reuse:
    instance = None
    def __new__(cls):
        if cls.instance is None: cls.instance = super().__new__(cls)
        return cls.instance
    def __init__(self): self.n = getattr(self, "n", 0) + 1
print(Reuse() is Reuse(), Reuse().n)
class BadInit:
    def __init__(self): return 5
try: BadInit()
except TypeError as e: print(e)
class Copy(int):
    def __new__(cls, v): return super().__new__(cls, v * 2)
print(Copy(4), Copy(4) + 1)
class NewNoArgs:
    def __new__(cls): return object.__new__(cls)
class InitArgs:
    def __init__(self, a): pass
for f in (lambda: NewNoArgs(1), lambda: InitArgs(), lambda: object.__new__(int), lambda: object.__new__(5), lambda: object.__new__(), lambda: int.__new__(str), lambda: object(1), lambda: InitArgs.__new__(InitArgs, 1, 2, 3).__class__.__name__, lambda: object().__init__(1)):
    try: print(f())
    except TypeError as e: print(e)
