# What a dataclass's methods look like from outside: signatures, annotations, tracebacks, refusals.
import inspect
import traceback
import typing
from dataclasses import KW_ONLY, Field, InitVar, asdict, dataclass, field, fields, make_dataclass, replace


@dataclass
class Point:
    x: int
    y: "float" = 2.5
    _: KW_ONLY
    tags: list[str] = field(default_factory=list)
    start: InitVar[int] = 0

    def __post_init__(self, start):
        if start < 0:
            raise ValueError(start)


print(inspect.signature(Point), Point.__doc__)
print(Point.__init__.__annotations__, Point.__init__.__qualname__, Point.__match_args__)
print(fields(Point)[0])
try:
    Point(1, start=-1)
except ValueError:
    print("".join(line for line in traceback.format_exc().splitlines(True) if "string" in line or "Error" in line))
for call in (lambda: Point(), lambda: Point(1, 2, 3), lambda: Point(1, z=2), lambda: replace(Point(1), start=1, x=2)):
    try:
        print(call())
    except (TypeError, ValueError) as fault:
        print(type(fault).__name__, fault)


@dataclass(order=True)
class Node:
    value: int
    next: "Node | None" = field(default=None, compare=False)
    self: int = 0


loop = Node(1)
loop.next = loop
print(loop, Node(1) < Node(2), asdict(Node(3)))
print(inspect.signature(Node.__lt__), Node.__eq__.__qualname__)


def attempt(make):
    try:
        make()
    except (TypeError, ValueError, AttributeError) as fault:
        print(type(fault).__name__, fault)


def twice_only():
    @dataclass
    class A:
        a: KW_ONLY
        b: "KW_ONLY"


def has_order():
    @dataclass(order=True)
    class A:
        def __lt__(self, other):
            return True


def mutable():
    @dataclass
    class A:
        x: list = []


def own_setattr():
    @dataclass(frozen=True)
    class A:
        x: int

        def __setattr__(self, name, value):
            pass


for make in (twice_only, has_order, mutable, own_setattr, lambda: make_dataclass("M", ["class"]),
             lambda: make_dataclass("M", ["a", "a"]), lambda: make_dataclass("M", [("a", int, 1, 2)]),
             lambda: dataclass(weakref_slot=True)(type("W", (), {}))):
    attempt(make)


@dataclass(frozen=True, slots=True)
class Frozen:
    x: int
    hidden: typing.ClassVar[int] = 3


one = Frozen(1)
print(hash(one) == hash((1,)), Frozen.__slots__, one.__getstate__())
attempt(lambda: setattr(one, "x", 2))
print(Field.__class_getitem__(int), [f.name for f in fields(Frozen)])
