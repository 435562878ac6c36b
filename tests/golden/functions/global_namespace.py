# globals(), locals(), vars(), dir(), exec and eval with namespaces.
x = 1
def f(a):
    b = 2
    snapshot = locals()
    c = 3
    return snapshot, sorted(locals())
print(f(5))
print("x" in globals(), globals()["x"], globals() is vars(), globals() is locals())
globals()["made"] = "through globals"
print(made)
def g():
    def inner():
        return x, outer_value, sorted(locals())
    outer_value = 10
    return inner()
print(g())
def writes_locals():
    y = 1
    locals()["y"] = 2
    locals()["new"] = 3
    return y, "new" in locals()
print(writes_locals())
class C:
    a = 1
    names = sorted(k for k in locals() if not k.startswith("_"))
    locals()["b"] = 2
print(C.names, C.b)
print(eval("x + 1"), eval("x + y", {"x": 10, "y": 5}), eval("x + y", {"x": 10}, {"y": 7, "x": 1}))
ns = {}
exec("p = 5\ndef q(): return p * 2\nr = q()", ns)
print(ns["p"], ns["r"], "__builtins__" in ns, sorted(k for k in ns if k != "__builtins__"))
g_, l_ = {}, {}
exec("a = 1\nglobal b\nb = 2", g_, l_)
print(l_, g_["b"])
def exec_in_function():
    v = 1
    exec("v = 2; w = 3")
    return v, "w" in locals()
print(exec_in_function())
def explicit():
    d = {}
    exec("v = 2; w = v + 3", {}, d)
    return d
print(explicit())
code = compile("n * 2", "<made>", "eval")
print(eval(code, {"n": 21}), code.co_filename, code.co_name)
code = compile("for i in range(3): print(i, end=' ')\nprint()", "<made>", "exec")
exec(code)
exec(compile("1 + 1; 'shown'", "<made>", "single"))
print(eval("[i for i in range(n)]", {"n": 3}), eval("(lambda z: z + k)(1)", {"k": 4}))
print(eval("  1 +\\\n 2"), eval(" 3"), eval(b"4 * 2"), eval("(1,\n2)"))
for text in ["1 +", "x = 1", "import a", "", "1; 2", "nowhere", "1/0", "'"]:
    try:
        print(eval(text))
    except Exception as e:
        print(repr(text), "->", type(e).__name__, e)
class Custom(dict):
    def __missing__(self, key): return "<" + key + ">"
print(eval("a + b", {}, Custom(a="A")))
class Log(dict):
    def __setitem__(self, k, v):
        print("store", k, v); super().__setitem__(k, v)
exec("m = 1\nn = m + 1\nclass K: pass" if 0 else "m = 1\nn = m + 1", {}, Log())
print(eval("len", {"__builtins__": {"len": "fake"}}))
try:
    eval("len([])", {"__builtins__": {}})
except NameError as e:
    print(e)
print(vars(C)["a"], sorted(vars(type("T", (), {"z": 1})()))) 
class V:
    def __init__(self): self.one = 1
    def __dir__(self): return ["z", "a", "m"]
print(vars(V()), dir(V()))
def d():
    zz = 1; aa = 2
    return dir()
print(d())
print([n for n in dir([]) if not n.startswith("_")])
print([n for n in dir(5) if not n.startswith("_")])
print(__name__, __doc__, type(__builtins__).__name__)
