# Iteration by __getitem__, membership, __missing__ and __length_hint__.
def t(f,*a):
    try: print(repr(f(*a)))
    except BaseException as e: print(type(e).__name__, e)
L=list(range(10))
class G:
    def __getitem__(s,i):
        if i>3: raise IndexError
        return i*i
g=G(); print(list(g),4 in g,5 in g,tuple(g),[*g],max(g),list(zip(g,'ab'))); it=iter(g); print(type(it).__name__,next(it),it.__length_hint__() if 0 else '')
a,b,*c=g; print(a,b,c)
class C:
    def __contains__(s,x): return x*2
t(lambda:3 in C()); t(lambda: 0 in C()); t(lambda: 0 not in C())
class M(dict):
    def __missing__(s,k): return 'missing '+str(k)
m=M(a=1); print(m['a'],m['b'],m.get('b'),'b' in m,m); 
class LH:
    def __init__(s,n,h): s.n=n; s.h=h
    def __iter__(s): return iter(range(s.n))
    def __length_hint__(s): print('hint'); return s.h
print(list(LH(3,5)),tuple(LH(2,NotImplemented))); t(lambda:list(LH(2,-1))); t(lambda:list(LH(2,'x')))
