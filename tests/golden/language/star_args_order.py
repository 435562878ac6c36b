# The order in which everything in a call, a display and an assignment is evaluated.
log = []
def v(x): log.append(x); return x
def show(t): print(t, log); log.clear()
def f(*a, **k): return v("call")
v(f)(v(1), *v([2]), v(3), k=v(4), *v([5]), **v({"z": 6}), j=v(7)); log[0] = "f"; show("call")
[v(1), *v([2]), v(3)]; show("list"); {v(1): v(2), **v({3: 4}), v(5): v(6)}; show("dict"); {v(1), *v({2})}; show("set"); (v(1), v(2)); show("tuple")
class C:
    def __getitem__(self, k): log.append(("get", k)); return self
    def __setitem__(self, k, x): log.append(("set", k, x))
    def __add__(self, o): log.append(("add", o)); return self
    def __lt__(self, o): log.append("lt"); return True
    def __getattr__(self, n): log.append(n); return self
    def __call__(self, *a): log.append(("call", a)); return self
    def __repr__(self): return "C"
    def __hash__(self): return 1
    def __bool__(self): log.append("bool"); return True
c = C()
v(c)[v(0)] = v(1); show("store"); v(c)[v(0):v(1)] = v(2); show("slice store"); v(c)[v(0)] += v(1); show("augmented")
v(c).a[v(1)].b(v(2)).c; show("chain"); v(1) < v(2) < v(0) < v(9); show("comparison"); v(c) < v(c) < v(c); show("rich")
x, y = v(1), v(2); show("unpack"); v(c)[v("i")], v(c)[v("j")] = v("a"), v("b"); show("targets"); v(1) if v(0) else v(2); show("conditional"); v(0) or v(1) and v(2); show("boolean")
lambda a=v("default"): v("body"); show("lambda"); f"{v(1)}{v(2):{v(3)}}"; show("fstring"); [v(i) for i in v([1, 2]) if v(True)]; show("comprehension"); v(c) + v(1) + v(2); show("sum")
def d(a=v(1), *, b=v(2)) -> v("returns"): pass
show("def")
@v
def e(): pass
log[0] = "e"; show("decorator")
class D(v(object), metaclass=v(type)): x = v("body")
log[0], log[1] = "object", "type"; show("class")
a = b = v(5); show("multiple"); assert v(1), v(2); show("assert"); z = {v("k"): v("v") for _ in [0]}; show("dict comprehension")
try: raise v(ValueError)(v("arg")) from v(None)
except ValueError: log[0] = "ValueError"; show("raise")
for v_ in v([1]): pass
show("for"); v(1) + (v(2) * v(3)) - v(4); show("arithmetic"); -v(1) ** v(2); show("power"); v(1) in v([1]); show("in"); print(v("p"), v("q"), sep=v("-")); show("print")
