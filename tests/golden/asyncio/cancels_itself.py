# A task that cancels itself, and then begins to wait: the wait is cancelled at once, with the message.
import asyncio
async def a():
    t = asyncio.create_task(asyncio.sleep(0)); await t
    asyncio.current_task().cancel('self')
    try: await asyncio.gather(t, return_exceptions=True)
    except asyncio.CancelledError as e: print('a', e.args)
async def b(what):
    ev = asyncio.Event()
    async def me():
        asyncio.current_task().cancel('self')
        try:
            if what == 0: await asyncio.wait_for(ev.wait(), 0.2)
            elif what == 1: await ev.wait()
            elif what == 2: await asyncio.wait_for(asyncio.sleep(0.1), 0.2)
            elif what == 3: await asyncio.sleep(0.1)
            elif what == 4:
                async with asyncio.timeout(1): await asyncio.sleep(0.1)
            elif what == 5: await asyncio.sleep(0)
            elif what == 6: await asyncio.wait_for(asyncio.sleep(0), 1)
            elif what == 7: await asyncio.Queue().get()
            elif what == 8:
                l = asyncio.Lock(); await l.acquire(); await l.acquire()
            elif what == 9: await asyncio.wait([asyncio.ensure_future(ev.wait())])
            elif what == 10: await asyncio.gather(ev.wait(), asyncio.sleep(0))
            elif what == 11: await asyncio.shield(ev.wait())
            elif what == 12: await asyncio.wait_for(asyncio.create_task(ev.wait()), 1)
            elif what == 13:
                async with asyncio.TaskGroup() as tg: tg.create_task(asyncio.sleep(0.1))
            elif what == 14: await asyncio.to_thread(int)
            elif what == 15: await asyncio.Condition().acquire(); await asyncio.sleep(0); 
            elif what == 16: await asyncio.Semaphore(0).acquire()
            elif what == 17: await asyncio.Barrier(2).wait()
            elif what == 18: await asyncio.create_task(ev.wait())
            elif what == 19: await asyncio.Future()
            elif what == 20:
                for c in asyncio.as_completed([ev.wait()]): await c
        except asyncio.CancelledError as e: print(what, 'cancelled', e.args, turns[0])
        print('end')
    turns = [0]
    async def ticker():
        for i in range(8): turns[0] += 1; await asyncio.sleep(0)
    t = asyncio.create_task(me()); k = asyncio.create_task(ticker())
    try: await asyncio.wait([t, k], timeout=1)
    except BaseException as e: print(repr(e))
    for x in asyncio.all_tasks() - {asyncio.current_task()}: x.cancel()
    await asyncio.sleep(0.01)
try: asyncio.run(a())
except BaseException as e: print(repr(e))
for i in range(21): asyncio.run(b(i))

async def main():
    bg = [asyncio.create_task(asyncio.sleep(0, i)) for i in range(2)]
    await asyncio.sleep(0.01)
    asyncio.current_task().cancel('self')
    try: r = await asyncio.gather(*bg, return_exceptions=True)
    except asyncio.CancelledError as e: print('1', e.args)
    asyncio.current_task().uncancel()
    late = asyncio.create_task(asyncio.sleep(0.01))
    asyncio.current_task().cancel('again')
    try: r = await asyncio.gather(late, *bg, return_exceptions=True)
    except asyncio.CancelledError as e: print('2', e.args, e.__context__)
    asyncio.current_task().uncancel()
    late = asyncio.create_task(asyncio.sleep(0.01))
    asyncio.current_task().cancel('third')
    try: r = await asyncio.gather(*bg, late)
    except asyncio.CancelledError as e: print('3', e.args)
    async def stubborn():
        try: await asyncio.sleep(1)
        except asyncio.CancelledError: return 'no'
    late = asyncio.create_task(stubborn()); await asyncio.sleep(0)
    asyncio.current_task().cancel('fourth')
    try: r = await asyncio.gather(*bg, late, return_exceptions=True); print(r)
    except asyncio.CancelledError as e: print('4', e.args)
    async def hidden():
        try: await asyncio.sleep(1)
        except asyncio.CancelledError: raise ValueError('hid')
    late = asyncio.create_task(hidden()); await asyncio.sleep(0)
    asyncio.current_task().cancel('fifth')
    try: r = await asyncio.gather(*bg, late, return_exceptions=True); print(r)
    except asyncio.CancelledError as e: print('5', e.args)
asyncio.run(main())
