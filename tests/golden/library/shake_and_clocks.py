import hashlib, time
s = hashlib.shake_128(b'abc'); print(s.hexdigest(16), s.name, s.digest_size, s.block_size, hashlib.shake_256().hexdigest(5), hashlib.new('shake_256', b'x').digest(3), repr(s)[:25])
try: s.digest()
except TypeError: print("a length is wanted")
print(abs(time.clock_gettime(time.CLOCK_REALTIME) - time.time()) < 5, time.clock_gettime_ns(time.CLOCK_MONOTONIC) <= time.monotonic_ns(), time.clock_getres(1))
try: time.clock_gettime(99)
except OSError as e: print(e)
from typing import *
print([n for n in globals() if 'alias' in n.lower()])
