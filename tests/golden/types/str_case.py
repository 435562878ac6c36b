# str: case, in ASCII, Latin, Greek, German, Turkish, and what has no case.
for s in ("hello World", "ÀÉÎ àéî", "straße ﬁ", "ΑΣ Σ ὈΔΥΣΣΕΎΣ", "İıIi", "中文 abc", "ǆ ǅ Ǆ", "they're bill's", "x1y2 3abc", "ŉ ΐ", "", "ß", "Ⅷ ⅷ", "ĳ Ĳ", "ꭰ Ꭰ", "ﬀ", "𐐀 𐐨", "o'neil-smith", "ʼn"):
    print(repr(s), s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold(), s.isupper(), s.islower(), s.istitle())
print("ß".casefold() == "SS".casefold(), "Σ".lower(), "ΑΣ".lower(), "ΑΣΑ".lower(), "Σ".casefold(), "ς".upper(), "ﬃ".upper(), "ı".upper(), "İ".lower(), len("İ".lower()), "ŉ".upper(), "ΰ".upper())
print("ABC".isupper(), "ABC1".isupper(), "1".isupper(), "".isupper(), "Abc".istitle(), "ABc".istitle(), "A B".istitle(), "Ab cD".istitle(), "1A".istitle(), "1a".istitle(), "中".isupper(), "中A".isupper(), "ª".islower(), "ǅ".istitle(), "Ǆ".istitle(), "ⅷ".islower())
print("hELLO wORLD".swapcase(), "hello\tworld\nx".title(), "a.b-c_d e".title(), "İstanbul".capitalize(), "ǆabc".capitalize(), "ﬁne".capitalize(), "ﬁne".title(), "éCOLE".capitalize(), "𐐨abc".title())
