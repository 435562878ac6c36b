# The format mini-language for text and other things.
for s in ("", "s", "5", "<5", ">5", "^5", "*^7", ".2", ".2s", "5.1", ">5.2s", ".0", "0", "05", "é^6", "<05", "10", "=<4", "{<4", " ^6", "中>5"):
    print(repr(s), *(f"[{format(v, s)}]" for v in ("", "a", "abc", "中文", "é")))
for v, s in (("a", "d"), ("a", "+"), ("a", " "), ("a", "=5"), ("a", ","), ("a", "_"), ("a", "#"), ("a", "x"), ("a", "z"), ("a", "5.x"), ("a", "."), ("a", "0=5"), ("a", "s5"), ("a", "-"), (None, "5"), ([], "s"), ({}, "d"), (object, "5"), (..., "s"), (b"a", "5"), ((1,), ">3"), (1 + 2j, "d"), (range(3), "s"), (len, "x")):
    try: print(repr(s), "->", repr(format(v, s)))
    except (ValueError, TypeError) as e: print(repr(s), type(e).__name__, e)
print(format(1+2j, ".1f"), format(1+2j, ">12"), format(1.5+0j, "+.2e"), format(None), format([1, "a"]), format((1,), ""), format(int), format(True), format(b"x"), format(...), format({1: 2}))
print("{:>{w}}|{:^{w}.{p}}|{:{f}<{w}}".format("ab", "abcdef", "x", w=6, p=3, f="*"), "{0:{1}}".format(5, "03d"), "{:{}}".format("a", 4) + "|", "{:{}{}}".format("a", ">", 4))
