# In which order comparisons ask whom.
def t(f,*a):
    try: print(repr(f(*a)))
    except BaseException as e: print(type(e).__name__, e)
class A:
    def __lt__(s,o): print('A.lt'); return NotImplemented
    def __gt__(s,o): print('A.gt'); return NotImplemented
    def __eq__(s,o): print('A.eq'); return NotImplemented
class A2(A):
    def __lt__(s,o): print('A2.lt'); return 'a2lt'
    def __gt__(s,o): print('A2.gt'); return 'a2gt'
    def __eq__(s,o): print('A2.eq'); return 'a2eq'
t(lambda:A()<A()); t(lambda:A()<A2()); t(lambda:A2()<A()); t(lambda:A()==A()); t(lambda:A()==A2()); t(lambda:A()!=A2()); t(lambda: A()!=A()); t(lambda:1<A()); t(lambda:A()<1); t(lambda:A()<=A()); t(lambda:A() in [1,A2()])
class I2(int):
    def __lt__(s,o): print('I2.lt'); return 7
    def __gt__(s,o): print('I2.gt'); return 8
t(lambda:5<I2(3)); t(lambda:I2(3)<5); t(lambda:I2(3)==3); t(lambda:hash(I2(3)));  t(lambda:sorted([I2(2),I2(1)]))
class NE:
    def __eq__(s,o): return o==5
t(lambda:NE()!=5); t(lambda:NE()!=6); t(lambda:NE()==5); t(lambda:hash(NE()))
t(lambda:1==1.0==True); n=float('nan'); t(lambda:n in [n]); t(lambda:[n]==[n]); t(lambda:2**70<1e30); t(lambda:1j==1j); t(lambda:1j<2); t(lambda: None<None); t(lambda:(1,2)<(1,'a')); t(lambda: 'a'<'b'<'c'); t(lambda:b'a'<b'b'); t(lambda:b'a'==bytearray(b'a')); t(lambda:'a'==b'a')
x=[]; x.append(x); t(lambda:x==x); y=[]; y.append(y); t(lambda:x==y)
def deep(n):
    r=[]
    for _ in range(n): r=[r]
    return r
t(lambda:deep(100000)==deep(100000))
def deept(n):
    r=()
    for _ in range(n): r=(r,)
    return r
t(lambda:type(hash(deept(100))))
