import os, pathlib, shutil, tempfile
with tempfile.TemporaryDirectory() as d:
    src = pathlib.Path(d) / 'src'; (src / 'a').mkdir(parents=True); (src / 'a' / 'one.txt').write_text('one'); (src / 'two.txt').write_text('two')
    for kind in ('zip', 'gztar', 'tar'):
        name = shutil.make_archive(os.path.join(d, 'out'), kind, src)
        to = pathlib.Path(d) / kind
        shutil.unpack_archive(name, to, **({} if kind == 'zip' else {'filter': 'data'}))
        print(os.path.basename(name), sorted(p.relative_to(to).as_posix() for p in to.rglob('*')), (to / 'a' / 'one.txt').read_text())
    name = shutil.make_archive(os.path.join(d, 'n', 'part'), 'zip', d, 'src/a'); print(os.path.relpath(name, d))
    for bad in (lambda: shutil.make_archive('x', 'rar'), lambda: shutil.unpack_archive('x.rar'), lambda: shutil.unpack_archive('x', format='rar'), lambda: shutil.chown(d), lambda: shutil.chown(d, 'nobody_of_that_name'), lambda: shutil.register_unpack_format('q', ['.zip'], print)):
        try: bad()
        except Exception as e: print(type(e).__name__, e)
    shutil.chown(src, os.getuid())
print([n for n, _ in shutil.get_archive_formats() if n not in ('xztar', 'bztar')], [(n, e) for n, e, _ in shutil.get_unpack_formats() if n not in ('xztar', 'bztar')])
with tempfile.SpooledTemporaryFile(max_size=4) as f:
    print(f.mode, f.name); f.write(b'abcdef'); print(f.mode, isinstance(f.name, int))
