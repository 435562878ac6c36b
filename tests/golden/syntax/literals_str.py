# What is refused around literals str.
for text in ["'abc", '"""abc', "'a\nb'", "b'é'", r"'\x4'", r"'\u123'", r"'\U00110000'", r"'\N{no such name}'", r"'\N'", r"b'\x4'", "'a' b'b'", "ub'x'", "'", "r'\\'", r"'\N{}'"]:
    try:
        print(repr(text), "=", eval(text))
    except SyntaxError as e:
        print(repr(text), "->", type(e).__name__, e.msg)
