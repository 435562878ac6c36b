# Drawn data of all classes that pprint knows, in drawn widths and indents; recursion, subclasses, data classes, faults.
import pprint, collections, types, dataclasses, random, io
from pprint import *
r=random.Random(3)
def make(d):
    k=r.randrange(17 if d else 6)
    if k==0: return r.randrange(10**r.randrange(1,20))
    if k==1: return ' '.join(r.choice(['foo','barbaz','q\n','"it\'s"','xxxxxxxxxxxxxxxxxxxx']) for _ in range(r.randrange(12)))
    if k==2: return bytes(r.randrange(256) for _ in range(r.randrange(40)))
    if k==3: return r.random()
    if k==4: return None
    if k==5: return bytearray(b'abc'*r.randrange(20))
    n=r.randrange(7)
    if k in(6,7): return [make(d-1) for _ in range(n)]
    if k==8: return tuple(make(d-1) for _ in range(n))
    if k in(9,10): return {r.choice('abcdefghij')*r.randrange(1,9):make(d-1) for _ in range(n)}
    if k==11: return {r.randrange(1000) for _ in range(n*3)}
    if k==12: return frozenset(range(n*2))
    if k==13: return collections.OrderedDict((str(i),make(d-1)) for i in range(n))
    if k==14: return collections.deque([make(d-1) for _ in range(n)], r.choice([None,50]))
    if k==15: return types.SimpleNamespace(**{'a'*(i+1):make(d-1) for i in range(n)})
    if k==16: return r.choice([collections.Counter('abracadabra'*n), collections.defaultdict(int,{'a':make(d-1),3:4}), types.MappingProxyType({'x':make(d-1)}), collections.ChainMap({'a':make(d-1)},{'b':3}), collections.UserList([make(d-1)]), collections.UserDict(a=make(d-1)), collections.UserString('hello '*n)])
for i in range(60):
    o=make(3)
    kw=dict(width=r.choice([80,40,20,5]),indent=r.choice([1,1,4,0]),compact=r.random()<.4,depth=r.choice([None,None,2]),sort_dicts=r.random()<.6,underscore_numbers=r.random()<.3)
    print(kw); print(pformat(o,**kw)); print(isreadable(o),isrecursive(o)); print(saferepr(o))
@dataclasses.dataclass
class P:
    x:int
    y:list
    z:str=dataclasses.field(repr=False,default='')
    me:object=None
p=P(1,['a'*30,'b'*40]); p.me=p
print(pformat(p).replace(str(id(p)),'ID'))
l=[1]; l.append(l); print(pformat(l).replace(str(id(l)),'ID'), isrecursive(l), isreadable(l))
d={}; d['x'*80]=d; print(pformat(d).replace(str(id(d)),'ID'))
class L(list): pass
class S(set): pass
class D(dict): pass
class R(list):
    def __repr__(s): return 'R'*100
for o in [L('abcdefgh'*4),S(range(3)),D(a=1,b='c'*80),R('a'*90),S(), frozenset(), set(), [()], ((),), collections.Counter(), collections.deque(), {1:2,'a':3,None:4,(1,):5}, {frozenset('a'):1}, {(1,'a'):1,('a',1):2}, int, print, 3+4j, True, ['a'*100], ('a'*100,)]:
    for w in (80,10): print(pformat(o,width=w))
for f in [lambda: pformat(1,indent=-1),lambda: pformat(1,depth=0),lambda: pformat(1,width=0)]:
    try: f()
    except Exception as e: print(type(e),e)
pp({'b':1,'a':2}); pprint({'b':1,'a':2}); pprint([3],stream=None)
s=io.StringIO(); pprint(['a'*50,'b'*50],s); print(s.getvalue())
class My(PrettyPrinter):
    def format(self,o,c,m,l):
        if isinstance(o,str): return o.upper(),True,False
        return super().format(o,c,m,l)
My(width=20).pprint(['abc','def',{'a':'xyz'*9}])
