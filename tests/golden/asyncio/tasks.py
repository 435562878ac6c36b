# Task objects: names, states, results, callbacks, repr.
import asyncio
async def work(v): await asyncio.sleep(0); return v
async def bad(): await asyncio.sleep(0); raise ValueError("bad")
async def main():
    t = asyncio.create_task(work(1), name="first"); print(t.get_name(), t.done(), t.cancelled(), t.get_coro().__name__, isinstance(t, asyncio.Future), isinstance(t, asyncio.Task))
    for f in (t.result, t.exception):
        try: f()
        except asyncio.InvalidStateError as e: print(type(e).__name__, e)
    t.set_name("renamed"); print(t.get_name(), await t, t.done(), t.result(), t.exception(), t.cancelled(), t.cancel(), t.cancelling())
    b = asyncio.create_task(bad()); await asyncio.wait([b]); print(repr(b.exception()), b.done(), b.cancelled())
    for _ in range(2):
        try: b.result()
        except ValueError as e: print("result raises", e)
    try: await b
    except ValueError as e: print("await raises", e)
    names = [asyncio.create_task(work(0)).get_name() for _ in range(2)]; print([n.startswith("Task-") for n in names], int(names[1][5:]) - int(names[0][5:]))
    for f in (lambda: t.set_result(1), lambda: t.set_exception(ValueError())):
        try: f()
        except RuntimeError as e: print(e)
    me = asyncio.current_task(); print(me.get_coro().__name__, me in asyncio.all_tasks(), me.get_name() in {x.get_name() for x in asyncio.all_tasks()}, len(asyncio.all_tasks()))
    log = []; t = asyncio.create_task(work(5))
    def cb(task): log.append(("cb", task.result()))
    def cb2(task): log.append("cb2")
    t.add_done_callback(cb); t.add_done_callback(cb2); t.add_done_callback(cb); print(t.remove_done_callback(cb)); await t; await asyncio.sleep(0); print(log)
    c = work(7); t = asyncio.create_task(c); print(t.get_coro() is c, asyncio.ensure_future(t) is t, await asyncio.ensure_future(work(8)), asyncio.isfuture(t), asyncio.iscoroutine(c), asyncio.iscoroutinefunction(work), asyncio.iscoroutine(t), asyncio.iscoroutinefunction(len)); await t
    for x in (5, None, work, lambda: 0):
        try: asyncio.create_task(x)
        except TypeError as e: print(str(e).split(" at 0x")[0])
    try: asyncio.ensure_future(5)
    except TypeError as e: print(e)
    t = asyncio.create_task(work(1), name="shown"); print(repr(t).replace(" at ", " @ ").split(" coro=")[0]); await t; print(repr(t).split(" coro=")[0], repr(t).endswith("result=1>"))
    b = asyncio.create_task(bad(), name="bad"); await asyncio.wait([b]); print(repr(b).split(" coro=")[0], repr(b).endswith("exception=ValueError('bad')>")); b.exception()
    t = asyncio.create_task(work(1), name="c"); t.cancel(); print("cancelling" in repr(t)); await asyncio.wait([t]); print(repr(t).split(" coro=")[0], t.cancelled())
    class Sub(asyncio.Task): pass
    asyncio.get_running_loop().set_task_factory(lambda loop, coro, **kw: Sub(coro, loop=loop, **kw)); print(type(asyncio.create_task(work(1))).__name__); asyncio.get_running_loop().set_task_factory(None)
    def g(): yield
    try: asyncio.create_task(g())
    except TypeError as e: print(str(e).split(" at ")[0])
    async def yields_bad():
        class Bad:
            def __await__(self): yield 5
        await Bad()
    try: await asyncio.create_task(yields_bad())
    except RuntimeError as e: print(str(e).split("<")[0], str(e).endswith("5"))
    async def self_await(): await asyncio.current_task()
    try: await asyncio.create_task(self_await())
    except RuntimeError as e: print("cannot await on itself" in str(e))
asyncio.run(main())
