# time beside asyncio: clocks that agree, sleeping, formatting fixed moments.
import asyncio
import time
t0 = time.time(); p0 = time.perf_counter(); m0 = time.monotonic(); time.sleep(0.05)
print(0.04 < time.time() - t0 < 5, 0.05 <= time.perf_counter() - p0 < 5, 0.05 <= time.monotonic() - m0 < 5, type(time.time()).__name__, type(time.time_ns()).__name__, time.perf_counter_ns() > 0)
async def main():
    loop = asyncio.get_running_loop(); t0, l0 = time.monotonic(), loop.time(); await asyncio.sleep(0.05); print(0.05 <= loop.time() - l0 + 0.001, time.monotonic() - t0 >= 0.049, abs(loop.time() - time.monotonic()) < 1)
asyncio.run(main())
g = time.gmtime(0); print(g.tm_year, g.tm_mon, g.tm_mday, g.tm_hour, g.tm_wday, g.tm_yday, tuple(g), g[0])
print(time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(1e9)), time.strftime("%a %A %b %B %d %j %U %w %y %I %p %%", time.gmtime(86400 * 45)), time.asctime(time.gmtime(0)), time.strftime("%X %x", time.gmtime(0)), len(time.strftime("%H:%M:%S")), time.strftime("", time.gmtime(0)))
for bad in (lambda: time.sleep(-1), lambda: time.sleep("x"), lambda: time.sleep(), lambda: time.strftime(5), lambda: time.gmtime("x")):
    try: bad()
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
print(time.sleep(0), time.process_time() >= 0, isinstance(time.timezone, int), len(time.tzname))
