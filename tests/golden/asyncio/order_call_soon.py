# In which order call_soon, tasks, futures' callbacks and sleep(0) run.
import asyncio


async def named(name, steps):
    for i in range(steps):
        print(name, i)
        await asyncio.sleep(0)
    print(name, "done")
    return name


async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(print, "soon 1")
    t1 = asyncio.create_task(named("A", 2))
    loop.call_soon(print, "soon 2")
    t2 = asyncio.create_task(named("B", 1))
    loop.call_soon(lambda: loop.call_soon(print, "soon from soon"))
    print("main before")
    await asyncio.sleep(0)
    print("main after one turn")
    t1.add_done_callback(lambda t: print("callback of", t.result()))
    t2.add_done_callback(lambda t: print("callback of", t.result()))
    loop.call_soon(print, "soon 3")
    await t1
    print("main has A")
    await t2
    print("main has B")
    handle = loop.call_soon(print, "cancelled, never printed")
    handle.cancel()
    print(handle.cancelled())
    await asyncio.sleep(0)
    f = loop.create_future()
    f.add_done_callback(lambda f: print("future callback 1", f.result()))
    f.add_done_callback(lambda f: print("future callback 2"))
    waiter = asyncio.create_task(wait_for_it(f, "waiter"))
    await asyncio.sleep(0)
    f.add_done_callback(lambda f: print("future callback 3"))
    f.set_result("value")
    print("set, nothing called yet")
    await asyncio.sleep(0)
    print("one turn later")
    await waiter
    print(await f, "awaiting a done future does not give way")
    f.add_done_callback(lambda f: print("late callback"))
    print("late callback is not called at once")
    await asyncio.sleep(0)


async def wait_for_it(f, name):
    print(name, "got", await f)


asyncio.run(main())
