# Awaiting a coroutine runs it at once; a task runs in its turn.
import asyncio
async def child(n): print("child", n, "starts"); await asyncio.sleep(0); print("child", n, "ends"); return n
async def direct(n): print("direct", n); return n
async def main():
    print(await direct(1))
    t = asyncio.create_task(child("task"))
    print("task made"); await direct(2); print("direct does not give way")
    await child("awaited"); print(t.done(), await t)
    c = child("later"); print("coroutine made"); t2 = asyncio.ensure_future(c); print("task from it"); await t2
    ts = [asyncio.create_task(child(i)) for i in range(3)]
    for t in ts: print("got", await t)
    async def chain(n):
        if n: return await chain(n - 1) + 1
        await asyncio.sleep(0); return 0
    print(await chain(50))
    async def ping(other, name, n):
        for i in range(n): print(name, i, end=" "); await asyncio.sleep(0)
    await asyncio.gather(ping(None, "x", 3), ping(None, "y", 3)); print()
    d = asyncio.create_task(direct("in a task")); print("not yet"); await asyncio.sleep(0); print("done", d.done(), d.result())
    await asyncio.sleep(0, "result of sleep") and print("slept"); print(await asyncio.sleep(0.004, "value"))
asyncio.run(main())
