# compile, eval, exec: modes, flags, namespaces, errors.
c = compile("x = 1\ny = x + 1", "name", "exec"); ns = {}; exec(c, ns); print(ns["y"], c.co_filename, c.co_name, type(c), c.co_names, c.co_varnames, c.co_consts)
print(eval(compile("1, 2", "n", "eval")), exec(compile("5", "n", "exec")), exec(compile("5", "n", "single")))
exec(compile("None", "n", "single")); exec(compile("x = 3; x", "n", "single")); exec(compile("if 1:\n  'inside'\n", "n", "single"))
for src, mode in (("x = 1", "eval"), ("1; 2", "eval"), ("", "eval"), ("", "single"), ("1\n2", "single"), ("a b", "exec"), ("def f(:", "exec"), ("'", "exec"), ("(", "exec"), ("x = (1,\n", "single"), ("if 1:", "single"), ("return", "exec"), ("yield", "exec"), ("await x", "exec"), ("break", "exec"), ("\x00", "exec"), ("1", "bad")):
    try: compile(src, "file.py", mode); print(repr(src), mode, "fine")
    except (SyntaxError, ValueError) as e: print(repr(src), mode, type(e).__name__, e)
try: compile("x = = 1\n", "f.py", "exec")
except SyntaxError as e: print(e.filename, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text), e.msg, e.args)
print(eval("a", {"a": 1}), eval("a", {"a": 1}, {"a": 2}), eval("[a for _ in 'x']", {}, {"a": 2}) if False else "", eval("lambda: a", {"a": 7})(), eval(" 1"), eval("\t1\n"), eval("(\n1\n)"), eval(b"1"), eval("'é'"), eval("'é'".encode()))
g = {"__builtins__": {}}; exec("x = 1", g); print(g["x"])
for code, e in (("len('a')", {"__builtins__": {}}), ("open", {"__builtins__": {"open": 5}}), ("x", {}), ("1", [])):
    try: print(eval(code, e))
    except Exception as err: print(type(err).__name__, err)
def f():
    a = 1
    exec("a = 2")
    exec("b = 3", globals())
    return a, b, eval("a"), eval("a + 1", {}, {"a": 10})
print(f())
exec("def made(n):\n    return n * factor", {"factor": 1}, ns2 := {}); print(ns2["made"].__name__, ns2["made"](5), ns2["made"].__globals__["factor"])
exec("class K:\n    def m(self): return __class__.__name__", ns3 := {}); print(ns3["K"]().m(), ns3["K"].__module__)
exec("import sys as s\nfrom sys import path as p", ns4 := {}); print(sorted(k for k in ns4 if k != "__builtins__"))
exec("global gg\ngg = 1\nhh = 2", d1 := {}, d2 := {}); print("gg" in d1, d2)
exec("for i in range(3): pass\ndel i\nj = [k for k in range(2)]", d3 := {}); print(sorted(k for k in d3 if k[0] != "_"))
try: exec("raise ValueError('inside')")
except ValueError as e: print(e, e.__traceback__.tb_next.tb_frame.f_code.co_filename, e.__traceback__.tb_next.tb_lineno)
print(eval("__name__", {}), eval("__name__"), eval("x", {}, {"x": eval("1")}), [eval("i", {"i": i}) for i in range(2)], eval("eval('1+1')"))
code = next(k for k in compile("def f(a, *b, c=1, **d):\n  'doc'\n  x = a\n  return x", "m", "exec").co_consts if hasattr(k, "co_name"))
print(code.co_name, code.co_argcount, code.co_kwonlyargcount, code.co_varnames, code.co_firstlineno, code.co_qualname, bool(code.co_flags & 4), bool(code.co_flags & 8), code.co_freevars, code.co_cellvars, code.co_posonlyargcount, code.co_nlocals)
print(code.replace(co_name="other").co_name, code == code, code.replace() == code, hash(code) == hash(code), repr(code).split(" at ")[0], repr(code).split(", ")[-2:])
class N(dict):
    def __getitem__(self, k): return len(k)
print(eval("abc + de", {}, N()))
