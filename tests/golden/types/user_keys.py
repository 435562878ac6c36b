# Dicts and sets whose keys compare and hash by methods of the language.
def t(f,*a):
    try: print(repr(f(*a)))
    except BaseException as e: print(type(e).__name__, e)
class K:
    def __init__(s,n,h=0): s.n=n; s.h=h
    def __hash__(s): return s.h
    def __eq__(s,o): print('eq',s.n,getattr(o,'n',o)); return s.n==getattr(o,'n',o)
    def __repr__(s): return f'K{s.n}'
d={}; 
for i in range(5): d[K(i)]=i
print(d[K(3)], K(9) in d, d.pop(K(2)), list(d)); d[K(0)]='new'; print(d)
t(lambda:d[K(7)])
s={K(1),K(2)}; print(K(1) in s, s&{K(2)}); s.discard(K(1)); print(s)
class Mut:
    def __init__(s,d): s.d=d
    def __hash__(s): return 1
    def __eq__(s,o): s.d.clear(); return False
d={}; d[Mut(d)]=1; d[Mut(d)]=2; print(len(d))
class Bad:
    def __hash__(s): return 1
    def __eq__(s,o): raise ZeroDivisionError('eq')
t(lambda:{Bad():1,Bad():2}); t(lambda:[Bad()]==[Bad()]); b=Bad(); t(lambda:[b]==[b]); t(lambda:b in [b]); t(lambda:[b].index(Bad())); t(lambda:{1:b}=={1:Bad()})
