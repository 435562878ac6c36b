# Futures, tasks and loops of derived classes: their own methods are the ones that are called.
import asyncio
import traceback


class LoudFuture(asyncio.Future):
    def add_done_callback(self, *args, **kwargs):
        print("future: add_done_callback")
        super().add_done_callback(*args, **kwargs)


class LoudTask(asyncio.Task):
    def add_done_callback(self, *args, **kwargs):
        print("task: add_done_callback")
        super().add_done_callback(*args, **kwargs)


class SlowClock(asyncio.SelectorEventLoop):
    turns = 0

    def _run_once(self):
        SlowClock.turns += 1
        super()._run_once()

    def call_later(self, delay, callback, *args, context=None):
        print("call_later", delay)
        return super().call_later(delay / 100, callback, *args, context=context)


async def wait_on(future):
    return await future


async def derived():
    loop = asyncio.get_running_loop()
    future = LoudFuture()
    loop.call_soon(future.set_result, "spam")
    task = LoudTask(wait_on(future))
    print(await task)
    future = LoudFuture()
    loop.call_soon(future.set_result, "eggs")
    print(await asyncio.wait_for(future, 5))


asyncio.run(derived())

loop = SlowClock()
loop.run_until_complete(asyncio.sleep(0.5, "slept"))
print(SlowClock.turns > 1)
task = loop.create_task(asyncio.sleep(50))
loop.call_soon(task.cancel)
try:
    loop.run_until_complete(task)
except asyncio.CancelledError as exc:
    print(repr(exc), len(loop._scheduled))
loop.close()


async def many_awaits():
    async def fail():
        raise TypeError(42)

    task = asyncio.ensure_future(fail())
    for _ in range(3):
        try:
            await task
        except TypeError as exc:
            shown = "".join(traceback.format_tb(exc.__traceback__))
            print(shown.count("await task"), shown.count("raise TypeError"))
    try:
        raise KeyError("first")
    except KeyError:
        try:
            await asyncio.ensure_future(fail())
        except TypeError as exc:
            print(repr(exc), repr(exc.__context__))


asyncio.run(many_awaits())

future = asyncio.Future.__new__(asyncio.Future)
for name, args in (("set_result", (1,)), ("cancel", ()), ("add_done_callback", (print,)), ("result", ()), ("get_loop", ())):
    try:
        getattr(future, name)(*args)
    except (RuntimeError, asyncio.InvalidStateError) as exc:
        print(name, type(exc).__name__, exc)

loop = asyncio.new_event_loop()
future = loop.create_future()
try:
    future._log_traceback = True
except ValueError as exc:
    print(exc)
loop.set_debug(True)
print(" created at " in repr(loop.create_future()))
print(asyncio.current_task(loop))
task = object()
asyncio.tasks._enter_task(loop, task)
print(asyncio.current_task(loop) is task)
try:
    asyncio.tasks._leave_task(loop, 5)
except RuntimeError as exc:
    print(str(exc).replace(repr(task), "<object>"))
asyncio.tasks._leave_task(loop, task)
print(asyncio.current_task(loop))
loop.close()
