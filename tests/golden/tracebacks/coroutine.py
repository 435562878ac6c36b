# Through a chain of awaits, driven by hand.
class Stop:
    def __await__(self):
        yield "stopped"
        raise OSError(5, "from the awaitable")


async def first():
    await Stop()


async def second():
    return await first()


c = second()
print(c.send(None))
c.send(None)
