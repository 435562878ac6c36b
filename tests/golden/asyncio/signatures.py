# What each public name is, its signature, its methods with theirs, and the module it says it comes from.
import asyncio
import inspect
import re

NETWORK = {
    "AbstractServer", "BaseProtocol", "BaseTransport", "BufferedProtocol", "DatagramProtocol", "DatagramTransport", "Protocol",
    "ReadTransport", "Server", "StreamReader", "StreamReaderProtocol", "StreamWriter", "SubprocessProtocol",
    "SubprocessTransport", "Transport", "WriteTransport", "open_connection", "open_unix_connection", "start_server",
    "start_unix_server", "create_subprocess_exec", "create_subprocess_shell",
}
WATCHERS = {n for n in asyncio.__all__ if "Watcher" in n or "child_watcher" in n} | {"get_child_watcher", "set_child_watcher"}


def signature(x):
    try:
        return re.sub(r": Optional\[float\]| -> [\w.\[\]]+|, \*, loop=None(?=\)$)", "", str(inspect.signature(x)))
    except (TypeError, ValueError):
        return "without signature"


for name in sorted(n for n in set(asyncio.__all__) - NETWORK - WATCHERS if not n.startswith("_") and n != "add_done_callback"):
    thing = getattr(asyncio, name)
    if not isinstance(thing, type):
        print(name, type(thing).__name__, signature(thing) if callable(thing) else thing, getattr(thing, "__module__", ""),
              asyncio.iscoroutinefunction(thing), sep=" | ")
        continue
    print(name, thing.__module__, thing.__qualname__, [b.__name__ for b in thing.__mro__[1:-1] if b.__name__ != "_Loop"], sep=" | ")
    if issubclass(thing, (asyncio.AbstractEventLoop, asyncio.AbstractEventLoopPolicy)):
        continue
    print("   ", signature(thing))
    for method in sorted(n for n in dir(thing) if not n.startswith("_") and n != "add_done_callback"):
        inner = getattr(thing, method)
        kind = "property" if type(inner).__name__ in ("property", "getset_descriptor", "member_descriptor") else signature(inner) if callable(inner) else type(inner).__name__
        print("    .", method, kind, asyncio.iscoroutinefunction(inner))
loop = asyncio.new_event_loop()
for method in """run_forever run_until_complete stop close is_closed is_running call_soon call_soon_threadsafe call_later
        call_at time create_future create_task set_task_factory get_task_factory run_in_executor set_default_executor
        shutdown_asyncgens shutdown_default_executor set_exception_handler get_exception_handler default_exception_handler
        call_exception_handler set_debug get_debug""".split():
    print("loop.", method, signature(getattr(loop, method)), asyncio.iscoroutinefunction(getattr(loop, method)))
print(type(loop).__name__, type(loop).__module__, [b.__name__ for b in type(loop).__mro__ if b.__name__ != "_Loop"], loop.slow_callback_duration)
loop.close()
