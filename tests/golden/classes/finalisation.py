# __del__: when it runs, resurrection, errors in it, order.
class D:
    def __init__(self, name): self.name = name; print("made", name)
    def __del__(self): print("del", self.name)
a = D("a")
a = None
print("after a")
b = D("b"); c = b
del b; print("still one"); del c; print("gone")
def f():
    x = D("local")
    print("leaving")
f(); print("left")
def returns():
    return D("returned")
returns(); print("dropped at once")
D("temporary"); print("after temporary")
l = [D("in list"), D("second")]
l.pop(0); print("popped"); l.clear(); print("cleared")
d = {"k": D("in dict")}; d["k"] = 5; print("replaced")
x = D("rebound"); x = D("new one"); print("rebound"); del x
t = (D("t1"), [D("t2")]); del t; print("tuple gone")
kept = []
class Phoenix:
    def __del__(self): kept.append(self); print("saved")
p = Phoenix(); del p; print(len(kept)); kept.clear(); print("second time: no call")
class Holder:
    def __init__(self): self.inner = D("inner")
    def __del__(self): print("del holder")
h = Holder(); del h
def gen():
    try:
        v = D("in generator"); yield 1; yield 2
    finally: print("generator closed")
g = gen(); next(g); del g; print("generator dropped")
def frame():
    y = D("kept by closure")
    return lambda: y
k = frame(); print("have closure"); del k; print("closure dropped")
try:
    z = D("with error"); raise ValueError("e")
except ValueError as e:
    pass
del z; print("after except")
def raising():
    loc = D("local of raising"); raise KeyError
try: raising()
except KeyError: print("handler")
print("after handler")
class Sub(D):
    def __del__(self): print("sub first"); super().__del__()
Sub("sub")
print([D("elem").name for _ in range(2)])
for i in range(2): item = D(f"loop{i}")
print("loop over"); del item
m = D("method").__init__.__func__; print("method taken")
print(D("attr").name + "!")
s = {D("in set")}; s.pop(); print("set popped")
D("a1"), D("a2")
print("expression over")
def args(x): print("in args"); x = None; print("still held by caller" )
args(D("arg"))
o = D("swap1"); o, q = D("swap2"), o; print("swapped"); del o; del q
last = D("at exit")
print("end of program")
