# str.format and format_map: fields, indices, attributes, conversions, errors.
class P:
    def __init__(self): self.x, self.d, self.l = 1, {"k": "v", 0: "zero", "a b": 2}, [10, [20, 30]]
    def __repr__(self): return "P()"
p = P()
print("{} {}".format(1, 2), "{1} {0} {1}".format("a", "b"), "{a} {b}".format(b=1, a=2), "{0} {x}".format(5, x=6), "{{}} {{{}}}".format(1), "{}".format("{}"), "".format(), "no fields".format(1, a=2))
print("{0.x} {0.d[k]} {0.d[0]} {0.l[1][0]} {p.l[0]} {0.d[a b]} {0.__class__.__name__}".format(p, p=p), "{[1]} {.x}".format([1, 2], p), "{0[-1]}".format({"-1": "text key"}), "{d[k]}".format(d={"k": 1}))
print("{!r} {!s} {!a} {0!r:>5}".format("é", "é", "é") if False else "{!r} {!s} {!a}".format("é", "é", "é"), "{0!r:>5}|{0!s:^5}|{0!a:*<8}".format("é"), "{:>5} {:<5}| {:^5}".format(1, "a", 2.5), "{:,} {:.2f} {:x}".format(1234567, 3.14159, 255), "{:%}".format(0.5))
print("{:{}}|{:{w}.{p}f}|{:{f}^{w}}".format("a", 5, 3.14159, "b", w=8, p=2, f="-"), "{0:{1[w]}}".format("x", {"w": 4}) + "|", "{:{:{}}}".format(5, 3, 1) if False else "", "{a:{b}}".format(a=1, b=">4"))
class F:
    def __format__(self, spec): return f"<{spec}>"
print("{:any thing} {:} {:{}} {:{{}}}".format(F(), F(), F(), "inner", F()) if False else "{:any thing} {:} {:{}}".format(F(), F(), F(), "inner"), "{:%Y-%m-%d}".format(F()), "{0:a}{0:b}".format(F()))
class D(dict):
    def __missing__(self, k): return "?" + k
print("{a} {b}".format_map(D(a=1)), "{x.real}".format_map({"x": 5}), "{a[0]}".format_map({"a": "xyz"}))
for s, a, k in (("{}", (), {}), ("{0}", (), {}), ("{a}", (), {}), ("{} {0}", (1,), {}), ("{0} {}", (1,), {}), ("{", (), {}), ("}", (), {}), ("{0", (1,), {}), ("{0!}", (1,), {}), ("{0!x}", (1,), {}), ("{0!rr}", (1,), {}), ("{0:{}", (1,), {}), ("a}b", (), {}), ("{a.b}", (), {"a": 1}), ("{a[b]}", (), {"a": {}}), ("{a[0]}", (), {"a": []}), ("{a[}", (), {"a": 1}), ("{a[]}", (), {"a": {}}), ("{.x}", (1,), {}), ("{0.}", (1,), {}), ("{0[a]b}", ({"a": 1},), {}), ("{:d}", ("x",), {}), ("{0:{1}}", (1,), {}), ("{1}", (5,), {}), ("{-1}", (1,), {}), ("{ }", (1,), {}), ("{ a}", (), {" a": "spaced"}), ("{0x1}", (1, 2), {}), ("{99999999999999999999}", (), {}), ("{!r", (1,), {}), ("{:{:{}}}", (1, 2, 3), {}), ("{{}", (), {}), ("{}}", (1,), {}), ("{a!r:>{w}}", (), {"a": 1})):
    try: print(repr(s), "->", s.format(*a, **k))
    except Exception as e: print(repr(s), type(e).__name__, e)
