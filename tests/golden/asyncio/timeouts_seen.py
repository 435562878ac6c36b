# Timers of timeouts and callbacks of call_soon that somebody looks at, cancels or lets fail.
import asyncio
import contextvars
import re

var = contextvars.ContextVar("var", default=0)


def shown(thing):
    text = re.sub(r"0x[0-9a-f]+", "0x...", repr(thing))
    return re.sub(r"when=[\d.]+", "when=...", re.sub(r" at \S+:\d+", "", text))


async def timers():
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(50) as one:
        async with asyncio.timeout(40) as two:
            print(len(loop._scheduled), sorted(type(h).__name__ for h in loop._scheduled))
            print([h.cancelled() for h in loop._scheduled], one.when() > two.when())
            two.reschedule(two.when() + 5)
            print(len([h for h in loop._scheduled if not h.cancelled()]))
            two.reschedule(None)
            print(len([h for h in loop._scheduled if not h.cancelled()]), two)
    print(len([h for h in loop._scheduled if not h.cancelled()]), one.expired())


async def late():
    for seconds in 0.001, 0, -1:
        try:
            async with asyncio.timeout(seconds) as limit:
                var.set(1)
                await asyncio.sleep(5)
        except TimeoutError as error:
            print("late", repr(error), type(error.__cause__).__name__, limit, limit.expired())
    # Twice, and none of the two at the same time.
    try:
        async with asyncio.timeout(0.02) as outer:
            try:
                async with asyncio.timeout(0.001):
                    await asyncio.Event().wait()
            except TimeoutError:
                print("inner", outer.expired())
                await asyncio.sleep(5)
    except TimeoutError:
        print("outer", outer.expired())
    limit = asyncio.timeout(1)
    async with limit:
        pass
    try:
        async with limit:
            pass
    except RuntimeError as error:
        print(error)
    try:
        limit.reschedule(3)
    except RuntimeError as error:
        print(error)

    class Own(asyncio.Timeout):
        async def __aenter__(self):
            print("own enter")
            return await super().__aenter__()

        async def __aexit__(self, *exc):
            print("own exit", exc[0])
            return await super().__aexit__(*exc)

    try:
        async with Own(asyncio.get_running_loop().time() + 0.001):
            await asyncio.sleep(5)
    except TimeoutError:
        print("own late")


async def raising():
    # What leaves the block goes on as it is, and a false answer of __aexit__ does not hide it.
    for lock in asyncio.Lock(), asyncio.Semaphore(1), asyncio.timeout(5):
        try:
            async with lock as given:
                print(type(given).__name__)
                raise KeyError(1)
        except KeyError as error:
            print(repr(error), getattr(lock, "locked", str)())
    lock = asyncio.Lock()
    for _ in range(3):
        async with lock:
            continue
    async with lock, asyncio.Semaphore(2) as none, asyncio.timeout(None) as limit:
        print(lock.locked(), none, limit)
    try:
        async with lock:
            lock.release()
    except RuntimeError as error:
        print(error)
    try:
        lock(1, 2, 3)
    except TypeError as error:
        print(error)

    async def early():
        async with lock:
            return lock.locked()

    print(await early(), lock.locked())


async def soon():
    loop = asyncio.get_running_loop()
    log = []
    handled = []
    loop.set_exception_handler(lambda _, what: handled.append(what))

    def note(*given):
        log.append((given, var.get()))
        var.set(var.get() + 10)

    def fail(x):
        raise ValueError(x)

    var.set(5)
    loop.call_soon(note)
    loop.call_soon(note, 1)
    loop.call_soon(note, 1, 2)
    loop.call_soon(note, None)
    handle = loop.call_soon(note, "kept")
    gone = loop.call_soon(note, "gone")
    gone.cancel()
    loop.call_soon(fail, "soon")
    own = contextvars.copy_context()
    loop.call_soon(note, "own", context=own)
    print([shown(h).split()[0] for h in loop._ready], shown(handle), shown(gone))
    loop.call_soon(print, "printed", handle.cancelled())
    await asyncio.sleep(0)
    print(log, var.get(), own[var])
    for what in handled:
        print(what["message"].split(" at ")[0], repr(what["exception"]), shown(what["handle"]), sorted(what))
    handled.clear()
    future = loop.create_future()
    future.add_done_callback(fail)
    future.add_done_callback(note)
    future.set_result(3)
    future.add_done_callback(note)
    log.clear()
    await asyncio.sleep(0)
    print([(given[0] is future, n) for given, n in log])
    for what in handled:
        print(what["message"].split(" at ")[0], shown(what["exception"]).split("=")[0], sorted(what))
    try:
        loop.call_soon(7)
        handled.clear()
        await asyncio.sleep(0)
        print(handled[0]["exception"])
    finally:
        loop.set_exception_handler(None)
    for bad in (), (None, print), ("a", print):
        try:
            loop.call_later(*bad)
        except TypeError as error:
            print(error)
    later = loop.call_later(0, note, "later"), loop.call_later(True, note), loop.call_later(0.0, note, 1, 2)
    print([shown(h).split(" ")[0] for h in later], later[0] < later[1])
    later[1].cancel()
    log.clear()
    await asyncio.sleep(0.001)
    print(log)


for part in timers, late, raising, soon:
    asyncio.run(part())
