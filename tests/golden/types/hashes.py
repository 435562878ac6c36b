# Hashes are CPython's.
def t(f,*a):
    try: print(repr(f(*a)))
    except BaseException as e: print(type(e).__name__, e)
print(hash((1,2,3)),hash(()),hash((1,(2,(3,)))),hash(frozenset()),hash(frozenset([frozenset([1])])),hash(range(0)),hash(range(0,10,3)),hash(2**61-1),hash(-1),hash(1.5),hash(1e300),hash(True),hash(None),hash(10**30),hash(1j),hash(slice(None)))
t(lambda:hash([])); t(lambda:hash(({},))); t(lambda:{[]}); t(lambda:{}.get([])); t(lambda:[] in {}); t(lambda:[] in set()); t(lambda:set() in {frozenset()}); t(lambda:{frozenset([1])}.remove({1})); t(lambda:hash({}.values())==hash({}.keys()) if 0 else hash({}.keys()))
