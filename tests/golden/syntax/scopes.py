# What is refused around scopes.
for text in ["def f():\n x=1\n global x", "def f(a):\n nonlocal a", "nonlocal q", "def f(a):\n global a", "def f():\n nonlocal zz", "def f():\n print(x)\n global x", "def f():\n def g():\n  nonlocal x\n  global x", "def f(a, a): pass", "class A:\n nonlocal y"]:
    try:
        exec(text)
        print("accepted", repr(text))
    except SyntaxError as e:
        print(e.msg)
