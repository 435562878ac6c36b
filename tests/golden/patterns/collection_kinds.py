# What counts as a sequence or a mapping: classes of collections.abc, registered ones, the first base that says something.
import collections, collections.abc as abc
def kind(x):
    match x:
        case [*_]: return "seq"
        case {}: return "map"
    return None
class Seq(abc.Sequence):
    def __len__(self): return 0
    def __getitem__(self, i): raise IndexError
print(kind(Seq()), kind(collections.UserList()), kind(collections.UserDict()), kind(collections.deque()), kind("text"), kind(b""), kind(bytearray()), kind({1}), kind(range(2)), kind(memoryview(b"a")))
class Late:
    def __len__(self): return 0
    def get(self, key, default=None): return default
print(kind(Late())); abc.Mapping.register(Late); print(kind(Late()))
class Sub(Late): pass
print(kind(Sub()))
class Both(collections.UserDict, abc.Sequence): pass
class Other(collections.UserList, abc.Mapping): pass
class Mixed(dict, abc.Sequence): pass
print(kind(Both()), kind(Other()), kind(Mixed()))
class C: __attr = "eggs"; _Outer__attr = "bacon"
class Outer:
    def f(self, x):
        match x:
            case C(__attr=y): return y
c = C(); setattr(c, "__attr", "spam"); print(Outer().f(c))
