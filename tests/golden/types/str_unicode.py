# Text beyond ASCII: length, slices, search, repr, order, normal forms as written.
s = "中文 and café 😀 ñ"
print(len(s), s[0], s[-3], s[3:6], s[::-1], s.find("😀"), s.index("é"), s.count("a"), s.split(), s.upper(), s.replace("中", "国"), "😀" in s, [ord(c) for c in "中é😀"], [chr(i) for i in (20013, 233, 128512, 65)])
print(repr("\u200b\xa0é\x80😀\ue000\U000e0001\U0001f9ff"), ascii("é中😀\n'"), repr("\ud83d\ude00"), len("\ud83d\ude00"), "%a %r" % ("é", "é"), f"{'é'!a}")
print("é" == "e\u0301", len("e\u0301"), "e\u0301"[::-1] == "\u0301e", sorted(["é", "e", "z", "f", "中", "😀", "\uffff"]) == ["e", "f", "z", "é", "中", "\uffff", "😀"])
print("中文".encode(), "é😀".encode("utf-8"), "é".encode("latin-1"), "中".encode("utf-16-le"), "中".encode("utf-16"), "a中".encode("utf-32-be"), b"\xe4\xb8\xad".decode(), b"\xff\xfe-N".decode("utf-16"), "中".encode("gbk") if False else "", "é中".encode("ascii", "replace"), "é中".encode("ascii", "ignore"), "é中😀".encode("ascii", "backslashreplace"), "é中".encode("ascii", "xmlcharrefreplace"), "é".encode("ascii", "namereplace"))
print(b"a\xffb".decode("utf-8", "replace"), b"a\xffb".decode("utf-8", "ignore"), b"a\xffb".decode("utf-8", "backslashreplace"), repr(b"a\xffb".decode("utf-8", "surrogateescape")), b"\xe4\xb8".decode("utf-8", "replace"), b"\xf0\x9f\x98".decode("utf-8", "replace"), b"\xc0\x80".decode("utf-8", "replace"), b"\xed\xa0\x80".decode("utf-8", "replace"), "a\udcffb".encode("utf-8", "surrogateescape"), "\ud800".encode("utf-8", "surrogatepass"), b"abc\xe9".decode("latin-1"), b"\x80".decode("cp1252"), "€".encode("cp1252"))
for f in (lambda: "é".encode("ascii"), lambda: b"\xff".decode(), lambda: b"\xe4\xb8".decode(), lambda: "\ud800".encode(), lambda: "中".encode("latin-1"), lambda: b"\x80abc".decode("ascii"), lambda: b"abc\xc3".decode(), lambda: b"\xc3(".decode(), lambda: b"\xf5abc".decode(), lambda: b"\xed\xa0\x80".decode(), lambda: "ab\udc80".encode(), lambda: b"a".decode("utf-16"), lambda: "x".encode("no-such"), lambda: b"x".decode("no-such")):
    try: print(f())
    except (UnicodeError, LookupError) as e: print(type(e).__name__, e)
print("\N{SNOWMAN}\N{greek small letter alpha}\N{CJK UNIFIED IDEOGRAPH-4E2D}\N{HANGUL SYLLABLE GAG}", "\u4e2d\U0001f600\x41\101")
print("中" * 3, "中文".center(8, "*"), "中文".ljust(5) + "|", "|".join("中文字"), "中文字符".partition("字"), "一二三".translate({ord("二"): "2"}), "%-5s|%5s|" % ("中", "文"), f"{'中':>4}|{'文':^5}|{'字':*<3}")
words = ["苹果", "香蕉", "apple", "Éclair", "éclair", "zebra", "Ω", "ω"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), max(words), min(words), {w: len(w) for w in words})
text = "春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。"
print(text.split("，"), text.count("处"), text.find("风雨"), text[5:11], text[::-1], [l for l in text.replace("。", "\n").splitlines()], text.rstrip("。"), text.startswith("春"), len(text), len(text.encode()))
freq = {}
for c in text: freq[c] = freq.get(c, 0) + 1
print({c: n for c, n in freq.items() if n > 1})
print("Straße".casefold() == "STRASSE".casefold(), "ﬁ".upper(), "Å" == "Å", "１２".isdigit(), int("１２") + 1, "½".isnumeric(), "Ⅳ".isnumeric(), "三".isnumeric(), "三".isdigit())
for c in "aé中😀": print(c, ord(c), hex(ord(c)), len(c.encode()), len(c.encode("utf-16-le")), repr(c), ascii(c), c.isascii(), end=" ")
print()
print(*(f"{w:>{8 - len(w)}}|" for w in ("中文", "abc")), "a\u0300".isalpha(), "\u0300".isalpha(), "👨‍👩‍👧", len("👨‍👩‍👧"), list("👍🏽") == ["👍", "🏽"], "🇨🇳"[0] == "🇨")
