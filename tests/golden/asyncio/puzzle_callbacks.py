# Who runs first: callbacks of tasks against tasks that wait for them.
import asyncio
log = []
def note(*a): log.append(" ".join(map(str, a)))
def flush(title): print(title, *log, sep="\n  "); log.clear()
async def main():
    loop = asyncio.get_running_loop()
    async def a(): note("a runs"); return "a"
    async def waiter(t, n): note(n, "waits"); note(n, "got", await t)
    t = asyncio.create_task(a()); w1 = asyncio.create_task(waiter(t, "w1")); t.add_done_callback(lambda t: note("callback 1")); w2 = asyncio.create_task(waiter(t, "w2")); loop.call_soon(note, "soon")
    await asyncio.gather(w1, w2); flush("task, waiters, callbacks")
    f = loop.create_future(); w1 = asyncio.create_task(waiter(f, "first")); await asyncio.sleep(0); f.add_done_callback(lambda f: note("callback after first")); w2 = asyncio.create_task(waiter(f, "second")); await asyncio.sleep(0)
    loop.call_soon(note, "soon before set"); f.set_result(1); loop.call_soon(note, "soon after set"); note("main goes on"); await asyncio.gather(w1, w2); flush("future")
    async def setter(f): note("setter"); f.set_result("x"); note("setter goes on"); await asyncio.sleep(0); note("setter later")
    f = loop.create_future(); s = asyncio.create_task(setter(f)); note("main got", await f); await s; flush("main waits on the future itself")
    async def outer(): note("outer"); r = await inner(); note("outer has", r); return r
    async def inner(): note("inner"); await asyncio.sleep(0); note("inner on"); return 1
    o = asyncio.create_task(outer()); i = asyncio.create_task(inner()); note("made"); await o; note("o done", i.done()); await i; flush("nested")
    def reschedule(n):
        note("turn", n)
        if n: loop.call_soon(reschedule, n - 1)
    async def hop(n):
        for k in range(n): note("hop", k); await asyncio.sleep(0)
    loop.call_soon(reschedule, 3); await hop(4); flush("callback against task")
    t = asyncio.create_task(hop(1)); t.add_done_callback(lambda t: (note("cb"), loop.call_soon(note, "soon from cb"))); await t; note("main after t"); await asyncio.sleep(0); flush("callback that schedules")
    g = asyncio.gather(hop(1), hop(2)); g.add_done_callback(lambda g: note("gather callback")); await g; note("main after gather"); await asyncio.sleep(0); flush("gather")
    h1, h2 = loop.call_soon(note, "h1"), loop.call_soon(note, "h2"); loop.call_soon(lambda: h3.cancel()); h3 = loop.call_soon(note, "h3, cancelled by its neighbour"); h1.cancel(); await asyncio.sleep(0); flush("handles")
    f = loop.create_future()
    def chain(f, n=0):
        note("link", n)
        if n < 3: nf = loop.create_future(); nf.add_done_callback(lambda f: chain(f, n + 1)); nf.set_result(None)
    f.add_done_callback(chain); f.set_result(0)
    for k in range(5): await asyncio.sleep(0); note("turn over", k)
    flush("chain of futures")
asyncio.run(main())
