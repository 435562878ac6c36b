# Iterators say where they are: __reduce__, __setstate__, copies and pickles.
import copy,pickle
def c(it):
    r=it.__reduce__()
    print(type(it).__name__, r[0].__name__, [x if not hasattr(x,'__next__') else '<it>' for x in r[1]], r[2:])
    rest=list(copy.copy(it)); 
    p=list(pickle.loads(pickle.dumps(it)))
    print(rest, p, list(it), [x for x in it.__reduce__()[1] if not hasattr(x,'__next__')])
for mk in (lambda: iter([1,2,3]), lambda: iter((1,2,3)), lambda: iter('aéc'), lambda: iter('abc'), lambda: iter(b'abc'), lambda: iter(bytearray(b'abc')), lambda: iter(range(5)), lambda: reversed([1,2,3]), lambda: reversed((1,2,3)), lambda: iter({1:2,3:4,5:6}), lambda: iter({1:2,3:4}.items()), lambda: reversed({1:2,3:4}), lambda: iter({7,8,9}), lambda: enumerate('abc',5), lambda: zip('abc','de'), lambda: zip('ab','cd',strict=True), lambda: map(str,[1,2]), lambda: filter(None,[0,1,2]), lambda: reversed(range(4))):
    it=mk(); next(it); c(it)
class S:
    def __getitem__(self,i):
        if i>4: raise IndexError
        return i
it=iter(S()); next(it); it.__setstate__(3); print(list(it), it.__reduce__()[1:])
it=iter([1,2,3,4]); it.__setstate__(2); print(list(it)); it=reversed([1,2,3,4]); it.__setstate__(1); print(list(it))
it=iter(range(10)); it.__setstate__(4); print(list(it), it.__length_hint__())
for x in (-1,100):
    for mk in (lambda: iter([1,2,3]), lambda: reversed([1,2]), lambda:iter(range(4)), lambda:iter('abc')):
        it=mk(); it.__setstate__(x); print(list(it),end=' ')
print()
