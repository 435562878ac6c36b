# What is refused around comprehensions.
for text in ["[x for x in 1, 2]", "[x, y for x in a]", "(x for x in y, 1)", "f(x for x in y, 1)", "f(1, x for x in y)", "[*x for x in y]", "{**x for x in y}", "{a: b, c for x in y}", "[for x in y]", "[x for 1 in y]", "[x for f() in y]", "[x if y for y in z]", "[x async for y in z]", "[x for x in lambda: y]", "{*a: b for a in c}", "[yield x for x in y]", "[(yield x) for x in y]", "def f(): return [(yield x) for x in y]", "def f(): return [x for x in (yield)]"]:
    try:
        compile(text, "t", "exec")
        print("accepted", text)
    except SyntaxError as e:
        print(text, "->", e.msg)
