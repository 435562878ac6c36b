# __context__, __cause__, __suppress_context__, and how chains grow.
def chain(e):
    depth = 0
    while e is not None and depth < 6:
        print("  " * depth + repr(e), "cause", repr(e.__cause__), "context", repr(e.__context__), "suppressed", e.__suppress_context__)
        e = e.__cause__ or e.__context__
        depth += 1
def show(f):
    print(f.__name__)
    try: f()
    except Exception as e: chain(e)
def implicit():
    try: 1 / 0
    except ZeroDivisionError: raise ValueError("while handling")
def explicit():
    try: 1 / 0
    except ZeroDivisionError as e: raise ValueError("because") from e
def suppressed():
    try: 1 / 0
    except ZeroDivisionError: raise ValueError("alone") from None
def three():
    try:
        try: {}["a"]
        except KeyError: int("x")
    except ValueError: [][1]
def in_finally():
    try: 1 / 0
    finally: raise KeyError("finally")
def from_class(): raise ValueError("v") from KeyError
def after_handling():
    try: 1 / 0
    except ZeroDivisionError: pass
    raise ValueError("no context")
def called():
    def deep(): raise IndexError("deep")
    try: 1 / 0
    except ZeroDivisionError: deep()
def handled_inside():
    try: raise KeyError("outer")
    except KeyError:
        try: raise ValueError("inner")
        except ValueError: pass
        raise TypeError("third")
def reraise_named():
    try: 1 / 0
    except ZeroDivisionError as e:
        try: raise KeyError("between")
        except KeyError: raise e
def same_again():
    e = ValueError("same")
    try: raise e
    except ValueError: raise e
def loop_avoided():
    a, b = ValueError("a"), KeyError("b")
    try:
        try: raise a
        except ValueError: raise b
    except KeyError: raise a
def set_by_hand():
    e = ValueError("hand"); e.__cause__ = KeyError("c"); e.__context__ = TypeError("x")
    raise e
def generator():
    def g():
        try: yield
        except ValueError: raise KeyError("in generator")
    it = g(); next(it); it.throw(ValueError("thrown"))
def generator_outside():
    def g(): yield; raise KeyError("raised inside")
    it = g(); next(it)
    try: 1 / 0
    except ZeroDivisionError: next(it)
def generator_keeps_its_own():
    def g():
        try: raise ValueError("own")
        except ValueError: yield; raise KeyError("after")
    it = g(); next(it); next(it)
def with_exit():
    class C:
        def __enter__(self): pass
        def __exit__(self, *a): raise TypeError("exit")
    with C(): 1 / 0
def deleted():
    class C:
        def __getattr__(self, n): raise AttributeError("first " + n)
    try: C().x
    except AttributeError: C().y
for f in (implicit, explicit, suppressed, three, in_finally, from_class, after_handling, called, handled_inside, reraise_named, same_again, loop_avoided, set_by_hand, generator, generator_outside, generator_keeps_its_own, with_exit, deleted): show(f)
e = ValueError()
for attr in ("__cause__", "__context__", "__traceback__", "__suppress_context__", "args"):
    for value in (5, None, "x"):
        try: setattr(e, attr, value); print(attr, repr(value), "->", repr(getattr(e, attr)), e.__suppress_context__)
        except TypeError as err: print(attr, repr(value), err)
import sys
def info(): return sys.exc_info()[0], sys.exception()
print(info())
try: 1 / 0
except ZeroDivisionError:
    print(info())
    try: raise KeyError
    except KeyError: print(info())
    print(info())
    def g(): yield info()
    print(next(g()))
print(info())
