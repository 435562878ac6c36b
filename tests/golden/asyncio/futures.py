# Futures by hand.
import asyncio
async def main():
    loop = asyncio.get_running_loop(); f = loop.create_future()
    print(f.done(), f.cancelled(), f.get_loop() is loop, repr(f))
    for g in (f.result, f.exception):
        try: g()
        except asyncio.InvalidStateError as e: print(e)
    f.set_result(5); print(f.done(), f.result(), f.exception(), repr(f), await f, await f, f.cancel())
    for g in (lambda: f.set_result(1), lambda: f.set_exception(ValueError())):
        try: g()
        except asyncio.InvalidStateError as e: print("invalid state:", e)
    f = loop.create_future(); f.set_exception(ValueError("v")); print(repr(f), repr(f.exception()))
    try: f.result()
    except ValueError as e: print(e)
    try: await f
    except ValueError as e: print("awaited", e)
    f = loop.create_future(); f.set_exception(KeyError); print(repr(f.exception()))
    for bad in (StopIteration, StopIteration(1), 5, "x"):
        f = loop.create_future()
        try: f.set_exception(bad); print("set", repr(f.exception()))
        except TypeError as e: print(e)
        else: f.exception()
    f = loop.create_future(); print(f.cancel("why"), f.cancel(), f.cancelled(), f.done(), repr(f))
    for g in (f.result, f.exception):
        try: g()
        except asyncio.CancelledError as e: print("cancelled", e.args)
    try: await f
    except asyncio.CancelledError as e: print("await", e.args)
    f = loop.create_future(); loop.call_later(0.04, f.set_result, "later"); print(await f)
    f = loop.create_future(); log = []
    f.add_done_callback(log.append); f.add_done_callback(lambda x: log.append("second")); print(f.remove_done_callback(log.append)) ; f.set_result(1); await asyncio.sleep(0); print(log)
    f = asyncio.Future(); print(f.get_loop() is loop, asyncio.isfuture(f), asyncio.isfuture(5)); f.set_result(None)
    async def producer(fut): await asyncio.sleep(0); fut.set_result("made")
    async def consumer(fut, n): return n, await fut
    f = loop.create_future(); print(await asyncio.gather(consumer(f, 1), consumer(f, 2), producer(f)))
    it = (f2 := loop.create_future()).__await__(); print(next(it) is f2); f2.set_result(9)
    try: next(it)
    except StopIteration as e: print(e.value)
    f3 = loop.create_future(); it = f3.__await__(); next(it)
    try: next(it)
    except RuntimeError as e: print(e)
    f3.cancel(); iter_ = iter(f); print(type(iter_).__name__ != "")
    class Sub(asyncio.Future): pass
    s = Sub(); s.set_result(3); print(await s, type(s).__name__)
    def raises(fut): raise ZeroDivisionError("in callback")
    seen = []; loop.set_exception_handler(lambda l, ctx: seen.append((ctx["message"].split(" at ")[0][:30], repr(ctx["exception"])))); f = loop.create_future(); f.add_done_callback(raises); f.set_result(1); await asyncio.sleep(0); print(seen)
asyncio.run(main())
