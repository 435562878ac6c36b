# What goes wrong where nobody waits: exception handlers, the default one, and what it says.
import asyncio
import contextvars
import gc
import logging
import re
import sys

logging.basicConfig(stream=sys.stdout, format="%(name)s %(levelname)s %(message)s")
var = contextvars.ContextVar("var", default="none")


class Clean(logging.Formatter):
    def format(self, record):
        text = super().format(record)
        text = re.sub(r'  File "(?!.*handlers\.py).*\n(    .*\n)*', "", text)
        text = re.sub(r"when=[0-9.]+", "when=..", text)
        return re.sub(r'(File "|at )\S*/(?=handlers)', r"\1", text)


logging.getLogger().handlers[0].setFormatter(Clean("%(name)s %(levelname)s %(message)s"))


def bad(*args):
    raise ValueError(*args)


async def fails(what):
    raise what


async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_exception_handler())
    loop.call_soon(bad, 1, "two")
    loop.call_later(0.01, bad, "later")
    future = loop.create_future()
    future.add_done_callback(bad)
    future.set_result("r")
    await asyncio.sleep(0.03)
    task = asyncio.create_task(fails(KeyError("nobody asked")), name="forgotten")
    await asyncio.sleep(0)
    del task
    gc.collect()
    future = loop.create_future()
    future.set_exception(OSError("future alone"))
    del future
    gc.collect()
    loop.default_exception_handler({"message": "said by hand"})
    loop.default_exception_handler({})
    loop.default_exception_handler({"message": "with more", "zeta": 1, "alpha": [2], "task": "t"})
    loop.call_exception_handler({"message": "through the handler", "future": "f"})
    seen = []

    def handler(loop, context):
        seen.append((context["message"], var.get(), repr(context.get("exception"))))

    for wrong in (5, "x"):
        try:
            loop.set_exception_handler(wrong)
        except TypeError as e:
            print(e)
    loop.set_exception_handler(handler)
    print(loop.get_exception_handler() is handler)
    loop.call_exception_handler({"message": "one"})
    loop.call_soon(bad, "seen")
    await asyncio.sleep(0)
    context = contextvars.copy_context()
    context.run(var.set, "of the task")
    task = asyncio.create_task(fails(ValueError("in context")), context=context)
    await asyncio.sleep(0)
    del task
    gc.collect()
    for line in seen:
        print(re.sub(r" at \S*:\d+", "", str(line)))

    def worse(loop, context):
        raise RuntimeError("the handler itself")

    loop.set_exception_handler(worse)
    loop.call_exception_handler({"message": "two"})
    loop.set_exception_handler(None)
    loop.default_exception_handler = bad
    loop.call_exception_handler({"message": "three"})


asyncio.run(main())


class Own(asyncio.SelectorEventLoop):
    def default_exception_handler(self, context):
        print("own handler", sorted(context))
        super().default_exception_handler(context)


async def short():
    asyncio.get_running_loop().call_soon(bad, "own loop")
    await asyncio.sleep(0)


asyncio.run(short(), loop_factory=Own)
