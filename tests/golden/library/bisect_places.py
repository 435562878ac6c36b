from bisect import *
a = [1, 2, 2, 3]
print(bisect(a, 2), bisect_left(a, 2), bisect_right(a, 9), bisect_left([], 1), bisect(a, -2, key=lambda x: -x + 0 * x))
insort(a, 2.5); insort_left(a, 0); print(a)
try: bisect(a, 1, -1)
except ValueError as e: print(e)
