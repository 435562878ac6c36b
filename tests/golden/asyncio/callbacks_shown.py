# How futures and handles show who is told: partials by what they call, methods without a place, wrapped functions by
# the innermost one; results shortened as reprlib does.
import asyncio
import functools
import re


def plain(*args, **kwargs):
    pass


def decorated(function):
    @functools.wraps(function)
    def wrapper(*args):
        return function(*args)
    return wrapper


@decorated
def wrapped(future):
    pass


class Listener:
    def heard(self, future=None):
        pass

    @decorated
    def wrapped(self, future=None):
        pass

    def __call__(self, future):
        pass

    def __repr__(self):
        return "a listener"


def shown(thing):
    print(re.sub(r"0x[0-9a-f]+", "0x", re.sub(r" at \S*[/\\](\w+\.py)", r" at \1", re.sub(r"when=[\d.]+", "when=", repr(thing)))))


async def main(debug):
    loop = asyncio.get_running_loop()
    for callback in (plain, functools.partial(plain, 1, key="k"), functools.partial(functools.partial(plain, 1), 2),
                     Listener().heard, Listener().wrapped, Listener(), functools.partial(Listener().heard), wrapped, print):
        future = loop.create_future()
        future.add_done_callback(callback)
        if not debug:
            shown(future)
        handle = loop.call_soon(callback, "argument", [1] * 20)
        handle.cancel()
        timer = loop.call_later(5, callback, {1: 2})
        shown(timer)
        shown(loop.call_later(0, functools.partial(callback, "x" * 50, of=3), 4))
        timer.cancel()
    loop.stop()


for debug in (False, True):
    loop = asyncio.new_event_loop()
    loop.slow_callback_duration = 60
    loop.set_exception_handler(lambda loop, context: None)
    loop.set_debug(debug)
    task = loop.create_task(main(debug))
    try:
        loop.run_until_complete(task)
    except RuntimeError:
        pass
    loop.close()


async def results():
    loop = asyncio.get_running_loop()
    for result in ({i: i for i in range(9)}, {3, 1, 2}, frozenset("abcdefgh"), "x" * 99, b"y" * 99, 10 ** 80, 1.5, [[[[[[[[1]]]]]]]],
                   list(range(99)), (1,), {}, set(), range(5), Listener, Listener()):
        future = loop.create_future()
        future.set_result(result)
        shown(future)

asyncio.run(results())
