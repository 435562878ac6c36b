# Debug mode: where things were made, slow callbacks, calls from the wrong thread, coroutines never awaited.
import asyncio
import gc
import logging
import re
import sys
import threading
import time
import warnings

logging.basicConfig(stream=sys.stdout, format="%(name)s %(levelname)s %(message)s", level=logging.INFO)


def clean(text):
    text = re.sub(r'(File "|at )[^ "]*/', r"\1", str(text))
    # What the library's own frames are is nobody's business.
    text = re.sub(r'  File "(<frozen|[^"]*(runners|base_events|events|tasks)\.py).*\n(    .*\n)*', "", text)
    text = re.sub(r"Traceback \(most recent call last\):\n(?! )", "", text)
    text = re.sub(r"took \d\.\d+", "took ...", text)
    return re.sub(r"0x[0-9a-f]+", "0x..", text)


class Clean(logging.Formatter):
    def format(self, record):
        return re.sub(r"(result=None|done, .*) created at [^>]*", r"\1", clean(super().format(record)))


class NoDebug(logging.Filter):
    def filter(self, record):
        return record.levelno > logging.DEBUG


logging.getLogger().handlers[0].setFormatter(Clean("%(name)s %(levelname)s %(message)s"))
logging.getLogger().handlers[0].addFilter(NoDebug())


def slow():
    time.sleep(0.3)


async def holds():
    time.sleep(0.3)


async def fails():
    raise ValueError("unheard")


def raises():
    raise KeyError("callback")


async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_debug(), loop.slow_callback_duration, sys.get_coroutine_origin_tracking_depth())
    loop.slow_callback_duration = 0.25
    loop.call_soon(slow)
    await asyncio.sleep(0)
    await asyncio.create_task(holds(), name="slow task")
    loop.slow_callback_duration = 10
    handle = loop.call_soon(print, "said", 1)
    print(clean(handle))
    print([f"{f.name}: {f.line}" for f in handle._source_traceback][-1:])
    handle.cancel()
    print(clean(handle))
    later = loop.call_later(50, slow)
    print(clean(re.sub(r"when=[\d.]+", "when=..", repr(later))))
    later.cancel()
    future = loop.create_future()
    print(clean(future).split(" created")[0], "created at" in repr(future), "main" in [f.name for f in future._source_traceback])
    task = asyncio.create_task(asyncio.sleep(0), name="made here")
    print(clean(task).split(" coro=")[0], "main" in [f.name for f in task._source_traceback])
    await task
    for call in (lambda: loop.call_soon(main), lambda: loop.call_later(1, main), lambda: loop.call_soon(5),
                 lambda: loop.call_at(1, "x"), lambda: loop.call_soon_threadsafe(None)):
        try:
            call()
        except TypeError as e:
            print(clean(e))
    said = []

    def elsewhere():
        for call in (loop.call_soon, lambda f: loop.call_later(1, f), lambda f: loop.call_at(1, f)):
            try:
                call(print)
            except RuntimeError as e:
                said.append(str(e))
        loop.call_soon_threadsafe(said.append, "threadsafe")

    thread = threading.Thread(target=elsewhere)
    thread.start()
    while thread.is_alive():
        await asyncio.sleep(0.01)
    await asyncio.sleep(0)
    print(said)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        holds()
        gc.collect()
    text = clean(caught[0].message)
    print(text.splitlines()[0], "|", text.splitlines()[1], "|", text.splitlines()[-1].strip())
    loop.call_soon(raises)
    await asyncio.sleep(0)
    loop.set_debug(False)
    print(loop.get_debug(), sys.get_coroutine_origin_tracking_depth())
    loop.call_soon(5)
    await asyncio.sleep(0)


asyncio.run(main(), debug=True)
print(sys.get_coroutine_origin_tracking_depth())


async def seen():
    seen = []
    asyncio.get_running_loop().slow_callback_duration = 10
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: seen.append(context))
    task = asyncio.create_task(fails())
    await asyncio.sleep(0)
    del task
    gc.collect()
    print(seen[0]["message"], repr(seen[0]["exception"]), sorted(seen[0]))
    print("task = asyncio.create_task(fails())" in [f.line for f in seen[0]["source_traceback"]])
    asyncio.get_running_loop().call_soon(raises)
    await asyncio.sleep(0)
    print(clean(seen[1]["message"]), sorted(seen[1]), clean(seen[1]["handle"]))


with asyncio.Runner(debug=True) as runner:
    print(runner.get_loop().get_debug())
    runner.run(seen())
