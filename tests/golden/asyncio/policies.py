# Policies, the current loop, and what get_event_loop says.
import asyncio
import warnings

warnings.simplefilter("ignore", DeprecationWarning)


class Loop(asyncio.SelectorEventLoop):
    pass


class Policy(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self):
        print("policy makes a loop")
        return Loop()

    def set_event_loop(self, loop):
        print("policy sets", type(loop).__name__)
        super().set_event_loop(loop)


async def kind():
    return type(asyncio.get_running_loop()).__name__


default = asyncio.get_event_loop_policy()
print(type(default).__name__, isinstance(default, asyncio.AbstractEventLoopPolicy), asyncio.get_event_loop_policy() is default)
asyncio.set_event_loop_policy(Policy())
print(type(asyncio.get_event_loop_policy()).__name__)
print(asyncio.run(kind()))
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
print(asyncio.get_event_loop() is loop, asyncio.get_event_loop_policy().get_event_loop() is loop)
loop.close()
for bad in (5, "x", Policy):
    try:
        asyncio.set_event_loop_policy(bad)
    except TypeError as e:
        print(e)
try:
    asyncio.set_event_loop(5)
except TypeError as e:
    print(e)
asyncio.set_event_loop_policy(None)
print(type(asyncio.get_event_loop_policy()).__name__)
asyncio.set_event_loop(None)
try:
    asyncio.get_event_loop()
except RuntimeError as e:
    print(e)
print(asyncio.run(kind()), asyncio.run(kind(), loop_factory=Loop))
with asyncio.Runner(loop_factory=Loop) as runner:
    print(type(runner.get_loop()).__name__, runner.run(kind()))
abstract = asyncio.AbstractEventLoopPolicy()
for name in ("get_event_loop", "new_event_loop"):
    try:
        getattr(abstract, name)()
    except NotImplementedError as e:
        print("not implemented", name, repr(e))
try:
    abstract.set_event_loop(None)
except NotImplementedError:
    print("not implemented set_event_loop")
nothing = asyncio.AbstractEventLoop()
for name in ("run_forever", "stop", "is_running", "close", "time", "create_future", "get_debug"):
    try:
        getattr(nothing, name)()
    except NotImplementedError as e:
        print("abstract", name, repr(e))
print(issubclass(asyncio.BaseEventLoop, asyncio.AbstractEventLoop), asyncio.EventLoop is asyncio.SelectorEventLoop)
print(asyncio._get_running_loop())
asyncio._set_running_loop(loop)
print(asyncio._get_running_loop() is loop, asyncio.get_running_loop() is loop, asyncio.get_event_loop() is loop)
asyncio._set_running_loop(None)
try:
    asyncio.get_running_loop()
except RuntimeError as e:
    print(e)
