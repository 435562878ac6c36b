# asyncio.run, Runner, nested runs, what is cleaned up.
import asyncio
async def main(): return 42
print(asyncio.run(main()))
async def fails(): raise ValueError("from main")
try: asyncio.run(fails())
except ValueError as e: print(e)
for bad in (5, None, main, "x"):
    try: asyncio.run(bad)
    except (TypeError, ValueError) as e: print(type(e).__name__, str(e).split(" at 0x")[0])
async def nested():
    c = main()
    try: asyncio.run(c)
    except RuntimeError as e: print(e)
    c.close()
asyncio.run(nested())
async def leaves():
    async def back():
        try: await asyncio.sleep(100)
        except asyncio.CancelledError: print("background cancelled"); raise
        finally: print("background cleaned up")
    asyncio.create_task(back()); await asyncio.sleep(0); print("main ends"); return "result"
print(asyncio.run(leaves()))
async def gens():
    async def g():
        try: yield 1; yield 2
        finally: print("generator closed")
    it = g(); print(await anext(it)); globals()["kept"] = it
asyncio.run(gens())
with asyncio.Runner() as r:
    print(r.run(main())); loop = r.get_loop(); print(r.run(main()), r.get_loop() is loop, loop.is_running(), loop.is_closed())
    async def same(): return asyncio.get_running_loop() is loop
    print(r.run(same()))
print(loop.is_closed())
try: r.run(main())
except RuntimeError as e: print(e)
except Exception as e: print(type(e))
try: asyncio.get_running_loop()
except RuntimeError as e: print(e)
async def exits(): raise SystemExit(3)
try: asyncio.run(exits())
except SystemExit as e: print("exit", e.code)
async def cancels_itself(): asyncio.current_task().cancel(); await asyncio.sleep(0)
try: asyncio.run(cancels_itself())
except asyncio.CancelledError as e: print("cancelled", repr(e))
async def task_dies():
    async def bad(): raise KeyError("in task")
    t = asyncio.create_task(bad()); await asyncio.sleep(0); await asyncio.sleep(0)
    try: await t
    except KeyError as e: print(repr(e))
asyncio.run(task_dies())
class Awaitable:
    def __await__(self): yield from asyncio.sleep(0).__await__(); return "awaited"
async def wrap(): return await Awaitable()
print(asyncio.run(wrap()))
