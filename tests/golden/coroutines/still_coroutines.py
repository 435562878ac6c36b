# Coroutines that never wait, awaited where they are called: what they return, raise and show.
import asyncio
import sys
import traceback


async def add(a, b):
    return a + b


async def nothing():
    pass


async def stops():
    raise StopIteration


async def stops_with(value):
    raise value


async def divides(a, b):
    try:
        return a // b
    except ZeroDivisionError as error:
        return error
    finally:
        a = None


async def fails(a):
    b = a
    return b.missing


async def loops(n):
    total = 0
    while n:
        total += n
        n -= 1
    return total


async def makes(x):
    def inner():
        return x

    return inner


async def picks(a, b=2, *, c=3):
    return a, b, c


class Looks:
    """An operand whose operator looks around."""

    def __init__(self, other=None):
        self.other = other

    def __add__(self, other):
        names = []
        frame = sys._getframe()
        while frame is not None and frame.f_code.co_name != "main":
            names.append(frame.f_code.co_name)
            frame = frame.f_back
        return names

    async def method(self, x):
        return self.other is x

    def __getattr__(self, name):
        raise AttributeError(f"no {name} here")


async def main():
    print(await add(1, 2), await add("a", "b"), await nothing())
    for make in stops, lambda: stops_with(StopIteration(3)):
        try:
            await make()
        except RuntimeError as error:
            print(repr(error), repr(error.__cause__))
    try:
        await stops()
    except RuntimeError as error:
        print(repr(error), repr(error.__cause__), repr(error.__context__))
    try:
        await stops_with(StopAsyncIteration())
    except StopAsyncIteration as error:
        print(repr(error))
    try:
        await stops_with(KeyError(1))
    except KeyError as error:
        print(repr(error), [entry.name for entry in traceback.extract_tb(error.__traceback__)])
    print(repr(await divides(7, 2)), repr(await divides(1, 0)))
    try:
        print(
            await fails(5),
        )
    except AttributeError as error:
        for entry in traceback.extract_tb(error.__traceback__):
            print(entry.name, entry.line, entry.colno, entry.end_colno)
    print(await loops(10), (await makes(6))(), await picks(1), await picks(1, c=5))
    print(await add(Looks(), 1))
    looks = Looks(8)
    print(await looks.method(8), await Looks(7).method(8))
    try:
        await fails(Looks())
    except AttributeError as error:
        print(error)
    try:
        await add(1)
    except TypeError as error:
        print(error)
    # Made in one place, awaited in another.
    made = add(3, 4)
    print(type(made).__name__, await made)
    try:
        await made
    except RuntimeError as error:
        print(error)
    try:
        raise KeyError("outer")
    except KeyError:
        try:
            await divides("x", 0)
        except TypeError as error:
            print(repr(error.__context__))
        print(await add(await add(1, 1), await add(2, 2)), repr(sys.exception()))
    return await add(40, 2)


print(asyncio.run(main()))


def steps(coroutine):
    try:
        while True:
            print("waits for", coroutine.send(None))
    except StopIteration as stop:
        print("gives", stop.value)


async def outer():
    x = await add(1, 2)
    await asyncio.sleep(0)
    return x + await add(x, x)


steps(outer())
