# Arguments of the loop's methods by name, names that come late in dir(), and the warning of a loop made unasked.
import asyncio
import warnings

print([name in dir(asyncio) for name in ("to_thread", "QueueEmpty", "wait_for", "all_tasks", "run", "sleep", "Barrier")])

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    made = asyncio.get_event_loop()
    same = asyncio.get_event_loop() is made
print([(w.category.__name__, str(w.message), w.filename == __file__) for w in caught], same)

loop = asyncio.new_event_loop()
loop.call_soon(callback=lambda: print("soon"))
loop.call_soon_threadsafe(callback=lambda: print("from anywhere"), context=None)
loop.call_later(delay=0.001, callback=lambda: print("later"))
loop.call_at(when=loop.time() + 0.01, callback=loop.stop)
try:
    loop.call_soon(print, callback=print)
except TypeError as fault:
    print(fault)
try:
    loop.call_later(callback=print)
except TypeError as fault:
    print(fault)
loop.run_forever()
loop.close()
made.close()
