import types
from abc import ABC, abstractmethod, ABCMeta
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
try: Shape()
except TypeError as e: print(e)
class Sq(Shape):
    def area(self): return 4
try: Sq()
except TypeError as e: print(e)
class Full(Sq):
    name = 'full'
print(Full().area(), isinstance(Full(), Shape), issubclass(int, Shape), sorted(Shape.__abstractmethods__))
@Shape.register
class Other: pass
print(issubclass(Other, Shape), isinstance(Other(), Shape), type(Shape), ABCMeta)
class Hook(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, C):
        if cls is Hook: return hasattr(C, 'quack')
        return NotImplemented
class Duck:
    def quack(self): pass
print(isinstance(Duck(), Hook), isinstance(1, Hook))
print(types.SimpleNamespace(a=1, b='x'), types.MappingProxyType({'a': 1}))
def gen(): yield
async def co(): pass
print(isinstance(gen(), types.GeneratorType), isinstance(gen, types.FunctionType), isinstance(len, types.BuiltinFunctionType), types.NoneType, types.EllipsisType, types.UnionType)
c = co(); print(isinstance(c, types.CoroutineType)); c.close()
print(isinstance(types, types.ModuleType), types.MethodType, types.TracebackType, types.FrameType, types.CellType, types.CodeType)
C = types.new_class('C', (), {}, lambda ns: ns.update(x=1)); print(C.x, C.__name__)
@types.coroutine
def old():
    got = yield 'out'
    return got
async def use(): return await old()
u = use(); print(u.send(None))
try: u.send('in')
except StopIteration as e: print(e.value)
