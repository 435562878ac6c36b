# %-formatting: every conversion, flag, width, precision, mapping keys.
for f in ("%d", "%i", "%u", "%5d", "%-5d|", "%05d", "%+d", "% d", "%x", "%X", "%#x", "%#X", "%o", "%#o", "%.3d", "%8.3d", "%-8.3d|", "%+05d", "%s", "%r", "%e", "%.2e", "%E", "%f", "%.0f", "%#.0f", "%g", "%G", "%10.2f", "%-10.2f|", "%+.1f", "%010.3f", "%c", "%ld", "%hd", "%Ld", "%#g", "% 05d", "%+-6d|", "%.0e", "%5c", "%a"):
    print(f, *(f"[{f % v}]" for v in (0, 5, 65, 1234567 if not f.endswith("c") else 0x4e2d)), *(f"[{f % v}]" for v in (-42, 3) if not f.endswith("c")))
for f in ("%f", "%e", "%g", "%.3g", "%.10g", "%s", "%r", "%d", "%+.2f", "%08.2f", "%.0f", "%#.3g", "%5.1f|", "%G", "%F", "%E"):
    print(f, *(f"[{f % v}]" for v in (0.0, -0.0, 1.5, -2.5, 1e100, 1e-7, 123456.789)), *(f"[{f % v}]" for v in (float("inf"), float("-inf"), float("nan")) if f != "%d"))
print("%s %r %a" % ("é", "é\n", "é"), "%.2s|%5s|%-5s|%5.1s|%05s" % ("abc", "ab", "ab", "xyz", "a"), "%s" % [1], "%s" % None, "%s" % (1,), "%s" % ((1, 2),), "%r" % ("a",), "%c%c" % ("é", 20013), "%%" % (), "100%%", "%5%|" % () if False else "", "%s%%" % 5)
print("%(a)s %(b)05.1f %(a)r" % {"a": "x", "b": 2.25}, "%(a b)s" % {"a b": 1}, "%(k)s" % {"k": (1, 2)}, "%(x)d%%" % {"x": 5}, "no keys" % {"a": 1}, "%s" % {"a": 1}, "%(a(b))s" % {"a(b)": "nested"}, "%()s" % {"": "empty"})
print("%*d|%-*d|%.*f|%*.*f|%0*d" % (5, 42, 5, 42, 2, 3.14159, 8, 3, 2.71828, 6, 7), "%*d|" % (-5, 3), "%d" % 2**70 if False else "%d %x" % (2**70, 2**70), "%d" % 3.99, "%d" % True, "%x" % -255, "%i" % -0.5, "%.50f" % 0.1, "%o" % -8, "%s %s" % ("a", "b"), "%5s%-5s|" % (1, 2))
class I:
    def __index__(self): return 7
    def __int__(self): return 8
    def __float__(self): return 9.5
    def __str__(self): return "str"
    def __repr__(self): return "repr"
print("%d %x %f %s %r %c" % (I(), I(), I(), I(), I(), I()))
for f, v in (("%d", "x"), ("%d", None), ("%x", 1.5), ("%f", "x"), ("%c", "ab"), ("%c", 1.5), ("%c", -1), ("%c", 0x110000), ("%s %s", 1), ("%s %s", (1,)), ("%s", (1, 2)), ("%s", ()), ("", 1), ("", (1,)), ("abc", 5), ("%", 1), ("%q", 1), ("%(a)s", 1), ("%(a)s", {}), ("%(a", {"a": 1}), ("%*d", 5), ("%*d", ("a", 1)), ("%.*f", ("a", 1)), ("%(a)*d", {"a": 1}), ("%d", 1j), ("%d", float("nan")), ("%d", float("inf")), ("%y %d", (1, 2)), ("a%", ()), ("%5", 1), ("%l", 1), ("%é", 1), ("%s%", (1,)), ("%(a)s %s", {"a": 1}), ("", [1]), ("", {}), ("%d", [1]), ("%99999999999999999999d", 1)):
    try: print(repr(f), "->", repr(f % v))
    except Exception as e: print(repr(f), type(e).__name__, e)
class M(dict):
    def __missing__(self, k): return k.upper()
print("%(abc)s" % M(), b"%s-%d-%a" % (b"x", 5, "é"), b"%(k)s" % {b"k": b"v"}, type(bytearray(b"%d") % 5).__name__)
class S(str):
    def __mod__(self, o): return "own mod"
    def __rmod__(self, o): return "own rmod"
print(S("%d") % 5, "%s" % S("x"), "a" % S("x") if False else "")
s = "%s"; s %= 5; print(s, ("%s" * 3) % (1, 2, 3), "%-10s|%+5d|%#x|%e" % ("left", 3, 255, 12345.678))
