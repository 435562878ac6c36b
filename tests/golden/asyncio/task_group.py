# TaskGroup: waiting, failures, cancelling siblings, nesting, results.
import asyncio
async def w(n, d=0.0):
    try: await asyncio.sleep(d); print("done", n); return n
    except asyncio.CancelledError: print("cancelled", n); raise
async def bad(e, d=0.0): await asyncio.sleep(d); raise e
def show(e): return f"{type(e).__name__}({e.message!r}, {[show(x) if hasattr(x, 'exceptions') else repr(x) for x in e.exceptions]})"
async def main():
    async with asyncio.TaskGroup() as tg: a = tg.create_task(w("a", 0.08)); b = tg.create_task(w("b", 0.04), name="bee"); print("body ends")
    print(a.result(), b.result(), b.get_name())
    async with asyncio.TaskGroup() as tg: pass
    try:
        async with asyncio.TaskGroup() as tg: tg.create_task(w("long", 5)); tg.create_task(bad(ValueError("v"), 0.04)); await asyncio.sleep(5); print("never")
    except* ValueError as e: print(show(e))
    try:
        async with asyncio.TaskGroup() as tg: tg.create_task(w("sibling", 5)); await asyncio.sleep(0); raise KeyError("body")
    except* KeyError as e: print(show(e))
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(bad(ValueError("1"))); tg.create_task(bad(TypeError("2")))
            async def late():
                try: await asyncio.sleep(5)
                finally: raise OSError("while cancelling")
            tg.create_task(late())
    except* ValueError as e: print("value", show(e))
    except* (TypeError, OSError) as e: print("others", show(e))
    try:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(w("outer's", 5))
            async with asyncio.TaskGroup() as inner: inner.create_task(bad(ValueError("inner")))
    except* ValueError as e: print(show(e))
    async def spawns(tg): await asyncio.sleep(0); tg.create_task(w("spawned")); return "spawner"
    async with asyncio.TaskGroup() as tg: t = tg.create_task(spawns(tg))
    print(t.result())
    async def group():
        async with asyncio.TaskGroup() as tg: tg.create_task(w("in a cancelled group", 5)); await asyncio.sleep(5)
    t = asyncio.create_task(group()); await asyncio.sleep(0); await asyncio.sleep(0); t.cancel()
    try: await t
    except asyncio.CancelledError: print("group cancelled from outside")
    tg = asyncio.TaskGroup(); c = w("never")
    try: tg.create_task(c)
    except RuntimeError as e: print(str(e).split("<")[-1].split(" ")[0:1], "has not been entered" in str(e))
    async with tg: pass
    c2 = w("never")
    try: tg.create_task(c2)
    except RuntimeError as e: print("is finished" in str(e))
    c.close(); c2.close()
    try:
        async with tg: pass
    except RuntimeError as e: print("already" in str(e))
    async with asyncio.TaskGroup() as tg: t = tg.create_task(w("cancelled alone", 5)); await asyncio.sleep(0); t.cancel()
    print("a child cancelled alone does not fail the group", t.cancelled())
    async with asyncio.TaskGroup() as tg: ts = [tg.create_task(w(i, 0.02 * (3 - i))) for i in range(3)]
    print([t.result() for t in ts])
    try:
        async with asyncio.timeout(0.04):
            async with asyncio.TaskGroup() as tg: tg.create_task(w("slow", 5))
    except TimeoutError: print("timeout around a group")
    try:
        async with asyncio.TaskGroup() as tg: tg.create_task(bad(ValueError("only"))); await asyncio.sleep(0.04)
    except ExceptionGroup as e: print(e, e.exceptions, e.__cause__, e.__context__)
asyncio.run(main())
