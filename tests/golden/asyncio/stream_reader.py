# StreamReader: fed by one task, read by another, by number, by line, to a separator, to the end.
import asyncio


async def tried(name, coroutine):
    try:
        print(name, await coroutine)
    except Exception as e:
        print(name, type(e).__name__, e, getattr(e, "partial", ""), getattr(e, "expected", ""), getattr(e, "consumed", ""))


def reader(data=b"", eof=True, **options):
    new = asyncio.StreamReader(**options)
    new.feed_data(data)
    if eof:
        new.feed_eof()
    return new


async def whole():
    r = reader(b"one\ntwo\r\nthree")
    print(r, r.at_eof(), r.exception())
    print(await r.readline(), await r.readline(), await r.readline(), await r.readline(), r.at_eof())
    print([line async for line in reader(b"a\nb\n\nc")])
    r = reader(b"0123456789")
    print(await r.read(3), await r.readexactly(2), await r.read(0), await r.readexactly(0), await r.read(), await r.read())
    await tried("exactly", reader(b"abc").readexactly(5))
    await tried("negative", reader(b"abc").readexactly(-1))
    await tried("until", reader(b"abcXdef").readuntil(b"X"))
    await tried("until", reader(b"abc--def").readuntil(b"--"))
    await tried("none", reader(b"abc").readuntil(b"X"))
    await tried("empty", reader(b"abc").readuntil(b""))
    await tried("any", reader(b"abc;d,e").readuntil((b",", b";")))
    await tried("any", reader(b"ab\r\ncd").readuntil((b"\n", b"\r\n")))
    await tried("no choice", reader(b"abc").readuntil(()))
    await tried("an empty choice", reader(b"abc").readuntil((b"", b"x")))


async def limits():
    try:
        asyncio.StreamReader(limit=0)
    except ValueError as e:
        print(e)
    r = reader(b"0123456789\nab\n", limit=4)
    await tried("over", r.readuntil())
    await tried("line", r.readline())
    print(r, await r.readline())
    r = reader(b"0123456789", eof=False, limit=4)
    await tried("not found", r.readuntil())
    await tried("line", r.readline())
    print(r)

    class Transport:
        def pause_reading(self):
            print("pause")

        def resume_reading(self):
            print("resume")

    r = asyncio.StreamReader(limit=2)
    r.set_transport(Transport())
    r.feed_data(b"1234")
    r.feed_data(b"5")
    print(await r.read(1), r._paused, await r.read(2), r._paused)


async def fed():
    loop = asyncio.get_running_loop()
    r = asyncio.StreamReader()
    for delay, data in enumerate((b"he", b"llo\nwor", b"ld", b"\n--", b"-end")):
        loop.call_later(delay / 100, r.feed_data, data)
    loop.call_later(0.08, r.feed_eof)
    task = asyncio.create_task(r.readline())
    await asyncio.sleep(0)
    print(repr(r).startswith("<StreamReader waiter=<Future pending"))
    await tried("busy", r.readexactly(1))
    print(await task, await r.readuntil(b"---"), await r.read(-1), r)
    r = asyncio.StreamReader()
    waits = asyncio.create_task(r.read(5))
    await asyncio.sleep(0)
    r.set_exception(OSError("gone"))
    await tried("failed", waits)
    await tried("failed", r.readline())
    print(r, repr(r.exception()))
    r = asyncio.StreamReader()
    waits = asyncio.create_task(r.read(5))
    await asyncio.sleep(0)
    waits.cancel()
    await asyncio.sleep(0)
    r.feed_data(b"later")
    print(waits.cancelled(), await r.read(5))
    try:
        r.feed_eof()
        r.feed_data(b"x")
    except AssertionError as e:
        print(e)


asyncio.run(whole())
asyncio.run(limits())
asyncio.run(fed())
