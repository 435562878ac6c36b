# Every iterator of itertools: what it gives, refuses, and how it is copied and pickled at every place.
import itertools as I, copy, pickle, warnings
warnings.simplefilter("ignore")
from itertools import *
def show(*f):
    for g in f:
        try: print(repr(g()))
        except BaseException as e: print(type(e).__name__, e)
show(lambda: list(islice(count(3),4)), lambda: count(3), lambda: count(1.5,.5), lambda:count(3,2), lambda: count('a'), lambda: count(step=3),
 lambda: list(islice(count(2**63-2),4)), lambda: repeat(3), lambda: repeat(3,4), lambda: repeat(3,-1), lambda: repeat(1,times=None), lambda: repeat(), 
 lambda: repeat(object=1,times=2), lambda: repeat(3,4).__length_hint__(), lambda: repeat(3).__length_hint__(),
 lambda: list(islice(cycle('abc'),8)), lambda: list(cycle('')), lambda: list(accumulate([1,2,3])), lambda: list(accumulate([1,2,3],initial=10)),
 lambda: list(accumulate([1,2,3],lambda a,b:a*b)), lambda: list(accumulate([],initial=None)), lambda: accumulate(), lambda: accumulate([1],2,3),
 lambda: list(chain('ab',[1],())), lambda: list(chain.from_iterable(['ab','c'])), lambda: next(chain(1)), lambda: chain[int], lambda: chain(a=1),
 lambda: list(zip_longest('abc','d',fillvalue=0)), lambda: list(zip_longest()), lambda: zip_longest(a=1), lambda: list(pairwise('abcd')), lambda: list(pairwise('a')), 
 lambda: list(batched('abcdefg',3)), lambda: list(batched('abcdefg',3,strict=True)), lambda: batched('a',0), lambda: batched('a'),
 lambda: list(compress('abcd',[1,0,1])), lambda: list(dropwhile(lambda x:x<3,[1,2,3,1])), lambda: dropwhile(1), lambda: list(dropwhile(1,[1])),
 lambda: list(takewhile(lambda x:x<3,[1,2,3,1])), lambda: list(filterfalse(None,[0,1,2,''])), lambda: list(filterfalse(lambda x:x%2,range(5))), lambda: list(starmap(pow,[(2,3),[3,2]])), lambda: list(starmap(pow,[1])),
 lambda: list(islice('abcdef',2)), lambda: list(islice('abcdef',1,None,2)), lambda: list(islice('abc',None)), lambda: islice('a',-1), lambda: islice('a',1,-1), lambda:islice('a',1,2,0), lambda: islice('a'), lambda: islice('a',1,2,3,4), lambda: islice('a','b'),
 lambda: list(product('ab',[1,2])), lambda: list(product()), lambda: list(product('ab',repeat=2)), lambda: list(product('ab',[])), lambda: product(repeat=-1), lambda: product(foo=1),
 lambda: list(permutations('abc')), lambda: list(permutations('abc',2)), lambda: list(permutations('abc',4)), lambda: permutations('abc',-1), lambda: permutations('abc','s'), lambda: list(permutations([],0)),
 lambda: list(combinations('abcd',2)), lambda: list(combinations('abcd',0)), lambda: list(combinations('abcd',5)), lambda: combinations('abc',-1), lambda: combinations('a'), lambda: list(combinations_with_replacement('abc',2)), lambda: list(combinations_with_replacement('',2)),lambda: list(combinations_with_replacement('',0)),
 lambda: [(k,list(g)) for k,g in groupby('aabbbc')], lambda: [(k,list(g)) for k,g in groupby([1,3,2,4,5],key=lambda x:x%2)], lambda: [k for k,g in groupby('aabbbc')],
 lambda: [list(x) for x in tee('abc',3)], lambda: tee('abc',0), lambda: tee('abc',-1), lambda: len(tee([1])), lambda: tee(1),
 lambda: islice.__module__, lambda: type(tee('a')[0]),
)
for mk in [lambda: count(3,2), lambda: repeat(1,3), lambda: cycle('abc'), lambda: accumulate([1,2,3,4]), lambda: chain('abc','de'), lambda: zip_longest('abc','d'),
  lambda: compress('abcd',[1,1,1,1]), lambda: dropwhile(bool,[0,1,2,3]), lambda: takewhile(callable,[int,str,int,3]), lambda: filterfalse(None,[0,'',0.0]), lambda: starmap(pow,[(1,2),(3,4),(5,2)]),
  lambda: islice('abcdefgh',1,6,2), lambda: product('ab','cd'), lambda: permutations('abcd',2), lambda: combinations('abcd',2), lambda: combinations_with_replacement('abc',2), lambda: groupby('aabbc')]:
    for n in (0,1,2,3,12):
        it=mk()
        for _ in range(n): next(it,None)
        try:
            r=it.__reduce__(); print(r[0].__name__)
            c=copy.copy(it); d=copy.deepcopy(mk()); print(list(islice(d,5)) if 'groupby' not in str(type(it)) else '')
            p=pickle.loads(pickle.dumps(it)); 
            print([x if not isinstance(x,tuple) or not isinstance(x[-1],I._grouper) else x[0] for x in islice(p,8)])
        except BaseException as e: print(type(it).__name__, n, type(e).__name__, e)
class S(islice):
    def __init__(self,*a,k=0): self.k=k
print(list(S('abc',2,k=3)), S('abc',2,k=3).k)
a,b=tee(iter(range(100000)))
print(sum(a)); print(sum(b))
g=groupby('aab'); k,gr=next(g); print(list(gr)); k2,g2=next(g); print(k2,list(gr),list(g2))
def gen():
    yield 1
    raise ValueError('x')
for mk in (lambda: chain(gen()), lambda: islice(gen(),5), lambda: pairwise(gen()), lambda: batched(gen(),3), lambda: zip_longest(gen(),'abc')):
    it=mk(); 
    for i in range(4):
        try: print(next(it))
        except Exception as e: print(type(e).__name__,e)
import gc, weakref
class A: pass
x=A(); x.it=chain([x]); w=weakref.ref(x); del x; gc.collect(); print(w() is None)
x=A(); x.it,x.i2=tee([x,1]); next(x.it); w=weakref.ref(x); del x; gc.collect(); print(w() is None)
