# Tasks that suspend in every way while others are in line: on themselves, on what is done, on what other loops own, cancelled, failing.
import asyncio, contextvars
var = contextvars.ContextVar('v', default=0)
async def itself():
    t = asyncio.current_task()
    try: await t
    except RuntimeError as e: print('itself', str(e)[:60])
async def tick(n):
    for i in range(n): await asyncio.sleep(0)
async def done_wait():
    f = asyncio.get_running_loop().create_future(); f.set_result(3)
    print('done', await f)
async def ctx(n):
    var.set(n); await asyncio.sleep(0); print('ctx', n, var.get()); await asyncio.sleep(0.001); print(var.get())
async def swallow():
    try: await asyncio.sleep(1)
    except asyncio.CancelledError: print('swallowed', asyncio.current_task().cancelling())
    await asyncio.sleep(0)
    print('on', asyncio.current_task().cancelling(), asyncio.current_task().uncancel())
class F(asyncio.Future): pass
async def derived():
    f = F(); asyncio.get_running_loop().call_soon(f.set_result, 'd')
    print(await f)
async def exc():
    f = asyncio.get_running_loop().create_future(); asyncio.get_running_loop().call_soon(f.set_exception, ValueError('x'))
    try: await f
    except ValueError as e: print(repr(e))
async def canc():
    f = asyncio.get_running_loop().create_future(); asyncio.get_running_loop().call_soon(f.cancel, 'why')
    try: await f
    except asyncio.CancelledError as e: print(repr(e), asyncio.current_task().cancelling())
async def agen():
    for i in range(2):
        yield i; await asyncio.sleep(0)
async def useagen():
    async for i in agen(): print('ag', i, asyncio.current_task().get_name())
async def other_loop():
    l = asyncio.new_event_loop()
    f = l.create_future()
    try: await f
    except RuntimeError as e: print('other', str(e)[:20], str(e)[-30:])
    l.close()
async def stopper():
    await asyncio.sleep(0); asyncio.get_running_loop().call_soon(print, 'cs')
    await asyncio.sleep(0)
async def cancel_peer(peer):
    await asyncio.sleep(0); print('cp', peer.cancel('peer')); await asyncio.sleep(0); print(peer.cancelled(), peer.cancelling())
async def nested():
    async def inner():
        async def inmost():
            await asyncio.sleep(0); raise KeyError('deep')
        try: await inmost()
        finally: await asyncio.sleep(0); print('fin')
    try: await inner()
    except KeyError as e: print(repr(e))
async def main():
    sw = asyncio.create_task(swallow()); sl = asyncio.create_task(asyncio.sleep(5))
    ts = [asyncio.create_task(c) for c in (tick(6), itself(), done_wait(), ctx(1), ctx(2), derived(), exc(), canc(), useagen(), other_loop(), stopper(), cancel_peer(sw), cancel_peer(sl), nested(), tick(3))]
    for r in await asyncio.gather(*ts, sw, return_exceptions=True): print(r)
asyncio.run(main())
