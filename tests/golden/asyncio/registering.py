# Task factories, eager tasks by hand, and what third-party tasks register with.
import asyncio


async def work(n):
    await asyncio.sleep(0)
    return n


async def at_once(n):
    return n


class Named(asyncio.Task):
    made = []

    def __init__(self, coro, **options):
        super().__init__(coro, **options)
        Named.made.append(self.get_name())


async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)
    print(loop.get_task_factory() is asyncio.eager_task_factory)
    task = asyncio.create_task(at_once(1), name="done at once")
    print(task.done(), task.result(), task.get_name(), task in asyncio.all_tasks())
    task = asyncio.create_task(work(2))
    print(task.done(), task in asyncio.all_tasks(), await task)
    loop.set_task_factory(asyncio.create_eager_task_factory(Named))
    task = loop.create_task(at_once(3), name="named")
    print(type(task).__name__, task.done(), Named.made)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(at_once(i)) for i in range(2)] + [group.create_task(work(2))]
        print([t.done() for t in tasks])
    print([t.result() for t in tasks])
    print(await asyncio.gather(at_once(1), work(2)), [type(t).__name__ for t in tasks])
    loop.set_task_factory(None)
    calls = []

    def factory(loop, coro, **options):
        calls.append(sorted(options))
        return asyncio.Task(coro, loop=loop, **options)

    loop.set_task_factory(factory)
    import contextvars
    await asyncio.create_task(work(1))
    await asyncio.create_task(work(1), name="n")
    await asyncio.create_task(work(1), context=contextvars.copy_context())
    print(calls)
    loop.set_task_factory(None)
    eager = asyncio.Task(at_once(5), loop=loop, eager_start=True)
    print(eager.done(), eager.result())
    seen = []

    async def watches():
        seen.append((asyncio.current_task().get_name(), asyncio.current_task() in asyncio.all_tasks()))
        await asyncio.sleep(0)
        seen.append((asyncio.current_task().get_name(), asyncio.current_task() in asyncio.all_tasks()))

    me = asyncio.current_task()
    eager = asyncio.Task(watches(), loop=loop, eager_start=True, name="eager")
    print(seen, asyncio.current_task() is me)
    await eager
    print(seen)

    class Foreign:
        def get_loop(self):
            return loop

        def done(self):
            return False

    foreign = Foreign()
    asyncio._register_task(foreign)
    print(foreign in asyncio.all_tasks())
    asyncio._unregister_task(foreign)
    print(foreign in asyncio.all_tasks())
    for call in (lambda: asyncio._enter_task(loop, foreign), lambda: asyncio._leave_task(loop, foreign)):
        try:
            call()
        except RuntimeError as e:
            print(str(e).split("<")[0])
    asyncio._leave_task(loop, me)
    print(asyncio.current_task())
    asyncio._enter_task(loop, foreign)
    print(asyncio.current_task() is foreign)
    asyncio._leave_task(loop, foreign)
    asyncio._enter_task(loop, me)
    other = asyncio.new_event_loop()
    print(asyncio.current_task(other), asyncio.all_tasks(other))
    other.close()


asyncio.run(main())
