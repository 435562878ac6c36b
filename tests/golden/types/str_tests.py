# str: the is... predicates over characters of all kinds.
chars = ["a", "Z", "5", "٣", "²", "½", "Ⅷ", "五", "中", "é", "_", "-", " ", "\t", "\n", "\x00", "\x7f", "\xa0", "\u200b", "\u3000", "ª", "ß", "ǅ", "😀", "\u0301", "\ud800", "·", "①", "௧", "ﬁ", "$", "\x85", "\x1c", "\u2028", "𝟘", "ʰ", "〇", "ﷺ", "\u2160", "\u00b5", "٪"]
for c in chars:
    print(ascii(c), *(int(getattr(c, m)()) for m in ("isalpha", "isalnum", "isdigit", "isdecimal", "isnumeric", "isspace", "isupper", "islower", "istitle", "isidentifier", "isprintable", "isascii")))
for s in ("", "abc", "abc1", "1a", "a b", "a_b", "class", "é中", "a-b", "12.5", "-1", "  ", "\t\n", "Ab Cd", "x́", "𝒳", "°", "a\u200d", "_", "__x", "ªb", "·a", "a·"):
    print(repr(s), *(int(getattr(s, m)()) for m in ("isalpha", "isalnum", "isdigit", "isdecimal", "isnumeric", "isspace", "isidentifier", "isprintable", "isascii")))
print([chr(i) for i in range(0x250) if chr(i).isnumeric()], sum(chr(i).isalpha() for i in range(0x3000)), sum(chr(i).isspace() for i in range(0x10000)), sum(chr(i).isprintable() for i in range(0x3000)), sum(chr(i).isidentifier() for i in range(0x3000)), sum(chr(i).isupper() for i in range(0x3000)), sum(chr(i).islower() for i in range(0x3000)), sum(chr(i).isdigit() for i in range(0x3000)))
print(sum(chr(i).isalpha() for i in range(0x110000)), sum(chr(i).isprintable() for i in range(0x110000)), sum(chr(i).isidentifier() for i in range(0x110000)), sum(chr(i).isnumeric() for i in range(0x110000)), sum(chr(i).isdecimal() for i in range(0x110000)))
