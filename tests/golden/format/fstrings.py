# f-strings: nesting, specs with fields, conversions, =, quotes, lambdas, triple, raw.
name, n, x, d, l = "Ada", 42, 3.14159, {"k": "v", "n": 1}, [1, 2, 3]
print(f"{name} {n} {x}", f"{n:5}|{n:<5}|{n:^5}|{n:05}|{n:x}|{n:#b}", f"{x:.2f} {x:10.3f} {x:e}", f"{name!r} {name!s} {name!a} {'é'!a}", f"{name!r:>8}|{name:*^9}", f"{{}} {{{n}}} {{n}} }}{{")
print(f"{n=} {x=:.2f} {name=!s} {name=} {n = } {n=:>5} {n + 1 = } { n=}", f"{d['k']} {d["n"]} {l[0]} {l[-1]} {l[1:]}", f'{d["k"]}', f"{n if n > 5 else 0} {[i * 2 for i in l]} {(lambda v: v * 2)(5)} {(y := 7)} {y}", f"{n,} {1, 2} {*l, 4}")
print(f"{x:{n // 4}.{2 + 1}f}|{name:{'*'}^{10}}|{n:{'#' + 'x'}}|{'a':{'<'}{5}}|{x:.{n % 10}f}", f"{'nested ' + f'{n + 1} ' + f'{f'{n}'}'}", f"{f"{f"{f"{1 + 1}"}"}"}", f"{'a' 'b'} {"q"'r'}")
print(f"""triple {n}
{name
} {
    n + 1   # a comment
} "quotes" 'both'""", f'''{d['k']} {"""x"""} {'''y'''}''')
print(rf"\d {n} \n" fr'\t{x:.1f}', f"\t{n}\n".strip(), f"\x41\u4e2d\N{BULLET}{n}\101", f"\{n}" if False else "", rf"{n}\{n}", "a" f"{n}" "b" f"{x:.0f}" 'c{d}', f"" f"", f"plain", F"{n}", Rf"\{n}", fR"\{n}")
print(f"{1 != 2} {1 == 1} {n >= 5} {n!r} {not n}", f"{'!'}{':'}{'}'}{'{'}", f"{d!r} {d}", f"{ {'a': 1}['a'] }", f"{ {1, 2} }", f"{l!r:>15}|", f"{n:}", f"{n!r:}", f"{None} {True} {...}", f"{3.0} {1e20} {-0.0}")
class F:
    def __format__(self, s): return f"<{s}>"
    def __repr__(self): return "F-repr"
    def __str__(self): return "F-str"
f = F(); print(f"{f} {f:abc} {f!r} {f!s} {f!r:10}| {f:{n}} {f:a{n}b{x:.1f}c} {f:{{}}} {f=} {f=!s} {f=:z}" if False else f"{f} {f:abc} {f!r} {f!s} {f!r:10}| {f:{n}} {f:a{n}b{x:.1f}c} {f=} {f=!s} {f=:z}")
print(f"{f:{'a:b'}} {f:%H:%M} {f: } {f:!r} {f:\x41} {f:中}", f"{n:{5}}{n:>{5}}", f"{'%s' % n} {'{}'.format(n)}", f"{n:>{len(name) + 2}}|", f"{x:{'.1' + 'f'}}")
def order(v): print(v, end=" "); return v
print(f"{order(1)}{order(2):{order(3)}}{order(4)}")
def local():
    a = 1
    return f"{a} {(lambda: a)()} {[a for _ in 'x']} {a!r:>{a + 3}}"
print(local(), (lambda v: f"{v:>3}")(1), [f"{i}:{c}" for i, c in enumerate("ab")], {f"k{i}": f"v{i}" for i in range(2)}, f"{n}" == str(n), len(f"{n:10}"), f"{n}"[0], f"{n}".zfill(5), f"a{n}" in "xa42")
async def co(): return f"{await inner()} {[await inner() for _ in range(2)]}"
async def inner(): return "awaited"
try: co().send(None)
except StopIteration as e: print(e.value)
def g(): got = f"{(yield 1)} and {(yield 2)}"; yield got
it = g(); print(next(it), it.send("a"), it.send("b"))
print(f"{x:,.3f} {1234567.891:,.2f} {1234567:_} {n:+} {-n:+} {n: } {0.5:.0%} {255:#x} {255:#010b} {'é':>3} {1+2j:.1f} {True:d} {b'x'!r}")
for text in ["f'{n!x}'", "f'{1:q}'", "f'{undefined_here}'", "f'{1/0}'", "f'{l[9]}'", "f'{\"a\":d}'", "f'{n:{x}}'", "f'{None:5}'", "f'{d[0]}'", "f'{l:d}'", "f'{n.nope}'"]:
    try: print(eval(text))
    except Exception as e: print(text, "->", type(e).__name__, e)
value = 12.3456; width, prec = 10, 4; print(f"result: {value:{width}.{prec}} {value!r:^{width}}|", f"{value:{width}}|{value:<{width}}|", f"{'ok' if value else 'no':>{width}}")
print(f"{'\n'.join(map(str, l))}", f"{'a\tb'}", f"{"it's"} {'say "x"'}", f"{n}{'\\'}", f"{d['k']:{'>' if n else '<'}{4}}|", f"{', '.join(f'{k}={v!r}' for k, v in d.items())}")
