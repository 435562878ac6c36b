import traceback
import sys
sys.stderr = sys.stdout
def f(x):
    if x == 0: raise ValueError("bad\nline")
    return f(x-1) + 1
try:
    f(6)
except Exception:
    traceback.print_exc()
    print(traceback.format_exc(limit=2))
    print(traceback.extract_tb(sys.exception().__traceback__)[-1])
def g():
    try:
        try:
            f(1)
        except Exception as e:
            e.add_note("a note")
            raise KeyError(1) from e
    except Exception:
        undefinedd
try: g()
except Exception as e: traceback.print_exception(e)
try:
    try: 
        raise ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [TypeError("x"), KeyError(2)])])
    except Exception as e:
        raise RuntimeError from e
except Exception as e:
    traceback.print_exception(e)
    print(traceback.format_exception_only(e, show_group=True))
    print(traceback.format_exception_only(e.__cause__, show_group=True))
try: compile("a b", "<x>", "exec")
except SyntaxError as e: traceback.print_exc()
def h(): traceback.print_stack(); return traceback.format_stack(limit=1), traceback.extract_stack()
h()
te = traceback.TracebackException.from_exception(ValueError(3))
print(te, te.exc_type_str, list(te.format()), te == traceback.TracebackException.from_exception(ValueError(3)))
print(traceback.format_list([("a", 1, "f", "line")]))
print(traceback.format_exception(None))
try: [].appendd
except AttributeError as e: print(traceback.format_exception_only(e))
