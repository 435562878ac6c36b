# String literals: quotes, escapes, raw, triple, joined, bytes.
print('single', "double", 'it\'s', "say \"hi\"", 'a"b', "a'b")
print("""triple
with "quotes" and 'more'""", '''and
so on''')
print("tab\tnl\\n cr\\r bell\\a".expandtabs(4))
print(repr("\a\b\f\n\r\t\v\\\'\"\0\x41\101\u4e2d\U0001F600\N{GREEK SMALL LETTER ALPHA}\N{BULLET}"))
print("line one \
line two")
print(r"raw \n \t \\ \" ", R'\d+', r'a\'b')
print("join" "ed " 'from' """ many""" r" \p" "\x41")
print(("a"
       "b"
       "c"))
print(b"bytes \x00\xff\n \\ \'", rb"raw \n", Rb'x', bR"y", br"z\'", b"a" b"b")
print(u"unicode", U'x')
print("\08", "\1 \12 \377 \400".encode("utf-8"), len("\7"))
print(len("日本語"), "日本語"[1], "中文" "字符")
print("é" == "\xe9", "\u00e9", "e\u0301", len("e\u0301"))
print(repr("é日\u200b\xa0\xad\ud800\U0010ffff\x7f\x80"))
print(repr("it's"), repr('say "x"'), repr('both \' and "'))
print(repr(b"it's"), repr(b'say "x"'), repr(b'both \' and "'), repr(b"\t\r\n\x00\x7f\x80"))
print('\N{DIGIT ONE}\N{LATIN SMALL LETTER E WITH ACUTE}\N{CJK UNIFIED IDEOGRAPH-4E2D}')
"a docstring-like statement"
print("""
  indented \
  more""")
print('''\'''' + """a\"""" + '''"''')
