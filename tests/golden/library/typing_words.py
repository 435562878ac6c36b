# The words of typing: what they show, what they refuse, and what may stand on them as a base class.
import pickle
import typing
from typing import *

T, P = TypeVar("T"), ParamSpec("P")
EXPRESSIONS = """
List[Optional]
List[ClassVar[int]]
Optional[Generic]
List[Protocol]
Callable[[ClassVar[int]],int]
Callable[(int,),str]
Callable[int,str]
Callable[3,str]
Callable[{},str]
ClassVar[int,str]
Final[Final[int]]
TypeGuard[int,str]
Self[int]
Concatenate[int]
Concatenate[()]
Unpack[int]
Unpack[Tuple[int]]
Required[int,str]
Tuple[(1,2),]
List[(1,2),]
List[[1]]
Annotated[ClassVar[int],3]
Annotated[Optional,3]
NewType('a.B',int).__name__
Union[Optional,int]
Type[3]
Generic[int]
Generic[()]
Protocol[int]
Generic[T,T]
Literal[1,[]]
Literal[1][2]
Optional[int][3]
ClassVar.__name__
Optional.__qualname__
Union[int,str].__name__
Optional[int].__name__
List[int].__qualname__
Callable[[int],int].__name__
Annotated[int,3].__name__
Literal[1].__name__
List.append
List[int].append
dir(List[int])[:3]
List[int].__foo__
List.__foo__
Dict[T,int].foo
Type.mro
TypeVar('T',1)
TypeVar('T','a','b').__constraints__
ForwardRef(3)
ForwardRef('a b')
ForwardRef('x')==ForwardRef('x')
ForwardRef('x',module='m')
ForwardRef('x',is_class=True)
int|ForwardRef('x')
Required[int]
get_type_hints(3)
get_type_hints(len)
get_type_hints('a')
issubclass(int,Any)
isinstance(1,Union)
isinstance(1,Literal[1])
issubclass(int,Union[int,str])
isinstance(1,Optional[List[int]])
isinstance(1,ClassVar[int])
isinstance(1,Annotated[int,3])
isinstance(1,Callable[[int],int])
Union[int,str]()
Literal[1]()
Annotated[int,3](4)
Type[int]()
Tuple[int]([1])
Deque[int]([1])
Counter[str]('aa')
Hashable()
Sized[int]
Hashable[int]
Iterable()
Callable()
NoReturn()
NoReturn[int]
Never|int
Any|None
T|None
T|'x'
None|T
P|int
List['x']|None
Literal['a']|int
Generic|int
List[int] == pickle.loads(pickle.dumps(List[int]))
pickle.loads(pickle.dumps(Optional[int]))
pickle.loads(pickle.dumps(Callable[[int], str]))
pickle.loads(pickle.dumps(Annotated[int, {}]))
Literal[1] == Literal[True]
Literal[1, 2] == Literal[2, 1]
Optional[int] == (int | None)
Union[Annotated[int, {}], str] == Union[str, Annotated[int, {}]]
list[T] | int
int | T
"""
for text in EXPRESSIONS.strip().splitlines():
    try:
        print(text, "->", repr(eval(text)))
    except Exception as fault:
        print(text, "->", type(fault).__name__, fault)

CLASSES = r"""
class X(Any): pass
class X(Union): pass
class X(Optional[int]): pass
class X(Literal[1]): pass
class X(ClassVar): pass
class X(ClassVar[int]): pass
class X(Self): pass
class X(Callable[[int],int]): pass
class X(List[int]): pass\nprint(X.__mro__)
class X(T): pass
class X(P): pass
class X(Generic): pass
class X(Generic[T],Generic[T]): pass
class X(Generic[T],List[P]): pass
class X(Tuple[int,str]): pass\nprint(X.__mro__)
class X(Dict[T,int]): pass\nprint(X.__mro__,X.__parameters__)
class X(TypeVar): pass
class X(NewType): pass
class X(ForwardRef): pass
class N(NamedTuple,int): a:int
class N(NamedTuple,Generic[T]): a:T\nprint(N[int],N(1))
class D(TypedDict,Generic[T]): a:T\nprint(D[int],D(a=1))
class D(TypedDict,int): pass
class D(TypedDict): a=1
class D(TypedDict):\n a:int\nclass E(D):\n a:str\nprint(E.__annotations__)
class D(TypedDict): a: ClassVar[int]
class P(Protocol):\n x:int\nclass Q(P,Protocol): y:int\nprint(sorted(get_protocol_members(Q)))\nissubclass(int,Q)
@runtime_checkable\nclass P(Protocol):\n x:int\nissubclass(int,P)
@runtime_checkable\nclass P(Protocol):\n def f(self):...\nprint(issubclass(int,P));isinstance(3,P);issubclass(3,P)
class P(Protocol):\n def __init__(self): self.z=1\nP()
class P(Protocol):\n def f(self):...\nclass C(P): pass\nprint(type(C()))
print(NamedTuple('N',[('a',int)],x=1))
print(NamedTuple('N'))
print(NamedTuple('N',None))
print(NamedTuple('N',{'a':int}.items())(1))
print(TypedDict('D'))
print(TypedDict('D',{'a':int},total=False).__optional_keys__)
TypedDict('D',a=int)
print(TypedDict('D',{}).__module__)
class N(NamedTuple):\n a:int\n def f(self): return self.a\n @property\n def p(self): return 5\nprint(N(3).f(),N(3).p,N.__doc__,N.f.__qualname__)
class N(NamedTuple):\n a:int\n b=5\nprint(N._fields)
"""
for text in CLASSES.strip().splitlines():
    print("--", text)
    try:
        exec(text.replace("\\n", "\n"))
    except Exception as fault:
        print(type(fault).__name__, fault)


class Lazy:
    @property
    def x(self):
        raise RuntimeError("looked at")


@runtime_checkable
class HasX(Protocol):
    x: int


print(isinstance(Lazy(), HasX), isinstance(3, HasX))


class Movie(TypedDict, total=False):
    name: Required[str]
    year: ReadOnly[int]
    tags: Annotated[NotRequired[list[str]], "words"]


print(sorted(Movie.__required_keys__), sorted(Movie.__optional_keys__), Movie.__readonly_keys__, sorted(Movie.__mutable_keys__))
print(Movie.__orig_bases__, Movie.__total__, get_type_hints(Movie))


@no_type_check
def unchecked(x: "no name at all"):
    pass


print(get_type_hints(unchecked), get_type_hints(len))
UserId = NewType("UserId", int)
print(UserId, UserId.__module__, UserId(3), pickle.loads(pickle.dumps(UserId)) is UserId)
try:
    class Sub(UserId):
        pass
except TypeError as fault:
    print(fault)
