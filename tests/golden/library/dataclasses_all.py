from dataclasses import *
from typing import ClassVar, List
@dataclass
class P:
    x: int
    y: int = 2
    tags: List[str] = field(default_factory=list, repr=False)
    n: ClassVar[int] = 5
p = P(1); print(p, p == P(1), p.tags, P.n, P.__match_args__, [f.name for f in fields(P)], asdict(p), astuple(p), replace(p, x=9))
for bad in (lambda: P(), lambda: P(1, 2, [], 4), lambda: P(1, z=1), lambda: P(1, x=2), lambda: hash(p)):
    try: print(bad())
    except TypeError as e: print(e)
@dataclass(frozen=True, order=True)
class V:
    a: int
    b: str = 'b'
print(V(1) < V(2), sorted([V(2), V(1)]), hash(V(1)) == hash(V(1)), {V(1): 2}[V(1)])
try: V(1).a = 2
except FrozenInstanceError as e: print(e)
@dataclass
class Q(P):
    z: int = 0
    _: KW_ONLY
    k: int = 7
    i: InitVar[int] = 3
    def __post_init__(self, i): self.w = i * 2
q = Q(1, 2, [], 4, k=8, i=10); print(q, q.w, q != p, Q.__match_args__, is_dataclass(q), is_dataclass(3))
@dataclass(slots=True)
class S:
    a: int
    b: int = 3
print(S(1), S.__slots__, hasattr(S(1), '__dict__'))
try:
    @dataclass
    class Bad:
        x: list = []
except ValueError as e: print(e)
try:
    @dataclass
    class Bad2:
        x: int = 1
        y: int
except TypeError as e: print(e)
M = make_dataclass('M', [('x', int), ('y', int, 5)]); print(M(1), asdict(M(1)))
@dataclass
class Tree:
    v: int
    kids: list = field(default_factory=list)
print(asdict(Tree(1, [Tree(2)])))
match V(1, 'q'):
    case V(a, b): print(a, b)
@dataclass(eq=False, repr=False)
class E: x: int
print(E(1) == E(1), P.__doc__ is None, field(default=1).default)
