# Building text in many ways.
s = ""
for i in range(10): s += str(i)
print(s); t = s
s += "x"; print(t, s); u = s * 2; u += u; print(len(u), u[:5]); parts = []
for w in ("a", "bb", "ccc"): parts += [w] * len(w)
print("-".join(parts), "".join(reversed("abc")), "".join(sorted("hello")), "".join(map(chr, range(97, 103))), str(123)[::-1], "%s-%s" % ("a", 1), "{}{}".format(1, "b"), f"{s!r:.5}", "a" "b", "ab"[0] + "cd"[1], "x".join("abc").upper().replace("X", "+"), " ".join(str(x * x) for x in range(5)), "=" * 10, ("ab" * 3)[1:4])
def build(n): r = ""; [r := r + c for c in "abc" * n]; return r
print(build(2)); a = b = "same"; a += "!"; print(a, b); l = ["x"]; l[0] += "y"; l[0] += "z"; print(l); d = {"k": ""}
for c in "word": d["k"] += c
print(d)
class O: text = ""
o = O()
for c in "attr": o.text += c
print(o.text, O.text); big = ""
for i in range(2000): big += chr(97 + i % 26)
print(len(big), big[-3:], big.count("a"), hash(big) == hash(big[:1000] + big[1000:])); mixed = ""
for c in ("a", "é", "中", "😀"): mixed += c; print(len(mixed), mixed, mixed[-1], [ord(x) for x in mixed][-1])
def f(s): s += "local"; return s
z = "outer"; print(f(z), z); x = "abc"; y = x; x = x[:1] + "X" + x[2:]; print(x, y); n = 0; out = []
while n < 3: out.append(f"{n}:{'*' * n}"); n += 1
print("\n".join(out)); print("line1\nline2\ttab", "quote\"s'", "back\\slash", sep=" | "); print("a", "b", sep="", end=""); print("c" + "d", end="\n"); print("é".encode().decode(), str(b"x", "ascii"), "%c%c" % (65, "B"), chr(65) + chr(0x4e2d))
print("abc" < "abd" < "b", "a" * 3 == "aaa", "" == str(), "x" in "xyz" in ["xyz"], not "", bool(" "), min("b", "a"), max(["a", "B"], key=str.lower), sorted({"b": 1, "a": 2}), "ab" + 2 * "c", len("tab\t"), "tab\tx".expandtabs(4))
