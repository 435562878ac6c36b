# Trees as text again: every kind of statement and expression.
import ast
def check(text):
    return ast.unparse(ast.parse(text))
SRC='''
"""Doc "string" here."""
import a as b, c
from . import x
from ..y import z as w
@dec(1)
class A(B, metaclass=M, **k):
    """doc"""
    x: int = 3
    (y): int
    def f(self, a, /, b: int=1, *args: int, c=2, d, **kw) -> str:
        return (a, b)
    async def g(self):
        async with a as b, c:
            await d
        async for i, j in k: yield i
        return
def f[T: int, *Ts, **P](): pass
type X[T] = list[T]
lambda: 0
lambda x, *y: (yield)
a, b = 1, 2
a = b = c
(a, *b) = c
x += 1
f(*a, **b, c=1)
sum(x for x in y if x if z)
{1: 2, **x}; {1, 2}; {*()}; [i for i, j in k]; {i: j for i in k}
a if b else (c if d else e)
(a if b else c) if d else e
not a and b or c and (d or e)
-x ** -y; (-x) ** y; a ** b ** c; (a ** b) ** c; a - (b - c); (a - b) - c
a < b < c; a is not b; a not in b
(a < b) < c
3 .real; 3.0.real; x[1:2, ::3]; x[1,]; x[()]; x[*a]
f'{a!r:>{w}} {{x}} {b}'
f"{x['a']}" ; f'{x}"\\n'
f"{'a' 'b'}"
if a: pass
elif b: pass
else:
    x
while 1:
    break
else: continue
for x in 1, 2: pass
try: pass
except A as e: raise x from y
except (B, C): raise
else: pass
finally: pass
try: pass
except* A: pass
with (a, b): pass
assert a, b
del a, b
global q, r
match x:
    case [a, *_] | {'k': v, **rest}: pass
    case P(1, x=2) as q if z: pass
    case None | -1 | 1+2j | 'a' | a.b: pass
    case _: pass
(x := 1)
if (y := f()): pass
print((yield))
x = yield
await_ = 1
b'abc' 'x' if 0 else 1e400, 1e400j, ..., None, True
"a'b\\"c"
'\\x00\\n'
x: tuple[int, ...] = (1,)
return_ = not (a == b)
@a.b
@c
def g(): 
    'single'
    nonlocal_ = 1
print(*a, sep='')
async def h(): return await (await x)
'''
SRC=SRC.replace("b'abc' 'x' if","b'abc' if")
print(check(SRC))
for e in ['a or b or (c and d)','(a and b) or c','a or (b or c)','not not a','~-+x','await_','(yield_)','a[b:c:d]','a[b, c:d]','x if y else lambda: 0','(lambda: 0)()','(a, b)[0]','[*a, b]','(*a,)','a@b','a//b%c','(a+b)*c','a<<b>>c','a|b^c&d','-1','(-1).x','f(a)(b)','f(x=lambda: 1)','{**a}','{a: (b, c)}','"\'"','"""a\nb"""',"f'{a}{b!s:x}'",'f"{x:{y}{z}}"','f"{a:{b!r}}"',"f'a{{b}}'","rf'\\d{x}'",'f"{ {1:2} }"','f"\'\'{x}\\"\\""']:
    print(e,'=>',ast.unparse(ast.parse(e,mode='eval')))
