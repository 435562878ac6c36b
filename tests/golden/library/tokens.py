# tokenize: the tokens of texts good and bad, and the texts again.
import io, tokenize, token
SAMPLES=["x=1\n","x = 1","","\n","# c","if a:\n  b\n  # c\nd","f'a{b!r:>{w}}c{{}}'\n","f'''a\n{b}\nc'''\n","(a,\n b)\n","a \\\n b\n","'''x\ny'''\n","'abc","'''abc","(a","a)","  x\n y\n","0x1f 1_000 1e5j .5 1. 1..real\n","a:=b->c...@=**=\n","é = 1\n","f'{x!=y}'\n","f'{x:%H:%M}'\n","rf'\\{x}'\n","f'\\N{DASH}{x}'\n","a?b\n","x # c","f'{a[1:2]}{(lambda x: 1)}'\n","f'{x=}'\n","if a:\n  b\n c\n","1if 2else 3\n","async def f(): await x\n"]
for s in SAMPLES:
    print(repr(s))
    try:
        toks=[]
        for t in tokenize.generate_tokens(io.StringIO(s).readline): toks.append(t); print('  ',t, tokenize.tok_name[t.exact_type])
        print('  ', repr(tokenize.untokenize(toks)), repr(tokenize.untokenize([t[:2] for t in toks])))
    except (tokenize.TokenError, SyntaxError) as e: print('  ',type(e).__name__, e.args[0])
for b in (b'# -*- coding: latin-1 -*-\nx="\xe9"\n', b'\xef\xbb\xbfx=1\n', b'x=1\n', b'#!a\n# vim: set fileencoding=utf8 :\n', b'# coding: nope\n', b'\xff\n', b''):
    try: print(tokenize.detect_encoding(io.BytesIO(b).readline), [t.string for t in tokenize.tokenize(io.BytesIO(b).readline)])
    except SyntaxError as e: print(e)
