import ast
for t in ["[1, (2, 'x'), {'a': None, 3: {4}}, -1.5, 2+3j, b'y', set()]", " 1", "a", "f(1)", "1 +"]:
    try: print(ast.literal_eval(t))
    except SyntaxError as e: print("SyntaxError", e.msg)
    except ValueError as e: print(str(e)[:45])
src = '''
import os, a.b as c
from . import x
@dec
def f(a, /, b: int = 1, *args, k=2, **kw) -> str:
    "doc"
    for i in range(10):
        if i: continue
        elif b: break
        else: pass
    return f"{a!r:>{w}} {b}"
async def g():
    async with a as b: await c
    yield [x async for x in y if z]
class C(B, metaclass=M):
    x: int = 3
    y = lambda q: q if q else not q
try: 1/0
except (A, B) as e: raise X from e
finally: del a[1:2], b.c
match p:
    case {"k": [1, *r]} | C(x=1): pass
    case _ if z: pass
with open(f) as g: global h
x, *y = a < b <= c, d and e or f, {**k}, {1: 2}, (yield), a @ b
type T[U: int] = list[U]
'''
tree = ast.parse(src)
print(ast.dump(tree, indent=1))
print(ast.dump(ast.parse("x = 1\ny.z(2)"), include_attributes=True))
print(ast.dump(ast.parse("a + b", mode="eval")), ast.dump(ast.parse("a", mode="single")))
class V(ast.NodeVisitor):
    def visit_Name(self, n): print(n.id, n.lineno, end="; ")
V().visit(tree); print()
print(len(list(ast.walk(tree))), ast.get_docstring(tree.body[2]), ast.get_source_segment(src, tree.body[2].body[2]))
class T(ast.NodeTransformer):
    def visit_Constant(self, n): return ast.copy_location(ast.Constant(n.value * 2), n)
print(ast.dump(T().visit(ast.parse("1 + 2"))))
print(ast.Name("a"), ast.Name._fields, isinstance(ast.Pass(), ast.stmt)) if 0 else print(ast.Name._fields, isinstance(ast.Pass(), ast.stmt))
