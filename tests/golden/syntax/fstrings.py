# What is refused in f-strings.
for text in ["f'{'", "f'}'", "f'{}'", "f'{ }'", "f'{a'", "f'{a!}'", "f'{a!r'", "f'{a:'", "f'{!r}'", "f'{:x}'", "f'{a b}'", "f'{a!x}'", "f'{a!rr}'", "f'{a! r}'", "f'{=}'", "f'{a=b}'", "f'{a:=5}'", "f'{lambda x: 1}'", "f'{(lambda x: 1)}'", "f'{*a}'", "f'{**a}'", "f'{a; b}'", "f'{import x}'", "f'{a}}'", "f'{{a}'", "f'{a:{b:{c}}}'", "f'{a:{b:{c:{d}}}}'", "f'{yield}'", "f'{await x}'", "f'{#}'", "f'{a['b']}'", "f'{\"\"\"x\"\"\"}'", "f'{a\n}'", "f'a\nb'", "f'''{a\n}'''", "f'{\\}'", "f'{a\\n}'", "f'\\N{no such}'", "bf'x'", "fb'x'", "uf'x'", "f'{a.}'", "f'{a if b}'", "f'{(a}'", "f'{a)}'", "f'{[a}'", "f'x' = 1", "f'{a}' 'b' b'c'", "del f'x'", "f'{x!s:}'", "f'{x:}}'", "f'{a $ b}'", "f'{1 = }'", "f'{pass}'", "f'{a := 1}'", "f'{None = }'", "f'{f'{f'{'}'}'", "f'{a:{}}'", "f'{not}'", "f'{a,}'", "f'{,}'", "f'{a !r}'"]:
    try:
        compile(text, "t", "exec")
        print("accepted", repr(text))
    except SyntaxError as e:
        print(repr(text), "->", e.msg)
