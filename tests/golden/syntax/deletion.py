# What is refused around deletion.
for text in ["del f()", "del 1", "del a + b", "del (a, 1)", "del a if b else c", "del *a", "del", "del (yield)", "del a.b, 'x'", "del None", "del __debug__", "del a := 1", "del {a}", "del ()"]:
    try:
        compile(text, "t", "exec")
        print("accepted", text)
    except SyntaxError as e:
        print(text, "->", e.msg)
