# throw: in every place a generator may be, with every kind of argument.
def g():
    while True:
        try:
            got = yield "waiting"
            print("got", got)
        except ValueError as e:
            print("caught", repr(e))
            yield "handled"


it = g(); print(next(it)); print(it.throw(ValueError("v"))); print(next(it)); print(it.throw(ValueError)); print(it.send("s"))
try: it.throw(KeyError("k"))
except KeyError as e: print("out came", repr(e))
print(list(it))
it = g()
try: it.throw(ValueError("before start"))
except ValueError as e: print("not started:", e, list(it))
def simple(): yield 1
it = simple(); list(it)
try: it.throw(ValueError("after end"))
except ValueError as e: print("ended:", e)
for bad in (5, "x", None, object, ValueError("i"), (ValueError,)):
    it = simple(); next(it)
    try: it.throw(bad)
    except Exception as e: print(type(e).__name__, e)
it = simple(); next(it)
try: it.throw(ValueError, "old style") if False else it.throw(ValueError("new style"))
except ValueError as e: print(e)
try: simple().throw()
except TypeError as e: print(e)
def returns():
    try: yield 1
    except ValueError: return "returned"
it = returns(); next(it)
try: it.throw(ValueError)
except StopIteration as e: print(e.value)
def other():
    try: yield 1
    except ValueError: raise KeyError("other")
it = other(); next(it)
try: it.throw(ValueError("first"))
except KeyError as e: print(repr(e), repr(e.__context__))
def swallows():
    for i in range(5):
        try: yield i
        except ValueError: print("skip at", i)
it = swallows(); print(next(it), it.throw(ValueError), it.throw(ValueError), next(it), list(it))
def fin():
    try: yield 1; yield 2
    finally: print("finally")
it = fin(); next(it)
try: it.throw(ValueError("through finally"))
except ValueError as e: print(e)
def fin_yield():
    try: yield 1
    finally: yield "from finally"
it = fin_yield(); next(it); print(it.throw(ValueError("kept")))
try: next(it)
except ValueError as e: print("then", e)
def fin_return():
    try: yield 1
    finally: return "swallowed"
it = fin_return(); next(it)
try: it.throw(ValueError)
except StopIteration as e: print(e.value)
def nested():
    try:
        try: yield 1
        except KeyError: print("inner")
    except ValueError: print("outer")
    yield "after"
it = nested(); next(it); print(it.throw(ValueError)); it = nested(); next(it); print(it.throw(KeyError))
class Mgr:
    def __enter__(self): return self
    def __exit__(self, t, v, tb): print("exit", t and t.__name__, v); return t is ValueError
def withs():
    with Mgr(): yield 1
    yield 2
it = withs(); next(it); print(it.throw(ValueError("into with")))
it = withs(); next(it)
try: it.throw(KeyError("into with"))
except KeyError as e: print("passed", e)
def loop():
    for x in (y for y in range(3)):
        try: yield x
        except ValueError: yield "in loop"
it = loop(); print(next(it), it.throw(ValueError), next(it), next(it), list(it))
def send_throw():
    r = []
    while len(r) < 3:
        try: r.append((yield r))
        except Exception as e: r.append(type(e).__name__)
    return r
it = send_throw(); next(it); it.send(1); it.throw(OSError)
try: it.send(3)
except StopIteration as e: print(e.value)
