# Places in sorted rows, drawn with a seed; rows and keys of other classes; faults; powers modulo small and large numbers.
import bisect as bb
import random
from bisect import *
r=random.Random(4)
class L(list):
    def __getitem__(s,i): return -list.__getitem__(s,i)
    def insert(s,i,x): print('insert',i,x); list.insert(s,i,x)
for i in range(300):
    a=sorted(r.randrange(20) for _ in range(r.randrange(12))); x=r.randrange(-2,22)
    print(bisect_left(a,x),bisect_right(a,x),bisect(a,x,1) if len(a)>1 else '', bisect_left(sorted(a,key=lambda v:-v),-x,key=lambda v:-v),end=' ')
    insort(a,x); insort_left(a,x); print(a==sorted(a))
l=L([5,4,1]); print(bisect_left(l,-4)); insort(l,-3)
for f in (lambda: bisect_left([1],2,-1), lambda: bisect_left([1],'a'), lambda: bisect_left(3,1), lambda: bisect_left([1,2],1,hi=9), lambda: bisect_left(), lambda: insort((1,2),1), lambda: bisect_left([1,2],1,0,1.5), lambda: bisect_right([1,2,3],2,hi=None), lambda: bisect_left(range(100),33), lambda: insort([1],2,key=1), lambda: bisect_left('abc','b'), lambda: bisect_left([1,2],1,True)):
    try: print(f())
    except Exception as e: print(type(e).__name__,e)
print(bb.bisect is bb.bisect_right, bisect.__name__)
for b in range(-6,7):
    for e in range(-5,6):
        for m in (-7,-1,1,2,6,7,2**61-1,2**63-1,2**63,-2**63,12):
            try: print(pow(b,e,m),end=' ')
            except ValueError as x: print(x,end=' ')
print(pow(2**62,2**62,2**63-1), pow(-2**63,-2**63,2**63-1), pow(3,-1,2**61-1), pow(0,0,1))
