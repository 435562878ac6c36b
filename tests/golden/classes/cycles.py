# Cycles: the collector finds them, finalisers run, what is reachable stays.
import gc
class N:
    def __init__(self, name): self.name = name; self.other = None
    def __del__(self): print("del", self.name)
gc.collect()
a = N("alone"); a.other = a; del a; print("dropped"); gc.collect(); print("collected")
a, b = N("a"), N("b"); a.other, b.other = b, a; del a; print("b still here", b.other.name); del b; gc.collect(); print("both gone")
l = []; l.append(l); l.append(N("in a list cycle")); del l; gc.collect()
d = {}; d["self"] = d; d["n"] = N("in a dict cycle"); del d; gc.collect()
def closure():
    n = N("in a closure cycle")
    def f(): return f, n
    return f
closure(); gc.collect()
class C:
    def __init__(self): self.m = self.method; self.n = N("bound method cycle")
    def method(self): pass
C(); gc.collect()
def gen():
    n = N("generator cycle"); g = yield; yield g
g = gen(); next(g); g.send(g); del g; gc.collect()
try: raise ValueError
except ValueError as e: saved = e; saved.me = saved; saved.n = N("exception cycle")
del saved; gc.collect()
keep = N("kept"); keep.other = [keep]; gc.collect(); print("kept is here:", keep.other[0].name); keep.other = None; del keep
print(gc.isenabled(), gc.collect() >= 0); gc.disable(); print(gc.isenabled()); gc.enable()
for i in range(3):
    x = N(f"many{i}"); x.other = (x,)
    del x
gc.collect()
print("end")
