# The order of sets of numbers after every operation, as a checksum of the whole.
class random:
    state=11
    @staticmethod
    def randrange(k):
        random.state=(random.state*6364136223846793005+1442695040888963407)%2**64
        return (random.state>>2)%k if k>2**32 else (random.state>>33)%k
    @staticmethod
    def choice(l): return l[random.randrange(len(l))]
def show(s): print(len(s), list(s)[:3], sum((i+1)*hash(x)%1000003 for i,x in enumerate(s))%1000003)
for r in range(40):
    n=random.choice([0,1,3,5,8,20,60,200,1000]); k=random.choice([10,100,10**6,2**62])
    a=[random.randrange(k) for _ in range(n)]; b=[random.randrange(k) for _ in range(random.choice([0,2,6,30,300]))]
    s=set(a); t=set(b)
    f=frozenset(a)
    show(s); show(s|t); show(s&t); show(s-t); show(t-s); show(s^t); show(s.union(b)); show(s.difference(b)); show(s.intersection(b)); show(s.symmetric_difference(b))
    show(s.copy()); show(f|t); show(set(dict.fromkeys(a))); show(s.union(dict.fromkeys(b)))
    u=s.copy()
    for x in a[:n//2]: u.discard(x)
    show(u); u|=t; show(u); u-=set(a); show(u); u^=s; show(u); u&=s; show(u)
    v=set(a); p=[v.pop() for _ in range(len(v)//2)]; print(p[:3]); v.update(b); show(v); v.difference_update(a); show(v); v.update(a,b,[1,2]); show(v)
    v.clear(); v.add(5); show(v); v.update(range(n)); show(v)
    show({*a,*b}); show({x%17 for x in a}); show(set(map(float,a))); show(set((x,x+1) for x in a)); show({-x for x in a}); show(s.intersection_update(b) or s)
    d=dict.fromkeys(a); e=dict.fromkeys(b); show(d.keys()|e.keys()); show(d.keys()&e.keys()); show(d.keys()-e.keys()); show(d.keys()^e.keys()); show(d.keys()&b); show(d.items()&e.items()); show(d.items()|e.items())
    print(hash(f), hash(tuple(a[:20])), f==set(a), f<=s, f.isdisjoint(b), s.issubset(f))
    x=set(range(n*3))
    for y in list(x)[::2]: x.remove(y)
    show(x); x.update(range(5,9)); show(x)
s=set()
for i in range(200000): s.add(i*7919%1000003)
show(s); s|=set(range(100000)); show(s)
show({1.5,2.5,'a' in 'abc',None is None,0.1,1e300,float('inf'),2**70,-2**70,1j+2,(1,2),frozenset([1,2]),range(5),-1,-2})
