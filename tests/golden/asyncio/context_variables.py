# Context variables through tasks, callbacks and generators.
import asyncio
import contextvars
var = contextvars.ContextVar("var", default="default"); other = contextvars.ContextVar("other")
async def child(n): before = var.get(); var.set(n); await asyncio.sleep(0); return before, var.get()
async def main():
    print(var.get(), var.name, other.get("given"))
    try: other.get()
    except LookupError as e: print("LookupError")
    token = var.set("main"); print(var.get(), token.old_value, token.var is var)
    print(await asyncio.gather(child(1), child(2)), var.get()); print(await child("awaited directly"), var.get())
    var.reset(token); print(var.get())
    try: var.reset(token)
    except RuntimeError as e: print("used once")
    loop = asyncio.get_running_loop(); var.set("at call_soon"); loop.call_soon(lambda: print("callback sees", var.get())); var.set("changed"); await asyncio.sleep(0)
    ctx = contextvars.copy_context(); print(ctx[var], var in ctx, len(ctx) >= 1, ctx.run(lambda: (var.set("in ctx"), var.get())[1]), var.get(), ctx[var])
    t = asyncio.create_task(child("t"), context=ctx); await t; print(ctx[var], t.get_context() is ctx)
    loop.call_soon(lambda: print("with context", var.get()), context=ctx); await asyncio.sleep(0)
    async def gen():
        for i in range(2): var.set(f"gen {i}"); yield var.get()
    async for x in gen(): print(x, var.get())
    async def request(n): var.set(n); await asyncio.sleep(0.004 * (3 - n)); return handler()
    def handler(): return f"handled {var.get()}"
    print(await asyncio.gather(*(request(i) for i in range(3))), var.get())
    fut = loop.create_future(); fut.add_done_callback(lambda f: print("done callback", var.get())); var.set("later"); fut.set_result(1); await asyncio.sleep(0)
    try: ctx.run(ctx.run, print)
    except RuntimeError as e: print("cannot enter" in str(e))
asyncio.run(main()); print(var.get())
