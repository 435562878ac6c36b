# Handlers of signals that are callbacks of the loop.
import asyncio, signal, os
async def main():
    loop=asyncio.get_running_loop(); ev=asyncio.Event()
    def on(sig, *a): print("signal", signal.Signals(sig).name, a, asyncio.current_task()); ev.set()
    for s in (signal.SIGTERM, signal.SIGUSR1, signal.SIGINT): loop.add_signal_handler(s, on, s, "x")
    for s in (signal.SIGTERM, signal.SIGUSR1, signal.SIGINT):
        loop.call_later(.05, os.kill, os.getpid(), s)
        await ev.wait(); ev.clear()
    print(loop.remove_signal_handler(signal.SIGTERM), loop.remove_signal_handler(signal.SIGTERM), signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT).__name__)
    async def c(): pass
    for bad in (lambda: loop.add_signal_handler(signal.SIGUSR1, c), lambda: loop.add_signal_handler("x", on), lambda: loop.add_signal_handler(99, on), lambda: loop.add_signal_handler(signal.SIGKILL, on), lambda: loop.remove_signal_handler(0)):
        try: print(bad())
        except Exception as e: print(type(e).__name__, e)
    loop.add_signal_handler(signal.SIGUSR2, lambda: 1/0)
    loop.set_exception_handler(lambda l, c: print(sorted(c), c["message"][:40], repr(c["exception"])))
    os.kill(os.getpid(), signal.SIGUSR2); print("sent"); await asyncio.sleep(0.01)
    stop=loop.create_future()
    loop.add_signal_handler(signal.SIGUSR1, stop.set_result, None)
    loop.call_later(.05, os.kill, os.getpid(), signal.SIGUSR1)
    await stop
    print("stopped")
    def other():
        try: loop.add_signal_handler(signal.SIGUSR1, print)
        except RuntimeError as e: print(e)
    await asyncio.to_thread(other)
asyncio.run(main())
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler, signal.getsignal(signal.SIGUSR1))
with asyncio.Runner() as r:
    async def one(): asyncio.get_running_loop().add_signal_handler(2, print, "interrupted")
    async def two(): os.kill(os.getpid(), 2); await asyncio.sleep(.01); print("on")
    r.run(one()); r.run(two())
loop=asyncio.new_event_loop()
try: loop.close(); loop.add_signal_handler(15, print)
except RuntimeError as e: print(e)
