# Futures and tasks of derived classes are asked by their own methods, by whoever waits for them.
import asyncio


class Marked(asyncio.Task):
    def result(self):
        return ("marked", super().result())


class Quiet(asyncio.Future):
    def exception(self):
        print("exception() asked")
        return super().exception()

    def cancelled(self):
        print("cancelled() asked")
        return super().cancelled()


class Watched(asyncio.Semaphore):
    def locked(self):
        print("locked() asked")
        return super().locked()


async def five():
    await asyncio.sleep(0)
    return 5


async def main():
    print(await asyncio.gather(Marked(five()), five()))
    print(await asyncio.gather(Marked(five()), five(), return_exceptions=True))
    print(await asyncio.shield(Marked(five())))
    print(await asyncio.wait_for(Marked(five()), 1))
    for coroutine in asyncio.as_completed([Marked(five())]):
        print(await coroutine)
    quiet = Quiet()
    asyncio.get_running_loop().call_soon(quiet.set_exception, ValueError("v"))
    try:
        await asyncio.gather(quiet)
    except ValueError as error:
        print(repr(error))
    semaphore = Watched(1)
    async with semaphore:
        print(str(semaphore)[-9:])
    print(str(semaphore)[-20:])

asyncio.run(main())
