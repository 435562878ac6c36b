# What asyncio says of wrong uses that are rarer than those of misuse.py.
import asyncio
import contextlib
import gc
import io
import logging
import pickle
import sys
import threading
import types
import warnings

logging.basicConfig(stream=sys.stdout, format="%(message)s")


def tried(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except BaseException as error:
        print(type(error).__name__, str(error).split(" at 0x")[0])


async def nothing():
    pass


@types.coroutine
def of_a_generator():
    yield

print("-- arguments")
tried(asyncio.TaskGroup, 1)
tried(asyncio.Task, 1)
print(asyncio.iscoroutine(of_a_generator()))


async def arguments():
    loop = asyncio.get_running_loop()
    coroutine = nothing()
    tried(asyncio.gather, [coroutine])
    tried(asyncio.gather, {})
    tried(asyncio.gather, 1)
    await coroutine
    tried(loop.create_task, of_a_generator())
    tried(asyncio.Task, of_a_generator())
    tried(asyncio.Task, 5)

asyncio.run(arguments())

print("-- a handler that fails")


async def handlers():
    loop = asyncio.get_running_loop()

    def bad(loop, context):
        raise RuntimeError("in the handler")
    loop.set_exception_handler(bad)
    seen = []
    loop.default_exception_handler = lambda context: seen.append(context)
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0)
    for context in seen:
        print(context["message"], repr(context["exception"]), repr(context["exception"].__context__))

asyncio.run(handlers())

print("-- debug mode")


async def debugged():
    loop = asyncio.get_running_loop()
    tried(loop.run_in_executor, None, nothing)
    future = loop.create_future()
    future.add_done_callback(print)
    coroutine = nothing()
    thread = threading.Thread(target=lambda: (tried(future.set_result, 1), tried(asyncio.Task, coroutine, loop=loop)))
    thread.start()
    thread.join()
    coroutine.close()

    async def inner():
        return [name for _, _, name in nothing_made().cr_origin if name in ("inner", "outer", "debugged", "nothing_made")]

    async def outer():
        return await inner()

    def nothing_made():
        made = nothing()
        made.close()
        return made
    print(await outer())

logging.getLogger("asyncio").setLevel(logging.CRITICAL)
asyncio.run(debugged(), debug=True)
logging.getLogger("asyncio").setLevel(logging.ERROR)

print("-- a loop left open")
gc.collect()
with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    left = asyncio.new_event_loop()
    left.run_until_complete(nothing())
    del left
    closed = asyncio.new_event_loop()
    closed.close()
    del closed
    gc.collect()
for one in said:
    print(one.category.__name__, one.message)

print("-- stacks")


async def stacks():
    task = asyncio.current_task()
    names = [frame.f_code.co_name for frame in task.get_stack()]
    print(names[0], names[-1], [frame.f_code.co_name for frame in task.get_stack(limit=1)])
    other = asyncio.create_task(asyncio.sleep(1), name="other")
    waiting = asyncio.create_task(waits(other), name="waiting")
    await asyncio.sleep(0)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        waiting.print_stack()
    print(out.getvalue().split(" coro=")[0], "|", err.getvalue().splitlines()[-1].strip())
    other.cancel()
    await asyncio.wait([waiting])
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        waiting.print_stack()
    print(out.getvalue().split(" coro=")[0])


async def waits(other):
    await other

asyncio.run(stacks())

print("-- errors handed on")
for error in (asyncio.IncompleteReadError(b"ab", 9), asyncio.LimitOverrunError("too much", 3), asyncio.IncompleteReadError(b"", None)):
    again = pickle.loads(pickle.dumps(error))
    print(type(again).__name__, again, again.args, sorted(vars(again).items()))
