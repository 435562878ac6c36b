# What functions and methods of built-in modules say of arguments that do not fit: the module's name stands in front.
import asyncio, collections, gc, heapq, itertools, math, random, sys, threading, time

FUNCTIONS = (
    time.sleep, time.time, math.sqrt, math.floor, math.gcd, math.hypot, math.log, math.atan2, math.isclose, heapq.heapify,
    heapq.heappush, asyncio.get_running_loop, asyncio.current_task, random.random, random.Random().getrandbits, sys.intern,
    sys.getrefcount, sys.getrecursionlimit, sys.exc_info, sys.getsizeof, gc.enable, gc.collect, itertools.tee,
    collections.deque().append, threading.Lock().release, abs, len, id, hash, iter, [].append, "".join, {}.get,
)
for f in FUNCTIONS:
    for arguments, keywords in (((), {}), ((1, 2, 3, 4, 5, 6, 7), {}), ((1, 2), {"zork": 1}), ((), {"zork": 1})):
        try:
            f(*arguments, **keywords)
        except (TypeError, RuntimeError) as e:
            print(f.__name__, len(arguments), *keywords, type(e).__name__, e)
