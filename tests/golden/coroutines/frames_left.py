# What is thrown into a generator that has not begun; frames cleared and left; the object that says no default; cycles of classes.
import sys, typing, gc, weakref
def g():
    try: yield 1
    finally: print('never')
it = g()
try: it.throw(ValueError('x'))
except ValueError as e:
    print(e, e.__traceback__.tb_next and e.__traceback__.tb_next.tb_frame.f_code.co_name, e.__traceback__.tb_next and e.__traceback__.tb_next.tb_lineno)
print(next(it, 'end'), it.gi_frame)
async def c(): pass
co = c()
try: co.throw(KeyError('k'))
except KeyError as e: print(e, e.__traceback__.tb_next and e.__traceback__.tb_next.tb_lineno)
try: co.send(None)
except RuntimeError as e: print(e)
print(typing.NoDefault, repr(typing.NoDefault), type(typing.NoDefault))
T = typing.TypeVar('T'); print(T.__default__, T.has_default())
T = typing.TypeVar('T', default=int); print(T.__default__, T.has_default())
def f[X, Y=int](): pass
print([p.__default__ for p in f.__type_params__])
try: type(typing.NoDefault)(1)
except TypeError as e: print(e)
print(type(typing.NoDefault)() is typing.NoDefault)
# frame.clear
def h():
    x = [1]
    y = 2
    yield x
    print('after')
it = h(); next(it)
fr = it.gi_frame
try: 
    fr.clear(); print('cleared', fr.f_locals)
except RuntimeError as e: print('RT', e)
print(next(it, 'end'))
def run():
    try: sys._getframe().clear()
    except RuntimeError as e: print(e)
run()
def gg():
    fr = sys._getframe()
    try: fr.clear()
    except RuntimeError as e: print(e)
    yield 1
    try: fr.clear()
    except RuntimeError as e: print(e)
list(gg())
def inner():
    a = 1; b = [2]; c = object
    d = a + 1
    raise ValueError(b)
try: inner()
except ValueError as e:
    fr = e.__traceback__.tb_next.tb_frame
    print(fr.f_locals.keys(), fr.f_locals)
    fr.clear(); print(fr.f_locals)
    e.__traceback__.tb_next.tb_frame.clear()
def inner2(n):
    x = n * 2
    y = x + 1
    z = y
    print(z)
    fr = sys._getframe()
    return fr
def inner4(l):
    for i in l:
        t = i
        del i
    raise KeyError
try: inner4([1,2])
except KeyError as e: print(e.__traceback__.tb_next.tb_frame.f_locals)
class W: pass
# class in a cycle through its own attribute
gc.collect()
class A: pass
A.me = A
r = weakref.ref(A); del A; gc.collect(); print(r())
class B:
    def m(self): return __class__
r = weakref.ref(B); del B; gc.collect(); print(r())
class C: pass
C.inst = C(); r = weakref.ref(C); del C; gc.collect(); print(r())
def mk():
    class D:
        def meth(self): return D
    return weakref.ref(D)
r = mk(); gc.collect(); print(r())
class M(type): pass
class E(metaclass=M): x = property(lambda s: E)
r, r2 = weakref.ref(E), weakref.ref(M); del E, M; gc.collect(); print(r(), r2())
class F: __slots__ = ('a',)
r = weakref.ref(F); del F; gc.collect(); print(r())
class G1: pass
class G2(G1): pass
G1.sub = G2
r = weakref.ref(G1); del G1, G2; gc.collect(); print(r())
fr = inner2(4); print(list(fr.f_locals), fr.f_lineno)
async def ag():
    yield 1
def drive(c):
    try: c.send(None)
    except StopIteration as e: return e.value
a = ag()
try: drive(a.athrow(ValueError('q')))
except ValueError as e: 
    tb=e.__traceback__
    while tb: print(tb.tb_frame.f_code.co_name, tb.tb_lineno); tb=tb.tb_next
def g(x):
    print('in', x)
    yield x
it = g(1)
import traceback
try: it.throw(ValueError('x'))
except ValueError as e:
    traceback.print_exc(file=sys.stdout)
    print(e.__traceback__.tb_next.tb_frame.f_locals)
it = g(1)
try: it.throw(StopIteration(3))
except (RuntimeError, StopIteration) as e: print(repr(e), repr(e.__cause__))
async def c(x): await x
co = c(1)
try: co.throw(ValueError)
except ValueError as e: traceback.print_exc(file=sys.stdout); print(co.cr_frame, co.cr_running)
def outer(): yield from g(2)
it=outer()
try: it.throw(KeyError('k'))
except KeyError as e: traceback.print_exc(file=sys.stdout)
try: next(it)
except StopIteration: print('stop')
