# StopIteration where it means the end, and where it is an error.
def g(): return 5; yield
try: next(g())
except StopIteration as e: print(e.value, e.args)
def raises(): yield 1; raise StopIteration("inside")
try: list(raises())
except RuntimeError as e: print(e, repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
def through(): yield next(iter([]))
try: list(through())
except RuntimeError as e: print(e, repr(e.__cause__))
class It:
    def __iter__(self): return self
    def __next__(self): raise StopIteration("value")
print(list(It()), [*It()], next(It(), "default"))
try: next(It())
except StopIteration as e: print(repr(e))
def delegates(): r = yield from It(); print("yield from got", r)
print(list(delegates()))
try: [next(iter([])) for _ in range(1)]
except StopIteration as e: print("list comprehension lets it through", repr(e))
try: list(next(iter([])) for _ in range(1))
except RuntimeError as e: print("generator expression does not:", e)
print(list(map(lambda x: next(iter([])), [1])))
print(list(zip([1, 2], It())), list(filter(lambda x: next(iter([])), [1])))
for x in map(lambda v: next(iter([])) if v == 2 else v, [1, 2, 3]): print("map", x)
async def co(): raise StopIteration("in coroutine")
try: co().send(None)
except RuntimeError as e: print(e, repr(e.__cause__))
async def ag(): yield; raise StopAsyncIteration("in async generator")
async def ag2(): yield 1; raise StopIteration("plain")
def drive(c):
    try:
        while True: c.send(None)
    except StopIteration as e: return e.value
async def consume(a):
    try:
        async for _ in a: pass
    except RuntimeError as e: return str(e), repr(e.__cause__)
print(drive(consume(ag()))); print(drive(consume(ag2())))
def t():
    try: yield
    except ValueError: raise StopIteration
it = t(); next(it)
try: it.throw(ValueError)
except RuntimeError as e: print(e)
it = t(); next(it)
try: it.throw(StopIteration("thrown in"))
except RuntimeError as e: print(e)
except StopIteration as e: print("through", e)
def loop():
    it = iter([1, 2])
    while True:
        try: yield next(it)
        except StopIteration: return "ended"
l = loop(); print(list(l)); print(next(l, "still ended"))
class Weird(StopIteration): pass
def w(): yield; raise Weird
try: list(w())
except RuntimeError as e: print(repr(e.__cause__))
e = StopIteration((1, 2)); print(e.value); e.value = 9; print(e.value, e.args)
def ret(v): return v; yield
for v in ((1, 2), StopIteration(3), None, [4]):
    try: next(ret(v))
    except StopIteration as e: print(repr(e.value), e.args)
