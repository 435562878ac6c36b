# Metaclasses: __prepare__, __new__, __init__, __call__, conflicts, class keywords.
class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", name, [b.__name__ for b in bases], kw)
        return {"injected": 1}
    def __new__(mcs, name, bases, ns, **kw):
        print("new", name, sorted(k for k in ns if not k.startswith("__")), kw)
        return super().__new__(mcs, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        print("init", name, kw)
        super().__init__(name, bases, ns)
    def __call__(cls, *a, **k):
        print("call", cls.__name__, a, k)
        return super().__call__(*a, **k)
    def __repr__(cls): return f"<meta {cls.__name__}>"
    def __len__(cls): return 42
    def __getitem__(cls, k): return (cls.__name__, k)
    def __iter__(cls): return iter("abc")
    def __contains__(cls, x): return x == "in"
    def __add__(cls, other): return "added"
    def __eq__(cls, other): return "eq"
    __hash__ = type.__hash__
    def __bool__(cls): return False
    def hello(cls): return "hello from " + cls.__name__
    @property
    def prop(cls): return "prop of " + cls.__name__
class A(metaclass=Meta, flag=True, other="x"):
    def __init__(self, v): self.v = v
class B(A): pass
a = A(1); b = B(v=2)
print(A, B, type(A) is Meta, type(B) is Meta, A.injected, a.v, b.v)
print(len(A), A["k"], list(A), "in" in A, A + 1, A == 5, bool(A), A.hello(), B.prop)
try: a.hello()
except AttributeError as e: print(e)
try: a.prop
except AttributeError as e: print(e)
C = Meta("C", (A,), {"z": 1}); print(C.z, C)
# A class made by hand.
D = type("D", (object,), {"x": 1, "f": lambda self: self.x}); print(D().f(), D, D.__module__)
def init(self, a): self.a = a
E = type("E", (D,), dict(__init__=init)); print(E(5).a, E.__mro__[1] is D)
class Singleton(type):
    _made = {}
    def __call__(cls, *a):
        if cls not in cls._made: cls._made[cls] = super().__call__(*a)
        return cls._made[cls]
class Config(metaclass=Singleton): pass
print(Config() is Config())
class Registry(type):
    classes = []
    def __init__(cls, name, bases, ns):
        super().__init__(name, bases, ns)
        if bases: Registry.classes.append(name)
class Root(metaclass=Registry): pass
class Leaf1(Root): pass
class Leaf2(Leaf1): pass
print(Registry.classes)
class M1(type): pass
class M2(type): pass
class X1(metaclass=M1): pass
class X2(metaclass=M2): pass
try:
    class X(X1, X2): pass
except TypeError as e: print(e)
class M3(M1, M2): pass
class X3(X1, X2, metaclass=M3): pass
print(type(X3).__name__)
def function_meta(name, bases, ns, **kw):
    print("function", name, bases, kw)
    return "not a class"
class F(metaclass=function_meta, k=1): pass
print(F)
class Ordered(type):
    def __prepare__(name, bases): return Names()
    def __new__(mcs, name, bases, ns):
        cls = super().__new__(mcs, name, bases, dict(ns)); cls.order = ns.order; return cls
class Names(dict):
    def __init__(self): self.order = []
    def __setitem__(self, k, v): self.order.append(k); super().__setitem__(k, v)
class G(metaclass=Ordered):
    b = 1
    a = 2
    def c(self): pass
    b = 3
print([n for n in G.order if not n.startswith("__")], G.b)
class BadPrepare(type):
    def __prepare__(name, bases): return 5
try:
    class H(metaclass=BadPrepare): pass
except TypeError as e: print(e)
for text in ["class I(x=1): pass", "class I(metaclass=5): pass", "type('A')", "type('A', ())", "type('A', (), {}, k=1)", "type('A', [], {})", "type(5, (), {})", "type('A\\0', (), {})"]:
    try: print(exec(text) if text.startswith("class") else eval(text))
    except Exception as e: print(text, "->", type(e).__name__, e)
class InstanceCheck(type):
    def __instancecheck__(cls, x): print("instancecheck", x); return x == 5
    def __subclasscheck__(cls, c): print("subclasscheck", c.__name__); return c is int
class Five(metaclass=InstanceCheck): pass
print(isinstance(5, Five), isinstance(6, Five), issubclass(int, Five), issubclass(str, Five), isinstance(Five(), Five))
class NoInstances(type):
    def __call__(cls, *a): raise TypeError("no instances")
class J(metaclass=NoInstances): pass
try: J()
except TypeError as e: print(e)
print(type(type), type.__mro__, isinstance(type, type), isinstance(object, type), isinstance(type, object), type(object))
