# Slices of every row type with every kind of bounds.
def t(f,*a):
    try: print(repr(f(*a)))
    except BaseException as e: print(type(e).__name__, e)
L=list(range(10)); T=tuple(L); S="0123456789"; U="aé中😀bçd"; B=bytes(range(10)); BA=bytearray(B)
for a in (None,-100,-3,0,2,7,100):
    for b in (None,-100,-2,0,3,8,100):
        for c in (None,1,2,-1,-3):
            s=slice(a,b,c)
            print(L[s],T[s]==tuple(L[s]),S[s]==''.join(map(str,L[s])),U[s],list(B[s])==L[s],list(BA[s])==L[s],list(range(10)[s])==L[s],s.indices(10)==range(10)[s].__reduce__()[1] if 0 else s.indices(10))
for a in (None,-3,0,2,7):
    for b in (None,-2,3,8):
        for v in ([],[1],[1,2,3],(x for x in 'ab'),'xyz'):
            if not isinstance(v,(list,str)): v=list('ab')
            l=L[:]; l[a:b]=v; print(l)
            for c in (2,-1,-3):
                l=L[:]
                try: l[a:b:c]=v; print(l)
                except ValueError as e: print(e)
        for c in (None,2,-1,-3):
            l=L[:]; del l[a:b:c]; print(l)
            ba=bytearray(B); del ba[a:b:c]; print(ba)
l=[1,2,3]; l[1:1]=l; print(l); l[::2]=l[::2][::-1]; print(l)
class Ix:
    def __init__(s,v): s.v=v
    def __index__(s): print('ix',s.v); return s.v
print(L[Ix(2)],L[Ix(1):Ix(5):Ix(2)],T[Ix(-1)],S[Ix(0)],range(5)[Ix(1)],[0]*Ix(2)); l=L[:]; l[Ix(0)]=5; del l[Ix(1)]; l.insert(Ix(1),9); print(l.pop(Ix(0)),l,l.index(4,Ix(1),Ix(5)))
