# __repr__, __str__, __format__, __bytes__ and who falls back on whom.
class R:
    def __repr__(self): return "R!"
class S:
    def __str__(self): return "S!"
    def __repr__(self): return "S-repr"
class F(S):
    def __format__(self, spec): return f"F<{spec}>"
class B:
    def __bytes__(self): return b"bytes of B"
r, s, f = R(), S(), F()
print(r, s, f, [r, s], (s,), {s: s}, {1: r}, f"{r} {s} {s!r} {f} {f:abc} {f!s:>6} {f!r}|")
print(str(r), repr(s), format(f, "x"), format(r), "%s %r" % (s, s), "{} {!r} {:y}".format(s, s, f), bytes(B()))
print(str(S), repr(type(s)), ascii(s), "{0!a}".format("é"), str(object) , format(5, ""), format("a", ""))
class Bad:
    def __init__(self, v): self.v = v
    def __repr__(self): return self.v
    def __str__(self): return self.v
    def __format__(self, spec): return self.v
    def __bytes__(self): return self.v
    def __hash__(self): return 1
for v in (5, None, b"x"):
    for g in (repr, str, format, bytes):
        try: print(g(Bad(v)))
        except TypeError as e: print(g.__name__, e)
for text in ["format(r, 'x')", "'{:d}'.format(r)", "f'{r:>5}'", "'%d' % r", "format(object(), 's')", "format([], '5')", "format(None, 'd')"]:
    try: print(eval(text))
    except Exception as e: print(text, "->", type(e).__name__, e)
class Sub(str):
    def __str__(self): return "via __str__"
    def __repr__(self): return "via repr"
    def __format__(self, spec): return "via format"
x = Sub("raw")
print(x, str(x), repr(x), f"{x}", "%s" % x, "{}".format(x), "" + x, x == "raw", [x], "".join([x]))
class I(int):
    def __str__(self): return "I-str"
    def __repr__(self): return "I-repr"
i = I(5)
print(i, [i], f"{i}", f"{i:d}", f"{i:3}", "%d %s" % (i, i), format(i), int(i), i + 0)
class Deep:
    def __init__(self, *c): self.c = c
    def __repr__(self): return f"Deep{self.c!r}"
print(Deep(Deep(), Deep(1, "x"), [Deep()]))
class E(Exception):
    def __str__(self): return "shown"
print(E(1), repr(E(1, 2)), [E()], f"{E()!r:>8}")
try: raise E
except E as e: print("caught", e, e.args)
class Sp:
    def __format__(self, spec): return repr(spec)
print(f"{Sp():}", f"{Sp(): }", f"{Sp():{'{'}x}", f"{Sp():a{1}b{'c'}}", "{:a{}b}".format(Sp(), 5), format(Sp(), "%Y-%m"))
print(repr("x" * 3), str(b"x"), str(b"x", "ascii"), str(bytearray(b"\xc3\xa9"), "utf-8"), str(), str(object=5), repr(...), repr(NotImplemented), repr(None))
