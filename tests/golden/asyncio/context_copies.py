# Contexts of tasks and handles are copies: each its own, whenever it is looked at or changed.
import asyncio, contextvars
v = contextvars.ContextVar("v", default=0)
async def child(n):
    print("child", n, v.get())
    v.set(n)
    await asyncio.sleep(0)
    print("child", n, v.get())
    return asyncio.current_task().get_context()
async def main():
    t = [asyncio.create_task(child(i)) for i in range(1, 4)]
    r = await asyncio.gather(*t)
    print([c[v] for c in r], v.get(), len({id(c) for c in r}))
    print([x.get_context()[v] for x in t], [x.get_context() is y for x, y in zip(t, r)])
    v.set(10)
    loop = asyncio.get_running_loop()
    t2 = asyncio.create_task(asyncio.sleep(0))
    c2 = t2.get_context()
    print(c2[v], c2 is t2.get_context(), c2 is not t[0].get_context())
    def cb(k):
        print("cb", k, v.get()); v.set(v.get() + k)
    h = [loop.call_soon(cb, k) for k in range(3)]
    v.set(20)
    h.append(loop.call_soon(cb, 5))
    await t2
    print(v.get(), [x.get_context()[v] for x in h])
    tok = v.set(30)
    async def inner():
        tk = v.set(99)
        v.reset(tk)
        print(v.get())
        try: v.reset(tok)
        except ValueError as e: print("ValueError", "different Context" in str(e))
    await asyncio.create_task(inner())
    f = loop.create_future()
    f.add_done_callback(lambda f: print("done", v.get()))
    v.set(31)
    f.set_result(1)
    await asyncio.sleep(0)
    ctx = contextvars.copy_context()
    ctx.run(v.set, 5)
    t3 = loop.create_task(child(7), context=ctx)
    await t3
    print(ctx[v], t3.get_context() is ctx, v.get())
    async def own():
        c = asyncio.current_task().get_context()
        v.set(77)
        print(c[v])
        await asyncio.sleep(0)
        print(c[v], c is asyncio.current_task().get_context())
        def nest():
            print(asyncio.current_task().get_context() is c)
        contextvars.copy_context().run(nest)
    await asyncio.gather(own(), own())
    print(v.get())
asyncio.run(main())
