# Async generators stepped by `async for` and by others, looked at, left, closed and broken.
import asyncio
import sys
async def ag(n):
    try:
        for i in range(n):
            yield i
            if i == 2:
                await asyncio.sleep(0)
            try:
                if i == 4: raise ValueError(i)
            except ValueError:
                yield 'handled', str(sys.exc_info()[1])
        yield 'end'
    finally:
        print('closing')
async def outer(n):
    async for x in ag(n):
        yield x
async def looker(n):
    for i in range(n):
        yield sys._getframe().f_lineno, sys._getframe(1).f_code.co_name
async def main():
    async for x in ag(6): print(x)
    async for x in outer(6): print(x)
    async for x in looker(3): print(x)
    g = ag(5)
    async for x in g:
        if x == 1: break
    print(g.ag_running, await g.asend(5))
    async for x in g: print('rest', x)
    try:
        raise KeyError(1)
    except KeyError:
        async for x in outer(4): print(x, sys.exc_info()[0])
    g = outer(9)
    async for x in g:
        if x == 3: await g.aclose(); break
    async def nested():
        g = ag(5)
        async for x in g:
            try:
                async for y in g:
                    print(x, y); break
            except RuntimeError as e: print(e)
    await nested()
    async def two(g, name):
        async for x in g:
            print(name, x); await asyncio.sleep(0)
    async def shared():
        for i in range(6): yield i
    g = shared()
    await asyncio.gather(two(g,'a'), two(g,'b'))
    print([x async for x in outer(3) if x != 1], {x async for x in shared()})
    def err():
        raise LookupError
    async def bad():
        yield 1
        yield 2
        err()
    try:
        async for x in bad(): print(x)
    except LookupError as e:
        import traceback; traceback.print_exc(file=sys.stdout)
asyncio.run(main())
