# Handles and timer handles: made by the loop and by hand; cancelled, compared, in their contexts.
import asyncio
import contextvars

var = contextvars.ContextVar("var", default="outer")


def say(*words):
    print("said", *words, var.get())


loop = asyncio.new_event_loop()
handle = loop.call_soon(say, 1)
print(type(handle) is asyncio.Handle, handle.cancelled(), isinstance(handle.get_context(), contextvars.Context))
context = contextvars.copy_context()
context.run(var.set, "inner")
loop.call_soon(say, 2, context=context)
unwanted = loop.call_soon(say, 3)
unwanted.cancel()
unwanted.cancel()
print(unwanted.cancelled(), repr(unwanted))
now = loop.time()
timer = loop.call_at(now + 0.02, say, "later", context=context)
first = loop.call_at(now + 0.01, say, "at")
print(type(timer) is asyncio.TimerHandle, first < timer, first <= timer, first > timer, first >= timer, first == timer, first != timer)
print(isinstance(timer, asyncio.Handle), timer.get_context() is context, timer.when() > first.when())
never = loop.call_at(now + 0.005, say, "never")
never.cancel()
print(never.cancelled(), never < timer)
loop.call_later(0.04, loop.stop)
loop.run_forever()
by_hand = asyncio.Handle(say, ("by", "hand"), loop)
print(repr(by_hand).split(" at ")[0], by_hand.cancelled())
by_hand._run()
timers = [asyncio.TimerHandle(when, say, (), loop) for when in (3.5, 1.5, 2.5)]
print([t.when() for t in sorted(timers)], timers[0] == asyncio.TimerHandle(3.5, say, (), loop), hash(timers[0]) == hash(3.5))
for call in (lambda: asyncio.Handle(), lambda: asyncio.TimerHandle(1, say), lambda: timers[0] < by_hand, lambda: timers[0] < 5,
             lambda: by_hand.cancel(1)):
    try:
        print(call())
    except TypeError as e:
        print(e)
timers[0].cancel()
print(repr(timers[0]))
loop.close()
