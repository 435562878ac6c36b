# Descriptors: data and non-data, __set_name__, precedence, properties.
class Data:
    def __init__(self, tag): self.tag = tag
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name
    def __get__(self, obj, cls=None):
        print("get", self.tag, obj is None, cls.__name__)
        return self if obj is None else obj.__dict__.get(self.name, "unset")
    def __set__(self, obj, value):
        print("set", self.tag, value)
        obj.__dict__[self.name] = value
    def __delete__(self, obj):
        print("delete", self.tag)
        del obj.__dict__[self.name]
class NonData:
    def __get__(self, obj, cls=None): return "computed"
class SetOnly:
    def __set__(self, obj, value): print("set only", value)
class Host:
    d = Data("d")
    n = NonData()
    s = SetOnly()
h = Host()
print(h.d); h.d = 5; print(h.d); del h.d; print(h.d); print(type(Host.d).__name__)
print(h.n); h.__dict__["n"] = "instance"; print(h.n, Host.n)
h.s = 1; print(type(h.s).__name__); h.__dict__["s"] = "own"; print(h.s)
h.__dict__["d"] = "under"; print(h.d)
class Later: pass
Later.x = Data("later"); Later.x.name = "x" if False else None
Later.__dict__["x"].name = "x"
print(Later().x)
class Prop:
    def __init__(self): self._v = 1
    @property
    def v(self):
        "The value."
        return self._v
    @v.setter
    def v(self, x):
        if x < 0: raise ValueError("negative")
        self._v = x
    @v.deleter
    def v(self): self._v = None
    ro = property(lambda self: "read only")
    wo = property(None, lambda self, x: print("wrote", x))
    documented = property(doc="only words")
p = Prop()
print(p.v); p.v = 7; print(p.v, p.ro, Prop.v.__doc__, Prop.documented.__doc__); p.wo = 3
del p.v; print(p.v)
for text in ["p.v = -1", "p.ro = 1", "del p.ro", "p.wo", "del p.wo", "p.documented", "p.documented = 1"]:
    try: exec(text)
    except Exception as e: print(text, "->", type(e).__name__, e)
print(isinstance(Prop.v, property), Prop.v.fget(p), Prop.v.fset is not None, Prop.ro.fset, Prop.v.__name__, type(Prop.__dict__["v"]).__name__)
class SubProp(Prop):
    @Prop.v.getter
    def v(self): return ("sub", self._v)
s = SubProp(); s.v = 3; print(s.v)
class Method:
    def m(self): return self
    c = classmethod(lambda cls: cls.__name__)
    s = staticmethod(lambda *a: a)
o = Method()
print(Method.__dict__["m"].__get__(o)() is o, Method.m.__get__(o, Method).__self__ is o, o.c(), Method.s(1), o.s(1), Method.__dict__["s"](4), Method.__dict__["c"].__func__(int))
class Lazy:
    def __init__(self, f): self.f = f
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, obj, cls=None):
        if obj is None: return self
        value = obj.__dict__[self.name] = self.f(obj)
        return value
class Uses:
    @Lazy
    def slow(self): print("computing"); return 42
u = Uses(); print(u.slow, u.slow, u.__dict__)
class BadName:
    def __set_name__(self, owner, name): raise ValueError("no names")
try:
    class Host2: attr = BadName()
except ValueError as e: print(e, e.__notes__)
class Raises:
    def __get__(self, obj, cls=None): raise AttributeError("from get")
class Fallback:
    r = Raises()
    def __getattr__(self, name): return "fallback for " + name
print(Fallback().r, hasattr(Fallback, "r"))
class Meta(type):
    d = Data("meta")
class WithMeta(metaclass=Meta): pass
WithMeta.__class__.d
print(type(Meta.__dict__["d"]).__name__)
class Instance: pass
i = Instance(); i.x = NonData(); print(type(i.x).__name__)
print(type(Host.__dict__["d"]).__get__(Host.__dict__["d"], None, Host).tag)
