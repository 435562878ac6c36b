from typing import *
import typing
T = TypeVar('T'); K = TypeVar('K')
print(List[int], Dict[str, int], Optional[int], Union[int, str], Union[int, None], Any, Callable[[int, str], bool], Callable[..., Any], Tuple[int, ...], Tuple[()])
print(Literal['a', 1], Annotated[int, 'x'], ClassVar[int], Final[str], Type[int], Iterator[T], List['X'], T, NoReturn, Self, Awaitable[int], Generator[int, None, str])
class Stack(Generic[T]):
    def __init__(self) -> None: self.items: List[T] = []
    def push(self, x: T) -> None: self.items.append(x)
s = Stack[int](); s.push(1); print(s.items, Stack[int], Stack.__parameters__, s.__orig_class__, Stack.__mro__)
class Two(Generic[K, T]): pass
print(Two[int, str], Two[int, T][str], Two.__parameters__)
try: Two[int]
except TypeError as e: print(e)
class Box[V]:
    def __init__(self, v: V): self.v = v
print(Box[int], Box(3).v, Box.__type_params__, Box[int](2).v)
@runtime_checkable
class Closer(Protocol):
    def close(self) -> None: ...
class F:
    def close(self): pass
print(isinstance(F(), Closer), isinstance(3, Closer))
try: Closer()
except TypeError as e: print(e)
class Pt(NamedTuple):
    x: int
    y: int = 0
    def norm(self): return abs(self.x) + abs(self.y)
print(Pt(1), Pt(3, -4).norm(), Pt._fields, Pt.__annotations__, Pt.__mro__)
class Movie(TypedDict, total=False):
    name: str
    year: Required[int]
m: Movie = {'name': 'x', 'year': 1}; print(m, Movie(name='y', year=2), sorted(Movie.__required_keys__), Movie.__total__)
def f(a: int, b: 'str' = 'x', *c: Optional[int]) -> List[int]: return [a]
print(get_origin(List[int]), get_args(Dict[str, int]), get_args(Callable[[int], str]), get_origin(int | str), get_origin(Optional[int]), get_args(Optional[int]))
print(cast(int, 'x'), TYPE_CHECKING, NewType('UserId', int)(5), Union[int, str] == Union[str, int], Optional[int] == Union[None, int])
@overload
def g(x: int) -> int: ...
def g(x): return x
print(g(2), isinstance([], List), List[int] == List[int], {List[int]: 1}[List[int]], Union[int, Union[str, int]])
for bad in (lambda: Any(), lambda: List[int, str], lambda: Optional[int, str], lambda: isinstance(1, Any), lambda: Callable[int]):
    try: bad(); print('no')
    except TypeError as e: print(e)
print(int | None, list[T], Final, List, Dict, Optional)
