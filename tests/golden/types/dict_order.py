# Dicts, their views and their order.
def t(f,*a):
    try: print(repr(f(*a)))
    except BaseException as e: print(type(e).__name__, e)
d=dict(a=1); d.update(b=2); d.update({'c':3},d=4); d.update([('e',5)]); print(d,d|{'z':0},{'z':0}|d); d|=[('q',1)]; print(d,d.setdefault('a',9),d.setdefault('n'),d.pop('zz',None),d.popitem())
class Mp:
    def keys(s): return ['x','y']
    def __getitem__(s,k): return k*2
print(dict(Mp()),{**Mp()},dict(Mp(),w=1)); t(lambda:{}|Mp()); 
d={'a':1,'b':2}; k=d.keys(); v=d.values(); i=d.items(); d['c']=3; print(k,v,i,len(k),'c' in k,3 in v,('c',3) in i,('c',4) in i,k=={'a','b','c'},k>{'a'},sorted(k&{'a','x'}),sorted(k|['q']),sorted(k-['a']),sorted(k^{'a','q'}),sorted([1]|{}.keys()),k.isdisjoint('xyz'),i.isdisjoint([('a',1)]),k.mapping)
print({1:'a',True:'b',1.0:'c'}, {1,True,1.0}, dict.fromkeys('aba',[]), d.copy()==d, d.copy() is d)
d={i:i for i in range(20)}
for i in range(0,20,2): del d[i]
d[0]='again'; print(d, list(d.items())[-1], next(reversed(d)))
q={}
for i in range(1000):
    q[i]=i
    if i>10: del q[i-10]
print(list(q))
