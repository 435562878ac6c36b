# Keywords named like a native's own parameters, property docstrings, subclasses of numbers, super, the order of __del__.
# misc known items
try: print(dict(**{'self':1}))
except Exception as e: print(repr(e))
for f,kw in [(dict.update,{'self':1}),]:
    d={}
    try:
        d.update(**{'self':1,'other':2}); print(d)
    except Exception as e: print(repr(e))
print('{self}'.format(**{'self':5}))
try: print("{x}".format_map({'x':1}))
except Exception as e: print(repr(e))
import types
print(types.SimpleNamespace(**{'self':1,'mapping_or_iterable':2}))
class A:
    def __init__(self, /, **kw): print(kw)
A(**{'self':1})
class B(dict): pass
print(B(**{'self':1,'cls':2}))
class M(type):
    def __new__(mcls, name, bases, ns, **kw):
        print(kw); return super().__new__(mcls, name, bases, ns)
    def __init__(cls, name, bases, ns, /, **kw): super().__init__(name,bases,ns)
class Q(metaclass=M, self=1, cls=2, mcls2=3): pass
class R:
    def __init_subclass__(cls, /, **kw): print(kw)
class S(R, cls=1, self=2): pass
import functools
def f(*a, **k): print(a,k)
functools.partial(f, **{'self':1,'func':2})(func=3)
import contextlib
with contextlib.ExitStack() as st: st.callback(f, 1, **{'self':2,'callback':3})
print(__annotations__ if '__annotations__' in globals() else 'none')
x: int = 1
print(__annotations__)
class P:
    @property
    def a(self):
        "doc of a"
        return 1
    b = property(lambda s: 1, doc="bdoc")
    @a.setter
    def a(self, v): pass
    @a.getter
    def c(self): "cdoc"
print(P.a.__doc__, P.b.__doc__, P.c.__doc__)
class PP(property):
    "sub"
    pass
pp = PP(lambda s: 1, doc='x'); print(pp.__doc__)
class PP2(property): pass
def g(s): 'gdoc'
print(PP2(g).__doc__, PP(g).__doc__)
p=property(g); 
p.__doc__='changed'; print(p.__doc__, p.__name__)
class F(float):
    def __float__(self): return 5.0
print(float(F(1.5)), F(1.5), complex(F(2)))
class C(complex):
    def __complex__(self): return 7j
    def __float__(self): return 1.0
print(complex(C(1)), C(1))
class I:
    def __index__(self): return 3
print(float(I()), complex(I()), int(I()))
class BadF:
    def __float__(self): return 1
for t in (float, complex):
    try: t(BadF())
    except Exception as e: print(type(e), e)
class SubF:
    def __float__(self): return F(2)
import warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    print(float(SubF()), type(float(SubF())))
    print([str(x.message) for x in w])
e=ValueError(1); e.__setstate__({'a':1,'args':(4,)}); print(e.a, e.args)
try: e.__setstate__(3)
except Exception as x: print(repr(x))
e.__setstate__(None)
class SA:
    def f(self): return 'SA'
class SB(SA):
    def f(self): return super(SB, self).f()+'SB'
class SC(SB): pass
print(SC().f(), super(SB, SC()).f(), super(SB,SC()).__thisclass__)
s=super(SB)
print(s, s.__self__, s.__get__(SC(), SC).f())
try: super(SB, 3)
except TypeError as e: print(e)
try: super(3, 3)
except TypeError as e: print(e)
try: super()
except RuntimeError as e: print(e)
def ff():
    super()
try: ff()
except RuntimeError as e: print(e)
def gg(x):
    super()
try: gg(1)
except RuntimeError as e: print(e)
def gg(x):
    del x
    super()
    __class__
try: gg(1)
except Exception as e: print(e)
class D:
    def __init__(self,n): self.n=n
    def __del__(self): print('del',self.n)
def h():
    a=D(1); b=D(2); c=D(3)
h()
l=[D(4),D(5),D(6)]; del l
d={1:D(7),2:D(8)}; d.clear()
class O: pass
o=O(); o.x=D(9); o.y=D(10); del o
def gen():
    try:
        yield 1
    finally: print('genfin')
def k():
    g=gen(); next(g); z=D(11)
k()
def kk():
    for i in gen():
        a=D(12)
        return 5
kk()
t=(D(13),D(14)); t=None
