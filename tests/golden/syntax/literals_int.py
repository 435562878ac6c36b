# What is refused around literals int.
for text in ["1__0", "1_", "_1", "0_7", "07", "0b2", "0b", "0x", "0xg", "0o8", "1_000_", "0b1_", "12abc", "1e", "1_e5", "0777", "1if 1else 2", "0x1for x in [1]", "00_00", "1.e5", "1e+", "0_1", "0b12"]:
    try:
        print(repr(text), "=", eval(text))
    except SyntaxError as e:
        print(repr(text), "->", type(e).__name__, e.msg)
    except NameError as e:
        print(repr(text), "->", type(e).__name__, e)
