# What is refused around walrus.
for text in ["a := 1", "(a.b := 1)", "(a[0] := 1)", "f(a=b:=1)", "[i := 0 for i in range(3)]", "[[(j := 0) for i in range(2)] for j in range(2)]", "(x := 1, y := 2)", "lambda: (x := 1)", "[x for x in (y := [1])]", "class C:\n [z := 1 for _ in range(1)]", "def f(a=(b := 1)): pass", "x = y := 1", "x = (y := 1)", "(1 := 2)", "((a, b) := 1)", "del (a := 1)", "x[a := 1]", "x[a:=1, b:=2]", "(a := yield)", "with (a := 1): pass", "print(a := 1 for x in y)"]:
    try:
        compile(text, "t", "exec")
        print("accepted", text)
    except SyntaxError as e:
        print(text, "->", e.msg)
