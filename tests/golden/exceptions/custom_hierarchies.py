# Exception classes of one's own: attributes, str, pickling arguments, abstract bases, conversions.
class AppError(Exception):
    code = 1
    def __init__(self, message="no message", **info): super().__init__(message); self.info = info
    def __str__(self): return f"[{self.code}] {super().__str__()}" + (f" {self.info}" if self.info else "")
class NotFound(AppError, LookupError): code = 404
class Denied(AppError, PermissionError): code = 403
class Both(NotFound, Denied): code = 500
for e in (AppError(), AppError("m", a=1), NotFound("x"), Denied("d", who="me"), Both("b")):
    for c in (LookupError, OSError, AppError, Exception):
        try: raise e
        except c as got: print(c.__name__, got, repr(got), got.args, got.code, isinstance(got, KeyError)); break
        except BaseException: continue
class WithStr(Exception):
    def __init__(self, a, b): self.a, self.b = a, b
    def __str__(self): return f"{self.a} and {self.b}"
    def __repr__(self): return f"WithStr<{self.a}>"
    def __eq__(self, o): return isinstance(o, WithStr) and self.a == o.a
    def __hash__(self): return hash(self.a)
try: raise WithStr(1, 2)
except WithStr as e: print(e, repr(e), e.args, e == WithStr(1, 9), {e: "key"}[WithStr(1, 0)])
class Retry(Exception):
    def __init__(self, n): super().__init__(n); self.n = n
def attempt(n):
    try:
        if n: raise Retry(n)
        return "done"
    except Retry as r: return f"{r.n} " + attempt(r.n - 1)
print(attempt(3))
class Exit(BaseException): pass
try:
    try: raise Exit("e")
    except Exception: print("no")
except BaseException as e: print(type(e).__name__, e, isinstance(e, Exception))
class Meta(type):
    def __instancecheck__(cls, x): return True
    def __subclasscheck__(cls, c): return True
class Catch(Exception, metaclass=Meta): pass
try:
    try: raise ValueError("v")
    except Catch: print("metaclass hooks are not asked")
except ValueError: print("right: not caught")
def raiser(cls, *a):
    try: raise cls(*a) if a else cls
    except Exception as e: return type(e).__name__, e.args
print(raiser(ValueError), raiser(ValueError, 1), raiser(KeyError, "a", "b"), raiser(AppError, "x"), raiser(WithStr, 1, 2), raiser(WithStr))
class Slots(Exception): __slots__ = ("x",)
s = Slots("a"); s.x = 1; s.y = 2; print(s.x, s.y, s)
class Multi(ValueError, KeyError): pass
print(Multi.__mro__[1].__name__, Multi("m"), repr(Multi("m")), isinstance(Multi(), LookupError))
for text in ("class X(ValueError, OSError): pass", "class X(StopIteration, OSError): pass", "class X(ImportError, NameError): pass", "class X(Exception, int): pass", "class X(SystemExit, KeyboardInterrupt): pass"):
    try: exec(text); print(text, "made")
    except TypeError as e: print(text, e)
class Ctx:
    def __enter__(self): return self
    def __exit__(self, t, v, tb):
        if t is ZeroDivisionError: raise AppError("converted", was=str(v)) from v
try:
    with Ctx(): 1 / 0
except AppError as e: print(e, repr(e.__cause__), repr(e.__context__))
def final():
    try: raise AppError("first")
    except AppError as e:
        e.args = ("changed", 2); e.code = 9
        raise
try: final()
except AppError as e: print(e.args, e.code, e)
