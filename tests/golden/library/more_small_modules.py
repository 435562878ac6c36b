# Small modules: getopt, marshal, py_compile.
import getopt, marshal, colorsys, py_compile, tempfile, os, genericpath, _weakrefset, _functools, _operator, _struct, _collections_abc, site
print(getopt.getopt('-a -b x --foo --bar=3 y -z'.split(),'ab:',['foo','bar=']), getopt.gnu_getopt('y -a --ba 3 z'.split(),'a',['bar=']))
for a in (['-q'],['-b'],['--nope'],['--bar'],['--foo=1'],['--f']):
    try: print(getopt.getopt(a,'ab:',['foo','bar=','fob']))
    except getopt.GetoptError as e: print(e, e.opt)
for v in (None,True,1,-5,2**40,-2**70,1.5,2j,'a','é'*300,b'x',(1,2),[1,[2]],{'a':1},{1},frozenset([2]),...,()):
    d=marshal.dumps(v,2) if 0 else marshal.dumps(v); print(marshal.loads(d)==v)
print(marshal.loads(b'\xe9\x02\x00\x00\x00'))
d=tempfile.mkdtemp(); p=os.path.join(d,'a.py'); open(p,'w').write('x=(\n')
try: py_compile.compile(p,doraise=True)
except py_compile.PyCompileError as e: print(e.exc_type_name)
open(p,'w').write('x=1\n'); print(py_compile.compile(p).endswith('.pyc'))
print(_functools.partial is __import__('functools').partial, genericpath.exists(p))
