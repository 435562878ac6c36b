# C3 linearisation of many shapes, and the conflicts it finds.
O = object
class A: pass
class B: pass
class C: pass
class D: pass
class E: pass
class K1(A, B, C): pass
class K2(D, B, E): pass
class K3(D, A): pass
class Z(K1, K2, K3): pass
def names(c): return " ".join(k.__name__ for k in c.__mro__)
print(names(Z))
class F: pass
class G(F): pass
class H(F): pass
class I(G, H): pass
class J(H): pass
class L(I, J): pass
print(names(I), "|", names(L))
def attempt(name, *bases):
    try:
        c = type(name, bases, {})
        print(names(c))
        return c
    except TypeError as e:
        print(name, str(e).replace("\n", "/"))
AB = attempt("AB", A, B)
BA = attempt("BA", B, A)
attempt("Conflict", AB, BA)
attempt("Twice", A, A)
attempt("Order", F, G)
attempt("Fine", G, F)
attempt("Deep", L, J, H)
attempt("Deeper", J, L)
class M(type):
    def mro(cls):
        m = super().mro()
        print("mro of", cls.__name__, len(m))
        return m[:-1][::-1] + m[-1:] if cls.__name__ == "Reversed" else m
class Base1(metaclass=M): x = "base1"
class Base2(metaclass=M): x = "base2"
class Straight(Base1, Base2): pass
class Reversed(Base1, Base2): pass
print(Straight.x, Reversed.x, names(Reversed))
class Shown:
    def __init__(self): print("Shown", end=" "); super().__init__()
class Mix1(Shown):
    def __init__(self): print("Mix1", end=" "); super().__init__()
class Mix2(Shown):
    def __init__(self): print("Mix2", end=" "); super().__init__()
class All(Mix1, Mix2):
    def __init__(self): print("All", end=" "); super().__init__()
All(); print()
class N:
    def __mro_entries__(self, bases):
        print("entries", len(bases))
        return (A, B)
class UsesEntries(N(), C): pass
print(names(UsesEntries), UsesEntries.__orig_bases__[0].__class__.__name__)
class NoEntries:
    def __mro_entries__(self, bases): return ()
class Nothing(NoEntries()): pass
print(names(Nothing))
class BadEntries:
    def __mro_entries__(self, bases): return 5
try:
    class Bad(BadEntries()): pass
except TypeError as e:
    print(e)
