# match: mappings, rest, nested, keys of every kind.
def m(x):
    match x:
        case {}: return "any mapping" if not x else f"mapping {sorted(map(str, x))}"
    return "no mapping"
print(m({}), m({1: 2}), m([]), m(None), m("ab"))
def route(x):
    match x:
        case {"type": "point", "x": x, "y": y}: return f"point {x} {y}"
        case {"type": "circle", "r": int(r) | float(r)}: return f"circle {r}"
        case {"type": "line", "points": [{"x": a}, *_]}: return f"line from {a}"
        case {"type": t, **rest}: return f"{t} with {rest}"
        case {1: v}: return f"int key {v}"
        case {1 + 2j: v} | {-1: v}: return f"odd key {v}"
        case {None: v}: return f"none key {v}"
        case {b"b": v, "c" "d": w}: return f"bytes {v} joined {w}"
        case {**all_}: return f"rest {all_}"
        case _: return "not a mapping"
for v in ({"type": "point", "x": 1, "y": 2, "z": 3}, {"type": "circle", "r": 2.5}, {"type": "circle", "r": "x"}, {"type": "line", "points": [{"x": 5}, 1]}, {"type": "other", "a": 1}, {"type": "other"}, {1: "one"}, {1.0: "float one"}, {True: "true"}, {1 + 2j: "c"}, {-1: "m"}, {None: "n"}, {b"b": 1, "cd": 2}, {}, {"q": 1}, [("type", 1)], 5): print(route(v))
class K: NAME = "name"
match {"name": "x", "n": 1}:
    case {K.NAME: n, **kw}: print(n, kw)
match {"a": {"b": {"c": [1, 2, {"d": "deep"}]}}}:
    case {"a": {"b": {"c": [_, _, {"d": d}]}}}: print(d)
match {"a": None}:
    case {"a": None}: print("none value")
match {"a": 1}:
    case {"b": _}: print("no")
    case {"a": _}: print("has a")
class Miss(dict):
    def __missing__(self, k): return "made up"
match Miss(a=1):
    case {"zz": z}: print("no", z)
    case {"a": a}: print("missing is not asked", a)
class Map:
    def keys(self): return ["a"]
    def __getitem__(self, k): return 1
print(m(Map()))
d = {"a": 1, "b": 2, "c": 3}
match d:
    case {"a": a, **rest}: rest["new"] = 1; print(rest, d)
match {"x": 1, "y": 2}:
    case {"x": 1 | 2 as x, "y": int() as y} as whole: print(x, y, whole)
match {"k": [1, 2]}:
    case {"k": [a, b]} if a < b: print(a, b)
def handle(event):
    match event:
        case {"user": {"name": str(name), "roles": [*_, "admin"]}}: return f"admin {name}"
        case {"user": {"name": str(name), **other}}: return f"user {name} {len(other)}"
        case {"error": {"code": 404 | 410 as code}}: return f"gone {code}"
        case {"error": {"code": int(code)}} if code >= 500: return f"server {code}"
        case {"error": e}: return f"error {e}"
for e in ({"user": {"name": "A", "roles": ["x", "admin"]}}, {"user": {"name": "B", "roles": []}}, {"error": {"code": 410}}, {"error": {"code": 503}}, {"error": {"code": 400}}, {"error": "text"}, {"user": {"name": 5}}): print(handle(e))
def dup(k):
    class N: A = "same"; B = "same"
    match {"same": 1}:
        case {N.A: x, N.B: y}: return x, y
try: dup(1)
except ValueError as e: print(e)
