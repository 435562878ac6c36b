"""Cyclic garbage is finalised before the module is taken apart."""
import weakref
class A:
    def __del__(self): print("del", self.n)
    def __init__(self,n): self.n=n; self.me=self
a=A(1); A(2)
class B: pass
b=B(); b.me=b; r=weakref.ref(b, lambda _: print("gone"))
def g():
    try: yield
    finally: print("closed")
x=g(); next(x)
def h():
    y=None
    try: yield
    finally: print("closed h", y)
l=[h()]; l.append(l); next(l[0])

