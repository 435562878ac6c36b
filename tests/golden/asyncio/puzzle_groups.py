# Task groups and timeouts inside one another.
import asyncio
def tree(e): return [tree(x) if isinstance(x, BaseExceptionGroup) else repr(x) for x in e.exceptions]
async def main():
    log = []
    async def w(n, d, e=None):
        try:
            await asyncio.sleep(d)
            if e: raise e
            log.append(f"{n} done"); return n
        except asyncio.CancelledError: log.append(f"{n} cancelled"); raise
    async def show(c):
        try: r = await c
        except BaseExceptionGroup as e: r = f"{type(e).__name__} {tree(e)}"
        except BaseException as e: r = repr(e)
        print(r, *log, sep=" | "); log.clear()
    async def two_levels():
        async with asyncio.TaskGroup() as o:
            o.create_task(w("outer", 5))
            async with asyncio.TaskGroup() as i: i.create_task(w("inner", 5)); i.create_task(w("bad", 0.01, ValueError("v")))
    await show(two_levels())
    async def timeout_in():
        async with asyncio.TaskGroup() as g:
            g.create_task(w("a", 5))
            async with asyncio.timeout(0.02): await w("body", 5)
    await show(timeout_in())
    async def timeout_caught():
        async with asyncio.TaskGroup() as g:
            a = g.create_task(w("a", 0.06))
            try:
                async with asyncio.timeout(0.02): await w("body", 5)
            except TimeoutError: log.append("caught inside")
        return a.result()
    await show(timeout_caught())
    async def timeout_out():
        async with asyncio.timeout(0.02):
            async with asyncio.TaskGroup() as g: g.create_task(w("a", 5)); g.create_task(w("b", 5))
    await show(timeout_out())
    async def both():
        async with asyncio.TaskGroup() as g: g.create_task(w("x", 0.01, KeyError("x"))); g.create_task(w("y", 0.01, TypeError("y"))); g.create_task(w("z", 5))
    await show(both())
    async def task_of_groups():
        async with asyncio.TaskGroup() as g: g.create_task(both()); g.create_task(w("sibling", 5))
    await show(task_of_groups())
    async def handler_continues():
        try:
            async with asyncio.TaskGroup() as g: g.create_task(w("q", 0.01, OSError("q")))
        except* OSError: log.append("handled")
        await asyncio.sleep(0); return f"went on {asyncio.current_task().cancelling()}"
    await show(handler_continues())
    async def base():
        async with asyncio.TaskGroup() as g: g.create_task(w("k", 0.01, asyncio.CancelledError("by hand"))); g.create_task(w("fine", 0.03))
        return "a cancelled child is no failure"
    await show(base())
    async def cancelled_while_failing():
        async def slow_cleanup():
            try: await asyncio.sleep(5)
            finally: await asyncio.sleep(0.03); log.append("cleaned")
        async with asyncio.TaskGroup() as g: g.create_task(slow_cleanup()); g.create_task(w("f", 0.01, ValueError("f")))
    t = asyncio.create_task(cancelled_while_failing()); await asyncio.sleep(0.02); t.cancel(); await show(t)
    async def from_child():
        async with asyncio.TaskGroup() as g:
            async def spawn(n):
                if n: g.create_task(spawn(n - 1))
                log.append(f"s{n}")
            g.create_task(spawn(3))
    await show(from_child())
    async def body_and_child():
        async with asyncio.TaskGroup() as g:
            g.create_task(w("c", 0, RuntimeError("child")))
            try: await asyncio.sleep(5)
            finally: raise LookupError("body")
    await show(body_and_child())
    async def nested_timeouts():
        try:
            async with asyncio.timeout(0.2):
                try:
                    async with asyncio.timeout(0.02): await asyncio.sleep(5)
                except TimeoutError: log.append("inner")
                async with asyncio.timeout(0.02): await asyncio.sleep(5)
        except TimeoutError: log.append("second inner reaches out")
        return asyncio.current_task().cancelling()
    await show(nested_timeouts())
asyncio.run(main())
