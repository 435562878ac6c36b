# What each name says when it is given what it cannot use, or at the wrong time.
import asyncio


async def work(v=None):
    return v


def said(call, *args, **kwargs):
    try:
        result = call(*args, **kwargs)
        if asyncio.iscoroutine(result):
            result.close()
            return "a coroutine"
        return f"{result!r}"[:40].split(" at ")[0]
    except BaseException as e:
        return f"{type(e).__name__}: {str(e).split(' at 0x')[0]}"


async def awaited(call, *args, **kwargs):
    try:
        return await call(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {str(e).split(' at 0x')[0]}"


print("outside a loop")
for name in ("current_task", "all_tasks", "get_running_loop", "eager_task_factory", "timeout"):
    print(name, said(getattr(asyncio, name), *((1,) if name == "timeout" else ())))
c = work()
print("create_task", said(asyncio.create_task, c))
print("ensure_future", said(asyncio.ensure_future, 5))
print("shield", said(asyncio.shield, 5))
print("gather", said(asyncio.gather, 5))
c.close()
print("wrap_future", said(asyncio.wrap_future, None))
print("Runner.run", said(asyncio.Runner().run, 5))
print("run_coroutine_threadsafe", said(asyncio.run_coroutine_threadsafe, 5, None))
print("Semaphore", said(asyncio.Semaphore, -1), said(asyncio.BoundedSemaphore, -1), sep=" | ")
print("Barrier", said(asyncio.Barrier, 0), said(asyncio.Barrier), sep=" | ")
print("Queue", said(asyncio.Queue, -1), said(asyncio.Queue, 1, 2), sep=" | ")
print("Lock", said(asyncio.Lock, 1), said(asyncio.Lock().release), said(asyncio.Lock().acquire), sep=" | ")
print("Event", said(asyncio.Event, 1))
print("Condition", said(asyncio.Condition, 5), said(asyncio.Condition().notify), said(asyncio.Condition().notify_all), sep=" | ")
print("Timeout", said(asyncio.Timeout), said(asyncio.Timeout(None).reschedule, 1), sep=" | ")
print("IncompleteReadError", said(lambda: asyncio.IncompleteReadError(b"ab", 5)), asyncio.IncompleteReadError(b"ab", 5),
      asyncio.IncompleteReadError(b"", None), asyncio.IncompleteReadError(b"x", 3).expected, sep=" | ")
print("LimitOverrunError", asyncio.LimitOverrunError("too long", 7), asyncio.LimitOverrunError("m", 7).consumed)
print("SendfileNotAvailableError", repr(asyncio.SendfileNotAvailableError("no")), asyncio.SendfileNotAvailableError.__mro__[1])
print("CancelledError", repr(asyncio.CancelledError("why")), issubclass(asyncio.CancelledError, Exception))
for name in ("QueueEmpty", "QueueFull", "QueueShutDown", "InvalidStateError", "BrokenBarrierError", "TimeoutError"):
    e = getattr(asyncio, name)
    print(name, repr(e("x")), e.__mro__[1].__name__, e.__module__)


async def main():
    print("inside a loop")
    loop = asyncio.get_running_loop()
    for args in ((), (5,), (None,), ([work],), (set(),), ("ab",)):
        print("wait", args if args != ([work],) else "[work]", await awaited(asyncio.wait, *args))
    t = asyncio.create_task(work())
    print("wait", await awaited(asyncio.wait, [t], return_when="SOME"), await awaited(asyncio.wait, t), sep=" | ")
    print("wait_for", await awaited(asyncio.wait_for, 5, 1), await awaited(asyncio.wait_for, work(3), None), sep=" | ")
    print("as_completed", said(asyncio.as_completed, 5), said(asyncio.as_completed, t), sep=" | ")
    print("sleep", await awaited(asyncio.sleep, "x"), await awaited(asyncio.sleep, float("nan")), await awaited(asyncio.sleep, -1, "back"), sep=" | ")
    print("gather", await awaited(asyncio.gather, 5), await awaited(asyncio.gather), sep=" | ")
    print("create_task", said(asyncio.create_task, 5), said(asyncio.create_task, work), sep=" | ")
    print("run", said(asyncio.run, 5), said(asyncio.run, c := work()), sep=" | ")
    c.close()
    f = loop.create_future()
    print("result", said(f.result), said(f.exception), said(f.set_exception, 5), sep=" | ")
    f.set_result(1)
    print("set_result", said(f.set_result, 2), said(f.set_exception, ValueError()), said(f.cancel), sep=" | ")
    g = loop.create_future()
    g.cancel("msg")
    print("cancelled", said(g.result), said(g.exception), said(g.set_result, 1), said(g.cancel), g.cancelled(), sep=" | ")
    h = loop.create_future()
    h.set_exception(KeyError)
    print("class", repr(h.exception()), await awaited(lambda: h))
    group = asyncio.TaskGroup()
    c = work()
    print("TaskGroup", said(group.create_task, c), said(group.create_task), sep=" | ")
    async with asyncio.TaskGroup() as group:
        print("again", await awaited(group.__aenter__))
    c = work()
    print("left", said(group.create_task, c), repr(group))
    limit = asyncio.timeout(5)
    print("timeout", limit.when() > 0, limit.expired(), repr(limit), said(limit.reschedule, None))
    async with limit:
        print("entered", await awaited(limit.__aenter__))
        limit.reschedule(None)
        print(repr(limit), limit.when())
    print("left", said(limit.reschedule, 1), repr(limit))
    print("timeout", said(asyncio.timeout, "x"), said(asyncio.timeout), sep=" | ")
    q = asyncio.Queue(1)
    print("Queue", said(q.get_nowait), said(q.task_done), said(q.put_nowait, 1), said(q.put_nowait, 2), sep=" | ")
    q.shutdown()
    print("shutdown", await awaited(q.put, 1), await awaited(q.get), await awaited(q.get), said(q.get_nowait), said(q.put_nowait, 1), sep=" | ")
    print("PriorityQueue", said(asyncio.PriorityQueue(1).get_nowait), said(asyncio.LifoQueue().get_nowait), sep=" | ")
    p = asyncio.PriorityQueue()
    p.put_nowait(1)
    print("unordered", said(p.put_nowait, "x"))
    print("Condition", await awaited(asyncio.Condition().wait), await awaited(asyncio.Condition().wait_for, 5), sep=" | ")
    print("isfuture", asyncio.isfuture(f), asyncio.isfuture(5), asyncio.iscoroutine(work), asyncio.iscoroutinefunction(work))
    print("Task", said(asyncio.Task), said(asyncio.Task, 5), said(asyncio.Future, 5), sep=" | ")
    print("call_at", said(loop.call_at, None, print), said(loop.call_later, None, print), said(loop.call_later, "x", print), sep=" | ")
    print("task factory", said(loop.set_task_factory, 5), loop.get_task_factory())
    print("run_until_complete", said(loop.run_until_complete, f), sep=" | ")
    print("to_thread", await awaited(asyncio.to_thread, 5))
    print("run_in_executor", said(loop.run_in_executor), said(loop.set_default_executor, 5), sep=" | ")


asyncio.run(main())
loop = asyncio.new_event_loop()
f = loop.create_future()
print(said(loop.run_until_complete, 5), said(loop.call_soon), said(loop.run_forever, 1), sep=" | ")
loop.close()
print(said(loop.run_until_complete, f), said(loop.call_soon, print), said(loop.call_later, 1, print), said(loop.run_forever),
      said(loop.run_in_executor, None, print), said(loop.call_soon_threadsafe, print), repr(loop), sep=" | ")
