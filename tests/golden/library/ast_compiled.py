# Trees compiled, changed and refused.
import ast, sys, traceback
src='''
def f(x):
    y = x + 1

    return y / 0
class A:
    def g(self): return [i for i in range(3)]
'''
tree=ast.parse(src)
ns={}
exec(compile(tree,'<t>','exec'),ns)
try: ns['f'](1)
except ZeroDivisionError as e: print(e.__traceback__.tb_next.tb_lineno, e.__traceback__.tb_next.tb_frame.f_code.co_filename)
print(ns['A']().g())
class T(ast.NodeTransformer):
    def visit_Constant(self,n):
        return ast.copy_location(ast.Constant(n.value*10),n) if isinstance(n.value,int) else n
    def visit_Name(self,n):
        return ast.copy_location(ast.Subscript(value=ast.Name('d',ast.Load()),slice=ast.Constant(n.id),ctx=n.ctx),n)
t=T().visit(ast.parse('a + 2*b',mode='eval'))
ast.fix_missing_locations(t)
print(ast.unparse(t), eval(compile(t,'<x>','eval'),{'d':{'a':1,'b':2}}))
for bad in (lambda: compile(ast.Expression(ast.Name('a',ast.Load())),'x','eval'), lambda: compile(ast.parse('a'),'x','eval'), lambda: compile(ast.Module([ast.Return(lineno=1,col_offset=0)],[]),'x','exec'), lambda: compile(ast.parse('a',mode='eval'),'x','exec'), lambda: compile(1,'x','exec')):
    try: bad()
    except BaseException as e: print(type(e).__name__, e)
print(type(compile('a+1','x','exec',ast.PyCF_ONLY_AST)).__name__, ast.dump(compile('a','x','eval',ast.PyCF_ONLY_AST)))
m=ast.Module([ast.Assign([ast.Name('z',ast.Store())],ast.BinOp(ast.Constant(2),ast.Pow(),ast.Constant(3)))],[])
ast.fix_missing_locations(m); exec(compile(m,'q','exec')); print(z)
exec(compile(ast.Interactive([ast.Expr(ast.Constant(5))]) and ast.fix_missing_locations(ast.Interactive([ast.Expr(ast.Constant(5))])),'q','single'))
print(ast.unparse(ast.arguments(args=[ast.arg('x')],posonlyargs=[],kwonlyargs=[],kw_defaults=[],defaults=[])), ast.unparse(ast.Add()) if 0 else '')
print(eval(compile(ast.fix_missing_locations(ast.Expression(ast.Constant(frozenset([1])))),'x','eval')))
