# match: literals, values, wildcards, captures, guards, alternatives.
def kind(x):
    match x:
        case 0: return "zero"
        case 1 | 2 | 3: return "small"
        case -1: return "minus one"
        case 1.5 | -2.5: return "float"
        case 3 + 4j | -1 - 2j: return "complex"
        case "": return "empty text"
        case "a" "b": return "ab"
        case b"bytes": return "bytes"
        case None: return "none"
        case True: return "true"
        case False: return "false"
        case str(s) if len(s) > 5: return f"long {s}"
        case str() as s: return f"text {s}"
        case int(n) if n > 100: return f"large {n}"
        case int(): return "other int"
        case _: return f"something {x!r}"
for v in (0, 1, 2, 3, -1, 1.5, -2.5, 3 + 4j, -1 - 2j, "", "ab", b"bytes", None, True, False, "abcdefg", "abc", 1000, 50, [], 2.0, 0.0): print(repr(v), kind(v))
class Color: RED = 1; GREEN = "g"
class ns:
    class inner: value = (1, 2)
def values(x):
    match x:
        case Color.RED: return "red"
        case Color.GREEN: return "green"
        case ns.inner.value: return "inner"
    return "none of them"
for v in (1, "g", (1, 2), 2): print(values(v))
match 5:
    case x: print("captured", x)
print(x)
match 5:
    case int(y) if y > 10: print("no")
    case z if (w := z * 2) > 9: print(y, z, w)
match (1, 2):
    case (a, b) if a > b: print("no")
    case (c, d): print(a, b, c, d)
match 1:
    case 2: print("no")
print("nothing matched is fine")
def guard(log):
    def g(v): log.append(v); return v
    match 5:
        case _ if g(0): return "first"
        case n if g(n - 5): return "second"
        case 5 if g("yes"): return "third"
log = []; print(guard(log), log)
match 1, 2:
    case 1, b: print("tuple without brackets", b)
match *[1, 2], 3:
    case [a, *r]: print(a, r)
match (x := 7):
    case 7 as seven: print(seven)
match "x":
    case "x" | "y" as t: print(t)
match [1, [2, 3]]:
    case [1 | 5 as a, [2 as b, c] as d] as e: print(a, b, c, d, e)
class Eq:
    def __eq__(self, o): print("eq", o, end=" "); return o == 3
match Eq():
    case 1 | 2: print("no")
    case 3: print("three")
match Eq():
    case None: print("no")
    case True: print("no")
    case 3: print("identity for None and True")
def returns(x):
    for v in x:
        match v:
            case 0: continue
            case 9: break
            case n if n < 0: return "negative"
            case _: print("see", v, end=" ")
    else: return "else"
    return "broke"
print(returns([0, 1, 2]), returns([1, 9]), returns([0, -1]))
match = [1]; print(match[0])
match (match):
    case [x]: print(x)
def nested(x):
    match x:
        case 1:
            match x + 1:
                case 2: return "inner two"
        case _: return "outer default"
print(nested(1), nested(5))
match 10**30:
    case 1000000000000000000000000000000: print("big")
match float("nan"):
    case 1.0: print("no")
    case _: print("nan")
match "é":
    case "é": print("unicode")
