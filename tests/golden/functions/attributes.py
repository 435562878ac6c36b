# What a function object shows and takes.
def f(a, b=1, *, c=2) -> int:
    """Says something."""
    x = a
    return x


print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__, f.__kwdefaults__, f.__annotations__)
f.note = "attached"
f.__dict__["other"] = 5
print(f.note, f.other, f.__dict__, hasattr(f, "nope"))
del f.note
print(f.__dict__)
f.__name__ = "g"; f.__qualname__ = "C.g"; f.__doc__ = "new"
print(f.__name__, f.__qualname__, f.__doc__, repr(f).split(" at ")[0])
for change in ["f.__name__ = 5", "f.__qualname__ = None", "f.__defaults__ = 5", "f.__kwdefaults__ = []", "f.__dict__ = 5", "f.__code__ = 5", "f.__closure__ = ()", "f.__globals__ = {}", "f.nope", "del f.nope", "f.__annotations__ = 5"]:
    try:
        exec(change)
        print(change, "fine")
    except Exception as e:
        print(change, "->", type(e).__name__, e)


def h(x): return x * 2
h2 = lambda x: x * 3
h.__code__ = h2.__code__
print(h(5), h.__code__.co_name)
print(f.__globals__ is globals(), f.__closure__, f.__builtins__["len"] is len)
print(type(f).__name__, type(len).__name__, type([].append).__name__, type(str.upper).__name__, type(f.__get__(1)).__name__, type(int.__add__).__name__, type((1).__add__).__name__)
code = f.__code__
print(code.co_name, code.co_varnames, code.co_argcount, code.co_kwonlyargcount, code.co_nlocals, code.co_firstlineno, code.co_filename.endswith("attributes.py"))
print(code.co_consts, code.co_names, (lambda: len).__code__.co_names)
def outer():
    v = 1
    class K:
        def m(self): return v
        @staticmethod
        def s(): pass
    def inner(): return v
    return K, inner
K, inner = outer()
print(K.__qualname__, K.m.__qualname__, inner.__qualname__, K().m.__qualname__, K.s.__qualname__)
m = K().m
print(m.__func__ is K.m, m.__self__.__class__ is K, m.__name__, m == m.__self__.m, m.__doc__)
print(repr(m).startswith("<bound method outer.<locals>.K.m of <"), repr(inner).startswith("<function outer.<locals>.inner at 0x"))
m2 = [].append
print(m2.__name__, m2.__self__, m2.__qualname__, repr(len), repr(str.upper), repr(int.__add__), repr(int.from_bytes))
print(len.__name__, len.__module__, len.__self__.__name__, str.join.__qualname__, dict.fromkeys.__qualname__, repr((5).__add__).split(" at ")[0])
try:
    m.attr = 1
except AttributeError as e:
    print(e)
try:
    len.attr = 1
except AttributeError as e:
    print(e)
def gen(): yield
async def co(): pass
async def ag(): yield
print([bool(x.__code__.co_flags & bit) for x in (f, gen, co, ag) for bit in (0x20, 0x80, 0x200)])
print(f == f, f != h, hash(f) == hash(f), {f: 1}[f], callable(f), bool(f))
T = type(f)
def base(a, b=1): return a + b
made = T(base.__code__, {"__builtins__": {}}, "made", (10, 20))
print(made(7), made.__name__, made.__defaults__)
