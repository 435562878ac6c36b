# Exception groups: making, splitting, deriving, except*.
g = ExceptionGroup("g", [ValueError(1), TypeError("t"), ExceptionGroup("inner", [KeyError("k"), ValueError(2)])])
print(g, repr(g), g.message, len(g.exceptions), g.args)
print(repr(g.subgroup(ValueError)), repr(g.subgroup(OSError)), repr(g.subgroup(lambda e: isinstance(e, KeyError))), repr(g.subgroup((TypeError, KeyError))))
match, rest = g.split(ValueError); print(repr(match), repr(rest)); print(g.split(OSError)[0], g.split(Exception)[1])
print(repr(g.derive([KeyError(1)])), type(BaseExceptionGroup("b", [ValueError()])).__name__, type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__)
for text in ["ExceptionGroup('m', [])", "ExceptionGroup('m', [5])", "ExceptionGroup('m', 5)", "ExceptionGroup(5, [ValueError()])", "ExceptionGroup('m')", "ExceptionGroup('m', [KeyboardInterrupt()])", "ExceptionGroup('m', [ValueError])", "ExceptionGroup('m', (ValueError(),))", "ExceptionGroup('m', [ValueError()]).message"]:
    try: print(text, "=", repr(eval(text)))
    except Exception as e: print(text, "->", type(e).__name__, e)
def star(exc):
    try:
        try: raise exc
        except* ValueError as e: print("  value", repr(e), e.exceptions)
        except* (TypeError, KeyError) as e: print("  type or key", repr(e))
        else: print("  else")
        finally: print("  finally")
    except BaseException as e: print("  left", repr(e))
star(g)
star(ExceptionGroup("only value", [ValueError(3)]))
star(ExceptionGroup("none", [OSError("o")]))
star(ValueError("naked")); star(OSError("naked other"))
star(BaseExceptionGroup("base", [KeyboardInterrupt(), ValueError()]))
try:
    try: pass
    except* ValueError: pass
    else: print("else ran")
    finally: print("finally ran")
except Exception: pass
def raising(what):
    try:
        try: raise ExceptionGroup("eg", [ValueError(1), TypeError(2), OSError(3)])
        except* ValueError as e:
            if what == "raise": raise
            if what == "new": raise KeyError("new")
            if what == "from": raise KeyError("new") from e
            if what == "group": raise ExceptionGroup("fresh", [IndexError()])
        except* TypeError:
            if what in ("new", "raise"): raise
    except BaseExceptionGroup as e:
        print(what, repr(e), repr(e.__cause__), repr(e.__context__), [repr(x.__context__) for x in e.exceptions])
for what in ("nothing", "raise", "new", "from", "group"): raising(what)
try:
    try: raise ExceptionGroup("a", [ValueError()])
    except* ValueError: raise RuntimeError("in handler")
except Exception as e: print(repr(e), repr(e.__context__))
for bad in (ExceptionGroup, BaseExceptionGroup, 5, (ValueError, ExceptionGroup)):
    try:
        try: raise ValueError
        except* bad: pass
    except TypeError as e: print(e)
class Mine(ExceptionGroup):
    def __new__(cls, msg, excs, code=0): self = super().__new__(cls, msg, excs); self.code = code; return self
    def derive(self, excs): return Mine(self.message, excs, self.code)
m = Mine("mine", [ValueError(), KeyError()], 7); s = m.subgroup(KeyError); print(repr(s), s.code, type(s).__name__)
m2, r2 = m.split(lambda e: isinstance(e, ValueError)); print(m2.code, r2.code)
g.add_note("note"); print(g.subgroup(ValueError).__notes__)
def leaves(e): return [x for s in e.exceptions for x in (leaves(s) if isinstance(s, BaseExceptionGroup) else [s])]
print(leaves(g))
def f():
    for i in range(3):
        try: raise ExceptionGroup("loop", [ValueError(i)])
        except* ValueError as e: print(i, e.exceptions[0])
    return "returned"
print(f())
try: raise ExceptionGroup("one", [ValueError("deep")])
except ExceptionGroup as e: print("caught as a whole", e, len(e.exceptions))
print(str(ExceptionGroup("x", [ValueError()])), str(ExceptionGroup("x", [ValueError(), ValueError()])), ExceptionGroup[ValueError])
try:
    try: raise ExceptionGroup("e", [ValueError(1)])
    except* ValueError as e: pass
    print("e" in globals())
except Exception: pass
