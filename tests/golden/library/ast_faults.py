# What compile() says of trees that cannot be compiled.
import ast

Load, Store = ast.Load(), ast.Store()
name, target, done = ast.Name("x", Load), ast.Name("x", Store), ast.Pass()
faulty = [
    ast.Expr(target),
    ast.Assign([], name),
    ast.Assign([name], name),
    ast.Assign([ast.Tuple([target, name], Store)], name),
    ast.Delete([name]),
    ast.If(name, [], []),
    ast.While(name, [None], []),
    ast.Raise(None, name),
    ast.Try([done], [], [], []),
    ast.Try([done], [], [done], [done]),
    ast.ImportFrom(None, [ast.alias("x")], -1),
    ast.Global([]),
    ast.Expr(ast.BoolOp(ast.And(), [name])),
    ast.Expr(ast.Dict([name], [])),
    ast.Expr(ast.Compare(name, [ast.In()], [])),
    ast.Expr(ast.ListComp(name, [])),
    ast.Expr(ast.Constant(object)),
    ast.Expr(ast.Name("None", Load)),
]
for node in faulty:
    tree = ast.fix_missing_locations(ast.Module([node], []))
    try:
        compile(tree, "<tree>", "exec")
        print("fine")
    except (ValueError, TypeError) as fault:
        print(type(fault).__name__, fault)
