# What a generator yields is handed over: the suspended generator does not keep it alive.
import weakref


class Thing:
    pass


def plain():
    yield Thing()
    yield Thing()


def received():
    got = yield Thing()
    print("got", got)
    yield Thing()


def inner():
    yield Thing()


def delegating():
    yield from inner()


async def asynchronous():
    yield Thing()


for make in plain, received, delegating, lambda: (Thing() for _ in range(2)):
    generator = make()
    seen = weakref.ref(next(generator))
    print(seen() is None, generator.gi_frame is not None)
    for thing in generator:
        seen = weakref.ref(thing)
        del thing
        print(seen() is None)

step = asynchronous().__anext__()
try:
    step.send(None)
except StopIteration as stop:
    seen = weakref.ref(stop.value)
print(seen() is None)
