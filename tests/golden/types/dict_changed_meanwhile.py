# A dict whose keys change while it is iterated over: what is seen, and when it is noticed.
def t(f):
    try: f()
    except RuntimeError as e: print(type(e).__name__, e)
    except Exception as e: print(type(e), e)
def a():
    d = {1:1,2:2}
    for k in d:
        print(k)
        del d[k]; d[k] = 0
def b():
    d = dict.fromkeys(range(5))
    n=0
    for k in d:
        n+=1
        print(k, end=' ')
        d.pop(k); d[k+10]=1
        if n>20: break
def c():
    d = {1:1}
    for k,v in d.items():
        print(k, v)
        del d[1]; d[2]=2
def d_():
    d = {i:i for i in range(3)}
    it = iter(d)
    next(it); d[9]=1
    try: next(it)
    except RuntimeError as e: print(e)
    del d[9]
    try: print(next(it))
    except RuntimeError as e: print(e)
    except StopIteration: print('stop')
def e():
    s = {1,2,3}
    it = iter(s)
    next(it); s.remove(2); s.add(2)
    print(list(it))
def f():
    d = {i:i for i in range(4)}
    for k in reversed(d):
        print(k); del d[k]; d[k]=0
def g():
    d = {i:i for i in range(4)}
    for k in d.values():
        print(k); d.clear(); d.update({7:7,8:8,9:9,10:10})
def h():
    d = {i:i for i in range(4)}
    it=iter(d.items()); next(it); d.clear()
    print(list(it))
def i():
    d={0:0}
    for x in d:
        del d[0]
        d[0]=0
        print('once')
def j():
    d={0:0}
    for x in d:
        d[x]=5; print(x)
def k():
    d={1:1,2:2,3:3}
    it=iter(d)
    print(next(it)); del d[3]; d[4]=4
    print(list(it))
def l():
    d={1:1,2:2,3:3}
    it=iter(d)
    print(next(it),it.__length_hint__()); del d[3];
    print(it.__length_hint__())
    try: next(it)
    except RuntimeError as e: print(e, it.__length_hint__())
for q in (a,b,c,d_,e,f,g,h,i,j,k,l): print(q.__name__); t(q)
import random
for trial in range(60):
    random.seed(trial); d = {}
    for step in range(random.randrange(60)):
        key, chance = random.randrange(30), random.random()
        if chance < .5: d[key] = step
        elif chance < .8: d.pop(key, None)
        elif chance < .87 and d: d.popitem()
    seen = []
    try:
        for n, key in enumerate(d):
            seen.append(key)
            if random.random() < .4:
                d.pop(key); d[random.choice([key, 100 + n])] = 1
            if n > 40: break
    except RuntimeError as e: seen.append(str(e))
    print(seen, list(d), list(reversed(d)))
