# Coroutines driven by hand: send, throw, close, results.
class Pause:
    def __init__(self, v): self.v = v
    def __await__(self):
        got = yield self.v
        return got


async def work(a):
    x = await Pause(a)
    print("x", x)
    y = await Pause(a + 1)
    return x, y


c = work(1)
print(type(c).__name__, c.send(None), c.send("one"))
try: c.send("two")
except StopIteration as e: print(e.value)
try: c.send(None)
except RuntimeError as e: print(e)
c = work(1)
try: c.send(5)
except TypeError as e: print(e)
c.close()
async def outer():
    r = await work(10)
    print("r", r)
    return await inner() + 1
async def inner(): return 41
c = outer(); print(c.send(None), c.send("a"))
try: c.send("b")
except StopIteration as e: print(e.value)
async def catches():
    try: await Pause("p")
    except ValueError as e: print("caught", e); return await Pause("after")
    finally: print("finally")
c = catches(); c.send(None); print(c.throw(ValueError("v")))
try: c.send("result")
except StopIteration as e: print(e.value)
c = catches(); c.send(None)
try: c.throw(KeyError("k"))
except KeyError as e: print(repr(e))
c = catches(); c.send(None); print(c.close())
c = catches(); print(c.close())
c = catches()
try: c.throw(ValueError("not started"))
except ValueError as e: print(e)
try: c.send(None)
except RuntimeError as e: print(e)
async def ignores():
    try: await Pause(1)
    except GeneratorExit: await Pause(2)
c = ignores(); c.send(None)
try: c.close()
except RuntimeError as e: print(e)
def run(c):
    out = []
    try:
        v = None
        while True: v = c.send(v); out.append(v)
    except StopIteration as e: return out, e.value
async def loops():
    total = 0
    for i in range(3): total += await Pause(i)
    while total < 10: total += await Pause("more") or 5
    return total
c = loops(); print(c.send(None), c.send(1), c.send(2), c.send(3))
try: c.send(9)
except StopIteration as e: print(e.value)
async def nested(n): return await Pause(0) if n == 0 else await nested(n - 1)
print(run(nested(50)))
async def many(): return [await Pause(1), await Pause(2)], (await Pause(3), *[await Pause(4)]), {await Pause(5): await Pause(6)}, f"{await Pause(7)}", await Pause(8) + await Pause(9), (await Pause(10) if await Pause(11) else 0)
print(run(many()))
async def calls(*a, **k): return a, k
async def args(): return await calls(await Pause(1), *await Pause([2]), k=await Pause(3), **await Pause({"z": 4}))
print(run(args()))
for bad in ("await 5", "await None", "await 'x'", "await (i for i in ())", "await [1]"):
    ns = {}
    exec(f"async def f(): return {bad}", ns)
    try: ns["f"]().send(None)
    except TypeError as e: print(e)
async def again():
    c = inner(); await c
    try: await c
    except RuntimeError as e: print(e)
print(run(again()))
async def myself():
    try: await me
    except (RuntimeError, ValueError) as e: print(type(e).__name__, e)
me = myself(); print(run(me))
async def busy():
    c = work(1); c.send(None)
    try: await c
    except RuntimeError as e: print(e)
    finally: c.close()
try: print(run(busy()))
except Exception as e: print(type(e).__name__, e)
try: list(inner_c := inner())
except TypeError as e: print(e)
inner_c.close()
try: next(inner_c)
except TypeError as e: print(e)
async def stop(): raise StopIteration("s")
try: run(stop())
except RuntimeError as e: print(e)
async def ctx():
    try: 1 / 0
    except ZeroDivisionError: await Pause(1); raise KeyError("k")
try: run(ctx())
except KeyError as e: print(repr(e.__context__))
