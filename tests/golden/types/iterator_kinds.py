# Iterators of built-in types: names, exhaustion, hints.
def t(f,*a):
    try: print(repr(f(*a)))
    except BaseException as e: print(type(e).__name__, e)
class G:
    def __getitem__(s,i): return [0,1,4,9][i]
g=G()
it=iter([1,2,3]); next(it); print(it.__length_hint__()); l=[1]; it=iter(l); next(it); t(lambda:next(it)); l.append(2); t(lambda:next(it))
l=[1,2,3,4]; 
for v in l:
    if v<20 and len(l)<8: l.append(v*10)
print(l)
r=reversed([1,2,3]); print(r.__length_hint__(),list(r),list(r)); print(list(reversed('abc')),list(reversed((1,2))),list(reversed({1:2,3:4})),list(reversed({1:2,3:4}.values())))
t(lambda:list(iter(lambda l=[3,2,1,0]: l.pop(),0)))
z=zip(range(3),'ab'); print(list(z),list(z)); e=enumerate('ab',5); print(next(e),list(e)); print(list(enumerate('ab',start=2**63-1)),list(enumerate(iterable='x')))
print(list(map(lambda *a:a,[1,2,3],'ab')),list(filter(None,[0,1,'',2])),list(filter(lambda x:x%2,range(5)))); f=filter(bool,[0,3]); print(next(f)); t(lambda:next(f))
for o in (iter([]),iter(()),iter(''),iter('é'),iter({}),iter({}.values()),iter({}.items()),reversed({}),reversed({}.values()),reversed({}.items()),iter(set()),iter(range(1)),iter(range(2**70)),reversed([]),reversed(()),zip(),map(int,[]),filter(int,[]),enumerate([]),iter(int,1),iter(b''),iter(bytearray()),iter(g),{}.keys(),{}.values(),{}.items(),range(1),slice(1)): print(type(o).__name__,end=' ')
print()
class It:
    def __init__(s): s.n=0
    def __iter__(s): return s
    def __next__(s):
        s.n+=1
        if s.n>3: raise StopIteration('done')
        return s.n
print(list(It()),sum(It()),max(It()),sorted(It(),reverse=True),dict(zip(It(),It())),set(It()),any(It()),all(It()),tuple(It()),'-'.join(map(str,It()))); a,b,c=It(); print(a,b,c)
i=It(); list(i)
try: next(i)
except StopIteration as e: print('v',e.value)
t(lambda:next(iter([]),'dflt'))
