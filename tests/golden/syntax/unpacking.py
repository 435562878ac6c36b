# What is refused around unpacking.
for text in ["*a", "print(*)", "a = *b", "a = *b,", "*a = b", "*a, = b", "*a, *b = c", "f(**a, *b)", "f(**a, b)", "f(a=1, b)", "f(*a, b=1, *c)", "return *a", "def f(): return *a, 1", "[**a]", "{*a, **b}", "{**a, *b}", "{*a: 1}", "(*a)", "(*a),", "x[*a]", "x[*a:1]", "for *a in b: pass", "for *a, b in c: pass", "for a in *b: pass", "del *a", "f(a for a in b, *c)", "f(**k, a=1)", "f(x=1, x=2)", "f(x=1, **k, x=2)", "*a += 1", "print(*a if b else c)", "f(1=2)", "f(a.b=2)", "f(True=1)", "f((a)=1)", "f(a+b=1)"]:
    try:
        compile(text, "t", "exec")
        print("accepted", text)
    except SyntaxError as e:
        print(text, "->", e.msg)
