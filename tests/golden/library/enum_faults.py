# What enumerations refuse and how they say it; members, aliases, boundaries, unhashable values, checks.
from enum import *
import enum
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e, type(e.__context__).__name__, type(e.__cause__).__name__, getattr(e,'__notes__',None))
class C(Enum):
    A=1; B=2
    class N: pass
print(type(C.N), C.__members__)
class F(Flag):
    X=1; Y=2; Z=4
t(lambda: 1 in C); t(lambda: 'q' in C); t(lambda: [1] in C); t(lambda: 3 in F); t(lambda: 9 in F); t(lambda:'q' in F)
class M(Enum):
    A=1
    @classmethod
    def _missing_(cls,v): print('missing',v); return cls.A
t(lambda: 5 in M)
t(lambda: M(5))
class MF(IntFlag):
    A=1
t(lambda: 5 in MF); t(lambda: MF(5)); t(lambda: -1 in MF)
t(lambda: F(9)); t(lambda: F(-1)); t(lambda: F('q')); t(lambda: F.X | 2); t(lambda: F.X|F.Y); t(lambda: ~F.X); t(lambda: F(0)); t(lambda: MF(0)); t(lambda: MF.A|6); t(lambda: 6|MF.A); t(lambda: F.X&'q'); t(lambda: 1 in F.X)
t(lambda: F.X | None)
t(lambda: C(9)); t(lambda: C()); t(lambda: C['Q']); t(lambda: Enum('X')); t(lambda: Enum('X','a b')); t(lambda: list(Enum('X',{'a':3}))); t(lambda: IntEnum('X',['a','b'],start=5).b)
def w():
    class Q(Enum):
        A=1; A=2
t(w)
def w():
    class Q(Enum):
        _x_=1
t(w)
def w():
    class Q(C): pass
t(w)
def w():
    class Q(Enum, int): pass
t(w)
def w():
    class Q(int, Enum): A='x'
t(w)
def w():
    class Q(Enum): mro=3
t(w)
def w():
    class Q(Enum):
        A='a'; B=auto()
t(w)
def w():
    class Q(Enum):
        A='a'; B=1; B2=auto()
t(w)
def w():
    class Q(Flag):
        A='a'
    return list(Q), Q.A, Q._flag_mask_
t(w)
def w():
    class Q(Flag):
        A='a'; B=auto()
t(w)
def w():
    class Q(Flag):
        A=-1; B=1; C=3; D=2; E=0
    return list(Q), Q.A, Q.C, Q._flag_mask_, Q._singles_mask_, Q._all_bits_, Q._member_names_
t(w)
def w():
    class Q(Flag, boundary=CONFORM):
        A=1; C=6
    return Q.C, list(Q.C), Q(7), Q(15), Q(-1), ~Q.A, Q(2)
t(w)
def w():
    class Q(Flag, boundary=EJECT):
        A=1; C=6
    return Q.C, list(Q.C), Q(7), Q(15), Q(-1), ~Q.A
t(w)
def w():
    class Q(Flag, boundary=KEEP):
        A=1; C=6
    return Q.C, list(Q.C), Q(7), Q(15), Q(-1), ~Q.A, Q(2), Q(-9)
t(w)
def w():
    class Q(Flag):
        A=1; C=6
    return Q.C, list(Q.C), Q(7), ~Q.A
t(w)
t(lambda: setattr(C,'A',3)); t(lambda: delattr(C,'A')); t(lambda: setattr(C.A,'name',3)); t(lambda: setattr(C.A,'value',3)); t(lambda: C.A.foo); t(lambda: C.foo); t(lambda: C.name); t(lambda: delattr(C.A,'name'))
t(lambda: C.A<C.B); t(lambda: verify(CONTINUOUS)(Enum('X',{'a':1,'b':5}))); t(lambda: unique(Enum('X',{'a':1,'b':1}))); t(lambda: verify(UNIQUE)(Enum('X',{'a':1,'b':1}))); t(lambda: verify(NAMED_FLAGS)(Flag('X',{'a':1,'b':7})))
t(lambda: verify(NAMED_FLAGS)(Flag('X',{'a':1,'b':7,'c':11}))); t(lambda: verify(CONTINUOUS)(Flag('X',{'a':1,'b':8})))
t(lambda: StrEnum('X','a b').a); 
def w():
    class Q(StrEnum): A=1
t(w)
def w():
    class Q(StrEnum): A=('a','b','c','d')
t(w)
def w():
    class Q(StrEnum): A=b'a',1
t(w)
def w():
    class Q(StrEnum): A=b'a','utf8',1
t(w)
def w():
    class Q(ReprEnum): A=1
t(w)
def w():
    class Q(Enum):
        _order_='B A'
        A=1;B=2
t(w)
def w():
    class Q(Enum):
        _ignore_='A'
        A=1;B=2
    return list(Q), Q.__dict__.get('_ignore_')
t(w)
def w():
    class Q(Enum):
        A=1
        _ignore_='A'
t(w)
def w():
    class Q(Enum):
        A=auto()
        def _generate_next_value_(*a): pass
t(w)
def w():
    class Q(Enum):
        A=(1,auto()); B=auto(),auto()
    return list(Q)
t(w)
def w():
    class Q(Enum):
        def __init__(self,a): 1/0
        A=1
t(w)
def w():
    class Q(Enum):
        def __init__(self,a): pass
        A=1,2
t(w)
t(lambda: auto()); t(lambda: enum.bin(5)); t(lambda: enum.bin(-5)); t(lambda: enum.bin(0)); t(lambda: enum.bin(5,8)); t(lambda: enum.show_flag_values(7))
t(lambda: dir(C)); t(lambda: dir(C.A)); t(lambda: dir(F.X))
class MM(Enum):
    A=1
    @classmethod
    def _missing_(cls,v): return 5
t(lambda: MM(3))
class MM(Enum):
    A=1
    @classmethod
    def _missing_(cls,v): raise KeyError(v)
t(lambda: MM(3))
t(lambda: [FlagBoundary.STRICT, EnumCheck.UNIQUE, STRICT, str(STRICT)])
class U(Enum):
    A=[1]; B=[1]; D={}
t(lambda: [list(U), U([1]), U({}), [1] in U, [2] in U, U.__members__, U._unhashable_values_, U._unhashable_values_map_])
