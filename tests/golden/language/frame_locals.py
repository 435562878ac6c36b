# f_locals of a function's frame reads and writes its variables where they stand (PEP 667).
import sys
def f():
    x=1
    fr=sys._getframe()
    fr.f_locals['x']=5
    print(x)
    fr.f_locals['new']=7
    print(sorted(fr.f_locals), 'new' in fr.f_locals, type(fr.f_locals).__name__)
    print(sorted(locals()))
    l=fr.f_locals
    y=3
    print(l['y'], len(l), list(l.keys()), l.get('zz'))
    l.update({'y':9})
    print(y)
    print(l==fr.f_locals, l is fr.f_locals)
f()
def outer():
    v=1
    def inner():
        v
        fr=sys._getframe()
        fr.f_locals['v']=10
        print(v)
    inner()
    print(v)
    sys._getframe().f_locals['v']=11
    inner()
outer()
class K:
    a=1
    sys._getframe().f_locals['b']=2
print(K.b)
sys._getframe().f_locals['glob']=3
print(glob, sys._getframe().f_locals is globals())
def gen():
    a=1
    yield a
    yield a
g=gen(); next(g)
g.gi_frame.f_locals['a']=42
print(next(g), g.gi_frame is g.gi_frame)
fr=g.gi_frame
del g
import gc
def h():
    try:
        1/0
    except ZeroDivisionError as e:
        tb=e.__traceback__
        tb.tb_frame.f_locals['q']=1
    loc=locals()
    loc['zz']=1
    print('zz' in locals())
    exec('w=1')
    print('w' in locals())
    print(eval('loc is not None'))
h()
def listc():
    return [sorted(sys._getframe().f_locals) for i in range(2)]
print(listc())
def d():
    w=5
    raise ValueError
try: d()
except ValueError as e:
    l=e.__traceback__.tb_next.tb_frame.f_locals
    l['w']=6; print(dict(l), e.__traceback__.tb_next.tb_frame.f_locals)
def genfin():
    try: yield 1
    finally: print('closed promptly')
g=genfin(); next(g); g.gi_frame.f_lineno; del g
print('after')
async def co():
    try: await sus()
    finally: print('co closed')
class sus:
    def __await__(self): yield
c=co(); c.send(None); print(c.cr_frame.f_lineno, c.cr_frame.f_locals); del c
print('after2')
