# deque and OrderedDict: what they give, refuse and how they hold up when changed under way.
from collections import deque, OrderedDict, Counter
import copy, pickle, weakref, gc
def show(*f):
    for g in f:
        try: print(repr(g()))
        except BaseException as e: print(type(e).__name__, e)
d=deque('abc'); e=deque([1,2,3,4],3)
class D(deque):
    def __init__(self, *a): super().__init__(*a)
class K(deque): pass
show(lambda:d, lambda:e, lambda:e.maxlen, lambda:deque(maxlen=-1), lambda:deque(maxlen='a'), lambda:deque([],0).append(1), lambda:deque(1), lambda: deque([1],2,3), lambda: deque(foo=1), lambda: deque(iterable=[1]),
 lambda:d[0],lambda:d[-1],lambda:d[3],lambda:d['a'],lambda:d[0:1],lambda:d.index('c'),lambda:d.index('z'),lambda:d.index('a',1),lambda:d.count('a'),lambda:'b' in d,lambda:d+deque([1]),lambda:d+[1],lambda:d*2,lambda:2*d,lambda:e*2,lambda:d*'a',
 lambda:d==deque('abc'),lambda:d<deque('abd'),lambda:d==['a'],lambda:deque().pop(),lambda:deque().popleft(),lambda:d.remove('q'),
 lambda:copy.copy(e),lambda:copy.deepcopy(e),lambda:pickle.loads(pickle.dumps(e)),lambda:K('ab'),lambda:K('ab').copy(),lambda:D('ab').__copy__(),lambda:pickle.loads(pickle.dumps(K('ab'))),lambda:e.__reduce__()[:3],
 lambda:list(reversed(d)),lambda:iter(d).__length_hint__(),lambda:deque[int],lambda:bool(deque()),lambda:len(d),lambda:type(iter(d)),lambda:type(reversed(d)),lambda:weakref.ref(d)() is d,lambda: deque.__module__,lambda: d.insert(5,1),lambda:e.insert(0,1),lambda:d.maxlen, lambda: deque.__doc__)
d=deque(range(5)); d.rotate(2); print(d); d.rotate(-1); print(d); d.reverse(); print(d); d.extendleft([9,8]); print(d); del d[0]; d[1]=77; print(d); d.extend(d); print(d); d.append(d); print(d); d.pop(); d.clear(); print(d)
d=deque([1,2,3])
try:
    for x in d: d.append(1)
except RuntimeError as ex: print(ex)
class E:
    def __eq__(s,o): d.clear(); return False
for f in (lambda: E() in d, lambda: d.index(E()), lambda: d.count(E()), lambda: d.remove(E())):
    d=deque([1,2,3])
    try: print(f())
    except BaseException as ex: print(type(ex).__name__, ex)
match deque([1,2]):
    case [a,b]: print(a,b)
from collections.abc import *
print(isinstance(d,MutableSequence), isinstance(d,Sequence), issubclass(deque,Reversible))
k=K('a'); k.x=1; print(k.__dict__, pickle.loads(pickle.dumps(k)).x, copy.copy(k).__dict__)
o=OrderedDict((i,i) for i in range(20))
for i in range(0,20,3): o.move_to_end(i)
for i in range(1,20,3): o.move_to_end(i,last=False)
print(list(o)); print(o.popitem(), o.popitem(last=False), list(o)); o[5]=5; o[8]=8
for i in range(100): o.move_to_end(5, last=False); o.move_to_end(8)
print(list(o), len(o), o[5], o[8], 5 in o, 1 in o)
for i in range(300): o[i]=i
for i in range(200): o.popitem(False); o.move_to_end(250)
print(list(o)[:5], len(o), [o[k] for k in list(o)[-5:]])
try: o.move_to_end('x')
except KeyError as ex: print(ex)
try: OrderedDict().popitem()
except KeyError as ex: print(ex)
while o: o.popitem(last=len(o)%2)
print(o, list(o))
c=Counter('abracadabra'); print(c, Counter([1,True,1.0])); c.update('aaa'); print(c)
x=deque(); x.append(x); w=weakref.ref(x); del x; gc.collect(); print(w())
for t in range(2000):
    x=deque(maxlen=3); x.append(t)
import random
random.seed(1)
for trial in range(300):
    o={}; ref=[]
    od=OrderedDict()
    for step in range(60):
        k=random.randrange(30); op=random.randrange(5)
        if op<2: 
            if k not in od: ref.append(k)
            od[k]=k
        elif op==2 and k in od: od.move_to_end(k, last=False); ref.remove(k); ref.insert(0,k)
        elif op==3 and k in od: del od[k]; ref.remove(k)
        elif op==4 and ref: od.popitem(last=False); ref.pop(0)
        assert list(od)==ref and len(od)==len(ref) and all(z in od for z in ref)
print('ok')
