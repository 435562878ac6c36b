# Eager tasks run at once, up to their first wait.
import asyncio
async def quick(v): print("quick", v); return v
async def slow(v): print("slow starts", v); await asyncio.sleep(0); print("slow ends", v); return v
async def main():
    loop = asyncio.get_running_loop()
    t = asyncio.create_task(quick("lazy")); print("made"); await t
    loop.set_task_factory(asyncio.eager_task_factory)
    t = asyncio.create_task(quick("eager")); print("made", t.done(), t.result())
    t = asyncio.create_task(slow("eager")); print("made", t.done()); print(await t)
    async def current(): return asyncio.current_task()
    t = asyncio.create_task(current()); print(t.result() is t, asyncio.current_task() is not t)
    async def bad(): raise ValueError("at once")
    t = asyncio.create_task(bad()); print(t.done(), repr(t.exception()))
    print(await asyncio.gather(quick(1), slow(2), quick(3)))
    async with asyncio.TaskGroup() as tg: a = tg.create_task(quick("in group")); b = tg.create_task(slow("in group")); print("body")
    print(a.result(), b.result())
    async def nested(n):
        print("nested", n)
        if n: await asyncio.create_task(nested(n - 1))
        return n
    print(await asyncio.create_task(nested(3)))
    t = asyncio.create_task(slow("cancelled")); t.cancel()
    try: await t
    except asyncio.CancelledError: print("cancelled at its first wait")
    log = []; t = asyncio.create_task(quick("cb")); t.add_done_callback(lambda t: log.append("called")); print(log); await asyncio.sleep(0); print(log)
    loop.set_task_factory(None); print(loop.get_task_factory())
    t = asyncio.Task(quick("direct"), loop=loop, eager_start=True); print(t.done())
asyncio.run(main())
