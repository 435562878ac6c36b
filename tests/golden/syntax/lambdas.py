# What is refused around lambdas.
for text in ["lambda x=1, y: 0", "lambda x, x: 0", "lambda *: 0", "lambda *, **k: 0", "lambda **k, a: 0", "lambda (a): 0", "lambda a=: 0", "lambda a, /, b, /: 0", "lambda /: 0", "lambda *a, *b: 0", "lambda: return", "lambda x: int: 0", "lambda 1: 0", "lambda *, a, /: 0", "lambda **k=1: 0"]:
    try:
        compile(text, "t", "exec")
        print("accepted", text)
    except SyntaxError as e:
        print(text, "->", e.msg)
