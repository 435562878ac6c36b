# What exceptions hold: args, str, repr, and the attributes of the particular ones.
for e in (Exception(), Exception("a"), Exception("a", 1), Exception(None), Exception(()), KeyError("k"), KeyError("k", 2), KeyError(), KeyError(1), KeyError(("a", 1)), ValueError("é\n"), IndexError(1.5), StopIteration(5), StopIteration(), SystemExit(), SystemExit(3), SystemExit(1, 2)):
    print(repr(e), "|", str(e), "|", e.args)
print(StopIteration(5).value, StopIteration().value, StopIteration(1, 2).value, SystemExit(3).code, SystemExit().code, SystemExit(1, 2).code)
print(NameError("m", name="n").name, AttributeError("m", name="n", obj=5).obj, ImportError("m", name="n", path="p").path, ImportError("m").name, ImportError("m").msg)
e = OSError(2, "No such file", "name.txt")
print(e, repr(e), e.errno, e.strerror, e.filename, e.args, type(e).__name__)
for args in ((1, "x"), (2, "x"), (13, "x"), (17, "x"), (20, "x"), (21, "x"), (32, "x"), (104, "x"), (110, "x"), (111, "x"), (4, "x"), (11, "x"), (10, "x"), (3, "x"), (999, "x")): print(args[0], type(OSError(*args)).__name__, end=" ")
print()
print(OSError("only"), OSError(), OSError(1, "a", "f", None, "g"), FileNotFoundError(2, "m").errno, OSError(5), IOError is OSError, EnvironmentError is OSError)
e = SyntaxError("msg", ("file.py", 3, 5, "text\n", 3, 8))
print(e, e.msg, e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset, e.args)
print(SyntaxError(), SyntaxError("only"), SyntaxError("m", ("f", 1, 2, "t")).end_lineno)
e = UnicodeDecodeError("utf-8", b"\xff\xfe", 0, 1, "invalid start byte")
print(e, e.encoding, e.object, e.start, e.end, e.reason)
print(UnicodeEncodeError("ascii", "aé中", 1, 2, "ordinal not in range(128)"), "|", UnicodeEncodeError("ascii", "é中", 0, 2, "no"), "|", UnicodeTranslateError("é", 0, 1, "why"))
for f in (lambda: b"\xff".decode(), lambda: "é".encode("ascii"), lambda: b"a\x80\x81".decode("ascii"), lambda: "\ud800".encode(), lambda: b"\xe4\xb8".decode("utf-8"), lambda: "é中".encode("latin-1")):
    try: f()
    except UnicodeError as e: print(type(e).__name__, e)
class Mine(Exception):
    def __init__(self, code, msg): super().__init__(msg); self.code = code
e = Mine(5, "text"); print(e, repr(e), e.code, e.args)
class NoSuper(Exception):
    def __init__(self, a, b): self.a = a
print(NoSuper(1, 2).args, NoSuper(1, 2), repr(NoSuper(1, 2)))
class Str(Exception):
    def __str__(self): return "str:" + str(self.args)
print(Str(1), repr(Str(1)), Str(1, 2))
class WithNew(Exception):
    def __new__(cls, *a): e = super().__new__(cls, *a); e.made = True; return e
print(WithNew(1).made, WithNew(1, 2).args)
e = ValueError("x"); e.args = (1, 2); print(e, e.args); e.extra = "any"; print(e.extra, e.__dict__)
print(ValueError("a") == ValueError("a"), e == e, hash(e) == hash(e))
print(issubclass(KeyError, LookupError), issubclass(ZeroDivisionError, ArithmeticError), issubclass(OverflowError, ArithmeticError), issubclass(UnicodeError, ValueError), issubclass(RecursionError, RuntimeError), issubclass(NotImplementedError, RuntimeError), issubclass(ModuleNotFoundError, ImportError), issubclass(IndentationError, SyntaxError), issubclass(TabError, IndentationError), issubclass(ConnectionResetError, OSError), issubclass(TimeoutError, OSError), issubclass(GeneratorExit, Exception), issubclass(KeyboardInterrupt, Exception), issubclass(StopAsyncIteration, Exception), issubclass(UnboundLocalError, NameError), issubclass(DeprecationWarning, Warning), issubclass(BaseExceptionGroup, BaseException), issubclass(ExceptionGroup, Exception))
for text in ["Exception(a=1)", "KeyError(x=1)", "ImportError(foo=1)", "AttributeError('m', foo=1)", "UnicodeDecodeError()", "UnicodeDecodeError('a', 'b', 0, 1, 'c')", "SyntaxError('m', 5)", "SyntaxError('m', (1, 2))", "ValueError().nope"]:
    try: print(repr(eval(text)))
    except Exception as err: print(text, "->", type(err).__name__, err)
try: raise ValueError("with notes")
except ValueError as e:
    e.add_note("one"); e.add_note("two"); print(e.__notes__)
    try: e.add_note(5)
    except TypeError as err: print(err)
print(hasattr(ValueError(), "__notes__"), ValueError(1).with_traceback(None).args, ValueError().__traceback__)
print(sorted(n for n in dir(ValueError()) if not n.startswith("__")), sorted(n for n in dir(StopIteration()) if not n.startswith("__")), sorted(n for n in dir(OSError()) if not n.startswith("__")))
