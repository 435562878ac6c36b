# __getattr__, __getattribute__, __setattr__, __delattr__, __dir__.
class Get:
    real = "real"
    def __getattr__(self, name):
        if name.startswith("_"): raise AttributeError(name)
        return "virtual " + name
g = Get()
print(g.real, g.other, hasattr(g, "_x"), getattr(g, "_x", "none"), getattr(g, "y"))
class Watch:
    def __init__(self): object.__setattr__(self, "log", [])
    def __getattribute__(self, name):
        if name != "log": object.__getattribute__(self, "log").append("get " + name)
        return object.__getattribute__(self, name)
    def __setattr__(self, name, value):
        self.log.append("set " + name)
        super().__setattr__(name, value)
    def __delattr__(self, name):
        self.log.append("del " + name)
        super().__delattr__(name)
    def method(self): return 1
w = Watch()
w.a = 1; w.a; w.method(); del w.a; hasattr(w, "zz"); w.__class__
try: del w.nope
except AttributeError as e: print(e)
print(w.log)
class Both:
    def __getattribute__(self, name):
        if name == "found": return "found"
        raise AttributeError(f"no {name}")
    def __getattr__(self, name): return f"getattr {name}"
print(Both().found, Both().missing, repr(Both().__class__))
class Raises:
    def __getattr__(self, name): raise KeyError(name)
for f in (lambda: Raises().x, lambda: hasattr(Raises(), "x"), lambda: getattr(Raises(), "x", 1)):
    try: print(f())
    except KeyError as e: print("KeyError", e)
class Implicit:
    def __getattr__(self, name): return lambda *a: name
i = Implicit()
print(i.__len__(), i.__nothing__())
for f in (len, iter, lambda x: x + 1, lambda x: x[0], lambda x: x()):
    try: print(f(i))
    except TypeError as e: print(e)
i.__len__ = lambda: 5
try: len(i)
except TypeError as e: print(e)
class Proxy:
    def __init__(self, target): self.__dict__["_t"] = target
    def __getattr__(self, n): return getattr(self._t, n)
    def __setattr__(self, n, v): setattr(self._t, n, v)
    def __delattr__(self, n): delattr(self._t, n)
class T: x = 1
t = T(); p = Proxy(t); p.y = 2
print(p.x, p.y, t.y, vars(p).keys(), vars(t)); del p.y; print(hasattr(t, "y"))
class Frozen:
    def __init__(self, **k): self.__dict__.update(k)
    def __setattr__(self, n, v): raise AttributeError(f"cannot set {n!r}")
f = Frozen(a=1)
try: f.a = 2
except AttributeError as e: print(e, f.a)
class Meta(type):
    def __getattr__(cls, n): return f"meta {cls.__name__}.{n}"
    def __setattr__(cls, n, v): print("meta set", n); super().__setattr__(n, v)
class M(metaclass=Meta): own = 1
print(M.own, M.anything); M.z = 3; print(M.z)
try: M().anything
except AttributeError as e: print(e)
try: T().q
except AttributeError as e: print(e, e.name, type(e.obj).__name__)
class D:
    def __dir__(self): return iter(["b", "a"])
print(dir(D()), D().__dir__().__class__.__name__)
print("__class__" in dir(object()), sorted(set(dir(T())) - set(dir(object()))))
try: object().x = 1
except AttributeError as e: print(e)
try: setattr(5, "x", 1)
except AttributeError as e: print(e)
try: int.x = 1
except TypeError as e: print(e)
try: T().__dict__["x"]
except KeyError as e: print("KeyError", e)
