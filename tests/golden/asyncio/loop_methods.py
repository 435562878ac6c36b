# The loop's own methods, without asyncio.run.
import asyncio
loop = asyncio.new_event_loop(); asyncio.set_event_loop(loop)
print(loop.is_running(), loop.is_closed(), asyncio.get_event_loop() is loop, isinstance(loop, asyncio.AbstractEventLoop), loop.get_debug())
async def w(v): await asyncio.sleep(0); return v
print(loop.run_until_complete(w(1)), loop.run_until_complete(asyncio.sleep(0, "x")))
t = loop.create_task(w(2), name="made before"); print(t.get_name(), t.done()); print(loop.run_until_complete(t), t.done())
f = loop.create_future(); loop.call_soon(f.set_result, "future"); print(loop.run_until_complete(f))
def stopper(n):
    print("tick", n)
    if n: loop.call_soon(stopper, n - 1)
    else: loop.stop()
loop.call_soon(stopper, 2); loop.run_forever(); print("stopped")
loop.call_soon(print, "runs in the last turn"); loop.stop(); loop.run_forever(); print("stop before run: one turn")
print(loop.run_until_complete(asyncio.gather(w(1), w(2), return_exceptions=True) if False else w("again")))
async def all_(): return await asyncio.gather(w(1), w(2))
print(loop.run_until_complete(all_()))
async def fails(): raise ValueError("f")
try: loop.run_until_complete(fails())
except ValueError as e: print(e)
try: loop.run_until_complete(5)
except TypeError as e: print(e)
f = loop.create_future(); loop.call_soon(loop.stop)
try: loop.run_until_complete(f)
except RuntimeError as e: print(e)
async def inside():
    print(loop.is_running(), asyncio.get_running_loop() is loop, asyncio.get_event_loop() is loop)
    c = w(1)
    for g in (lambda: loop.run_until_complete(c), loop.close):
        try: g()
        except RuntimeError as e: print(e)
    c.close()
loop.run_until_complete(inside())
seen = []
loop.set_exception_handler(lambda l, ctx: seen.append((ctx["message"].split(" ")[0:3], repr(ctx.get("exception")))))
print(loop.get_exception_handler() is not None)
def bad(): raise KeyError("in callback")
loop.call_soon(bad); loop.run_until_complete(w(0)); print(seen)
h = loop.call_soon(print, "x"); print(type(h).__name__, h.cancelled()); h.cancel(); print(h.cancelled(), repr(h))
th = loop.call_later(5, print); print(type(th).__name__, th.when() > loop.time(), th < loop.call_later(6, print)); th.cancel()
for g in (lambda: loop.call_soon(5), lambda: loop.call_later(1, w), lambda: loop.call_soon(w)):
    try: g()
    except TypeError as e: print(str(e).split("<")[0])
async def agen():
    try: yield 1
    finally: print("closed by shutdown")
async def leave(): g = agen(); await anext(g); globals()["g"] = g
loop.run_until_complete(leave()); loop.run_until_complete(loop.shutdown_asyncgens())
loop.close(); print(loop.is_closed(), repr(loop).split(" ", 1)[1]); loop.close()
c = w(1)
for g in (lambda: loop.run_until_complete(c), lambda: loop.call_soon(print), lambda: loop.call_later(1, print), loop.run_forever, lambda: loop.create_task(c)):
    try: g()
    except RuntimeError as e: print(e)
c.close()
l1, l2 = asyncio.new_event_loop(), asyncio.new_event_loop(); print(l1.run_until_complete(w("one")), l2.run_until_complete(w("two")))
f = l1.create_future()
async def cross():
    try: await f
    except RuntimeError as e: print("attached to a different loop" in str(e))
l2.run_until_complete(cross()); l1.close(); l2.close(); asyncio.set_event_loop(None)
try: asyncio.get_event_loop_policy().get_event_loop()
except RuntimeError as e: print(e)
