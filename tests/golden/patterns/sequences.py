# match: sequences of every length, stars, nesting, what counts as a sequence.
def seq(x):
    match x:
        case []: return "empty"
        case [1]: return "just one"
        case [a]: return f"one {a}"
        case [1, *rest]: return f"one then {rest}"
        case [a, b]: return f"two {a} {b}"
        case [*init, "end"]: return f"ends {init}"
        case [a, [b, *c], *_]: return f"nested {a} {b} {c}"
        case [a, *mid, z] if len(mid) > 1: return f"{a}..{z} with {mid}"
        case (a, b, c): return f"three {a} {b} {c}"
        case [*_]: return "some sequence"
        case _: return "no sequence"
for v in ([], (), [1], [5], (5,), [1, 2, 3], (1, 2), [2, 3], ["a", "end"], [1, "end"], [5, [6, 7, 8], 9, 10], [5, [6]], [5, 6, 7, 8], (5, 6, 7), "ab", b"ab", bytearray(b"a"), {1, 2}, {1: 2}, range(3), range(1, 4), iter([1]), None, 5, (x for x in [1]), [[]], memoryview(b"ab"), {}.keys()): print(repr(v)[:30].split(" at ")[0], "->", seq(v))
class L(list): pass
class T(tuple): pass
print(seq(L([5])), seq(T((5, 6))))
def stars(x):
    match x:
        case [*a]: return a
def ends(x):
    match x:
        case [first, *_, last]: return first, last
        case [only]: return only
        case []: return None
print(stars((1, 2)), ends([1, 2, 3]), ends([1, 2]), ends([1]), ends([]))
def command(line):
    match line.split():
        case ["go", ("north" | "south" | "east" | "west") as direction]: return f"going {direction}"
        case ["go", other]: return f"cannot go {other}"
        case ["drop", *things] if things: return f"dropping {', '.join(things)}"
        case ["quit" | "exit"]: return "bye"
        case [verb, *args]: return f"{verb}? {len(args)}"
        case []: return "silence"
for l in ("go north", "go up", "drop sword shield", "drop", "quit", "exit", "dance a b", ""): print(command(l))
match [1, 2, 3, 4]:
    case [_, _, *_]: print("at least two")
match [[1, 2], [3, 4]]:
    case [[a, b], [c, d]]: print(a, b, c, d)
match ((1, 2), [3]):
    case ((a, *b), [c]): print(a, b, c)
match [0, 1]:
    case [0, x] | [x, 0]: print("or", x)
match [5, 0]:
    case [0, x] | [x, 0]: print("or", x)
match (1,):
    case (x,): print("one-tuple", x)
match (1):
    case (x): print("no tuple", x)
def flatten(x):
    match x:
        case []: return []
        case [[*head], *tail]: return flatten(head) + flatten(tail)
        case [head, *tail]: return [head] + flatten(tail)
print(flatten([1, [2, [3, []]], [[4]]]))
def evaluate(e):
    match e:
        case int() | float(): return e
        case ["+", *args]: return sum(map(evaluate, args))
        case ["*", a, b]: return evaluate(a) * evaluate(b)
        case ["-", a]: return -evaluate(a)
        case ["if", c, t, f]: return evaluate(t) if evaluate(c) else evaluate(f)
        case _: raise ValueError(f"cannot evaluate {e!r}")
print(evaluate(["+", 1, ["*", 2, 3], ["-", 4], ["if", 0, 1, 10.5]]))
try: evaluate(["?"])
except ValueError as e: print(e)
def quick(xs):
    match xs:
        case [] | [_]: return xs
        case [p, *r]: return quick([x for x in r if x < p]) + [p] + quick([x for x in r if x >= p])
print(quick([3, 6, 1, 8, 2, 9, 2]))
class Seq:
    def __len__(self): print("len", end=" "); return 2
    def __getitem__(self, i):
        print("get", i, end=" ")
        if i > 1: raise IndexError
        return i
print(seq(Seq()))
