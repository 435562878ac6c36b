# try, except, else, finally: which handler runs, what is bound, in what order.
def run(action):
    print("try", end=" ")
    try:
        action()
    except ZeroDivisionError as e:
        print("zero", e, end=" ")
    except (KeyError, IndexError) as e:
        print("lookup", type(e).__name__, e, end=" ")
    except ValueError:
        print("value", end=" ")
    except Exception as e:
        print("other", type(e).__name__, e, end=" ")
    else:
        print("else", end=" ")
    finally:
        print("finally")


for action in (lambda: 1, lambda: 1 / 0, lambda: {}["k"], lambda: [][0], lambda: int("x"), lambda: None.x, lambda: len(5)):
    run(action)


class Base(Exception): pass
class Sub(Base): pass


for cls in (Base, Sub, LookupError, KeyError):
    try: raise cls("raised")
    except Sub: print("Sub")
    except Base: print("Base")
    except LookupError as e: print("LookupError", repr(e))
handlers = [ValueError, TypeError]
try: raise TypeError
except tuple(handlers) as e: print(type(e), e.args)
try: raise KeyError(1)
except handlers[0] if False else KeyError: print("computed handler")
def said(x): print("evaluating", x.__name__); return x
try: raise KeyError
except said(ValueError): pass
except said(KeyError): print("found")
except said(TypeError): pass
for bad in (5, "x", (ValueError, 5), object, None, [ValueError], int):
    try:
        try: raise KeyError("inner")
        except bad: print("never")
    except TypeError as e: print(e, "| context", repr(e.__context__))
try:
    try: raise ValueError("a")
    finally: print("finally runs first")
except ValueError as e: print("then", e)
try:
    try: raise ValueError("lost")
    finally: raise KeyError("wins")
except KeyError as e: print(repr(e), repr(e.__context__))
try:
    try: pass
    except ValueError: pass
    else: raise KeyError("from else")
    finally: print("finally after else")
except KeyError as e: print(e)
def nested():
    try:
        try: 1 / 0
        except KeyError: print("no")
        finally: print("inner finally")
    except ZeroDivisionError: print("outer handler")
    try:
        try: 1 / 0
        except ZeroDivisionError: raise
        finally: print("re-raised")
    except ZeroDivisionError as e: print("again", e)
nested()
def reraise_bare():
    try: raise
    except RuntimeError as e: print(e)
reraise_bare()
def outer():
    try: 1 / 0
    except ZeroDivisionError: inner()
def inner():
    try: raise
    except ZeroDivisionError as e: print("raise finds the handled one:", e)
outer()
for exc in (5, "text", None, object(), int, [], Exception, Exception()):
    try: raise exc
    except BaseException as e: print(type(e).__name__, e)
for cause in (5, "x", KeyError, KeyError("k"), None):
    try: raise ValueError("v") from cause
    except Exception as e: print(type(e).__name__, e, repr(e.__cause__), e.__suppress_context__)
for i in range(3):
    try:
        if i == 1: raise ValueError(i)
        print("ok", i)
    except ValueError as e:
        print("failed", e)
        continue
    finally: print("done", i)
try: raise SystemExit(3)
except Exception: print("no")
except BaseException as e: print(repr(e), e.code)
try:
    raise KeyboardInterrupt
except KeyboardInterrupt as e: print(repr(e), isinstance(e, Exception))
