# What people write with the small modules, a line or two each.
import shutil, string, textwrap, tempfile, pathlib, glob, fnmatch, csv, io, configparser, locale, struct, array, secrets, uuid, html, shlex, graphlib, sched, errno, numbers, copy, pprint, difflib
print(string.Template('$a ${b} $$').substitute(a=1, b=2), string.capwords('a b c'), textwrap.shorten('hello big world', 10), textwrap.indent('a\nb', '> '))
with tempfile.TemporaryDirectory() as d:
    p = pathlib.Path(d) / 'x' / 'y.txt'
    p.parent.mkdir(parents=True); p.write_text('héllo\n', encoding='utf-8')
    print(p.read_text(encoding='utf-8'), p.suffix, p.stem, p.with_suffix('.md').name, p.relative_to(d), [q.name for q in pathlib.Path(d).rglob('*.txt')], p.exists(), p.stat().st_size, p.parts[-2:])
    shutil.copytree(pathlib.Path(d) / 'x', pathlib.Path(d) / 'z'); print(sorted(q.relative_to(d).as_posix() for q in pathlib.Path(d).rglob('*')))
    print(sorted(glob.glob('**/*.txt', root_dir=d, recursive=True)), fnmatch.filter(['a.py', 'b.c'], '*.py'))
    with tempfile.NamedTemporaryFile('w+', dir=d, suffix='.q') as f: f.write('q'); f.seek(0); print(f.read(), f.name.endswith('.q'))
    with tempfile.SpooledTemporaryFile() as f: f.write(b'abc'); f.seek(0); print(f.read(), f.mode)
    shutil.rmtree(pathlib.Path(d) / 'z'); print(shutil.which('sh') is not None, shutil.disk_usage(d).total > 0)
w = io.StringIO(); c = csv.DictWriter(w, ['a', 'b']); c.writeheader(); c.writerow({'a': 1, 'b': 'x,y'}); print(repr(w.getvalue()), list(csv.DictReader(io.StringIO(w.getvalue()))))
cp = configparser.ConfigParser(); cp.read_string('[s]\na=1\nb=%(a)s2\n[t]\n'); print(cp.sections(), cp['s'].getint('b'), cp.get('t', 'z', fallback='no'), dict(cp['s']))
print(struct.pack('<IhB', 1, -2, 3), struct.unpack('>d', struct.pack('>d', 1.5)), struct.calcsize('QH'), array.array('i', [1, 2]).tobytes(), array.array('d', [1.5]))
print(uuid.UUID(int=5), uuid.uuid5(uuid.NAMESPACE_DNS, 'a'), len(secrets.token_hex(4)), html.escape('<a&"'), html.unescape('&lt;&eacute;'), shlex.split("a 'b c' d"), shlex.join(['a b', 'c']))
print(list(graphlib.TopologicalSorter({'b': ['a'], 'c': ['b']}).static_order()), errno.errorcode[2], isinstance(1, numbers.Integral), locale.getlocale()[0] is None or True)
s = sched.scheduler(); s.enter(0, 1, print, ('run',)); s.run()
print(copy.deepcopy({'a': [1, {2}]}), pprint.pformat({'k' * 30: list(range(20))}, width=40)[:60])
print('\n'.join(difflib.unified_diff(['a', 'b'], ['a', 'c'], lineterm='')), difflib.get_close_matches('appel', ['ape', 'apple']), round(difflib.SequenceMatcher(None, 'abcd', 'bcde').ratio(), 3))
import select
r = select.poll(); print(type(r).__name__)
