# get_stack and print_stack of tasks: waiting, failed, done, not started; with limits.
import asyncio
import io
import re


async def inner(future):
    await future


async def outer(future):
    await inner(future)


async def fails(n):
    await asyncio.sleep(0)
    if n:
        await fails(n - 1)
    raise ValueError("deep")


def clean(text):
    text = re.sub(r'File ".*/', 'File "', text)
    return re.sub(r"0x[0-9a-f]+|(?<= at )\S*/", "", text)


def printed(task, **limit):
    out = io.StringIO()
    task.print_stack(file=out, **limit)
    return clean(out.getvalue())


async def main():
    future = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(outer(future), name="waits")
    print([(f.f_code.co_name, f.f_lineno) for f in task.get_stack()])
    await asyncio.sleep(0)
    print([(f.f_code.co_name, f.f_lineno) for f in task.get_stack()], task.get_stack(limit=0), len(task.get_stack(limit=5)))
    print(printed(task))
    future.set_result(None)
    await task
    print(task.get_stack())
    print(printed(task))
    failed = asyncio.create_task(fails(2), name="fails")
    await asyncio.wait([failed])
    print([f.f_code.co_name for f in failed.get_stack()], [f.f_code.co_name for f in failed.get_stack(limit=2)])
    print(printed(failed))
    print(printed(failed, limit=1))
    print(failed.exception())
    cancelled = asyncio.create_task(outer(asyncio.get_running_loop().create_future()), name="cancelled")
    await asyncio.sleep(0)
    cancelled.cancel()
    await asyncio.wait([cancelled])
    print(cancelled.get_stack())
    print(printed(cancelled))
    me = asyncio.current_task()
    print([f.f_code.co_name for f in me.get_stack()][-1:])


asyncio.run(main())
