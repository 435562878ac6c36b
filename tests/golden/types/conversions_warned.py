# Conversions whose special method gives an instance of a subclass, and other things that are deprecated.
import warnings
warnings.simplefilter('always')
class II(int): pass
class A:
    def __int__(self): return II(3)
class B:
    def __index__(self): return II(4)
class T:
    def __trunc__(self): return 5
class T2:
    def __int__(self): return True
def show(f):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try: r=f()
        except Exception as e: r=repr(e)
        print(r, type(r).__name__, [(x.category.__name__, str(x.message)) for x in w])
show(lambda: int(A())); show(lambda: int(B())); show(lambda: int(T())); show(lambda: int(T2()))
show(lambda: [1,2,3,4,5][B()]); show(lambda: range(B())); import operator; show(lambda: operator.index(B()))
show(lambda: bool(NotImplemented)); show(lambda: not NotImplemented); show(lambda: 1 if NotImplemented else 2)
class F(float): pass
class G:
    def __float__(self): return F(2)
show(lambda: float(G())); show(lambda: complex(G())); import math; show(lambda: math.sqrt(G()))
class CC(complex): pass
class H:
    def __complex__(self): return CC(2)
show(lambda: complex(H())); show(lambda: int('5')); show(lambda: ~True)
show(lambda: float(F(1.5))); show(lambda: float.__new__(F, 1.5)); show(lambda: int.__int__(II(4))); show(lambda: II(7)); show(lambda: int(II(7)))
class S(str):
    pass
class R:
    def __str__(self): return S('x')
    def __repr__(self): return S('y')
    def __format__(self, s): return S('z')
show(lambda: str(R())); show(lambda: repr(R())); show(lambda: format(R()))
class L:
    def __len__(self): return II(3)
show(lambda: len(L()))
class BB:
    def __bool__(self): return 1
show(lambda: bool(BB()))
class H2:
    def __hash__(self): return II(5)
show(lambda: hash(H2()))
class H3:
    def __hash__(self): return 1.5
show(lambda: hash(H3()))
