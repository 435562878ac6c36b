# What is refused in patterns.
heads = ["case x: pass\n case 1: pass", "case _: pass\n case 1: pass", "case x | 1: pass", "case 1 | x: pass", "case [x, x]: pass", "case {**a, 'k': 1}: pass", "case {**_}: pass", "case [*a, *b]: pass", "case {'a': 1, 'a': 2}: pass", "case Point(x=1, x=2): pass", "case Point(x=1, 2): pass", "case 1 + 1: pass", "case -x: pass", "case 1j + 1: pass", "case 1 + 2j: pass", "case x.y(): pass", "case f'x': pass", "case 1 as _: pass", "case 1 as x.y: pass", "case *a: pass", "case *a, b: pass", "case (*a): pass", "case a | b: pass", "case (a | a): pass", "case [a] | [b]: pass", "case [a] | [a]: pass", "case {x: 1}: pass", "case {1 + 1: 2}: pass", "case {f(): 1}: pass", "case x if: pass", "case: pass", "case 1 2: pass", "case x as: pass", "case a.b: pass", "case a.b.c(): pass", "case (x as y) as z: pass", "case 1 | 2 as x: pass", "case +1: pass", "case 'a' | b'b': pass", "case None | True: pass", "case not x: pass", "case x == 1: pass", "case lambda: 1: pass", "case []: pass\n case (): pass", "pass", "case {**rest, **more}: pass", "case int(_): pass", "case int(*a): pass", "case _ as x: pass", "case x as x: pass", "case ...: pass", "case Point(x as y, y): pass"]
for h in heads:
    text = "match v:\n " + h
    try:
        compile(text, "t", "exec")
        print("accepted", repr(h))
    except SyntaxError as e:
        print(repr(h), "->", e.msg)
