# pathlib, glob, fnmatch, shutil, tempfile, shlex: paths and files as people handle them.
import fnmatch, glob, pathlib, tempfile, shutil, os, shlex
from pathlib import Path, PurePath
print(fnmatch.filter(["a.py","b.txt",".c.py"], "*.py"), fnmatch.fnmatch("abc","a[!x]c"), fnmatch.fnmatchcase("A","a"))
root = tempfile.mkdtemp(); os.chdir(root)
p = Path("x/y"); p.mkdir(parents=True); (p / "f.txt").write_text("héllo"); (p / "g.py").write_bytes(b"1")
print((p/"f.txt").read_text(), sorted(map(str, Path(".").rglob("*"))), sorted(map(str, Path(".").glob("**/*.py"))), sorted(x.name for x in p.iterdir()))
print(sorted(glob.glob("**/*.txt", recursive=True)), glob.glob("x/*/f*"), repr(p), p.parts, p.parent, p.name, (p/"f.txt").suffix, (p/"f.txt").stem, (p/"a.tar.gz").suffixes)
print(Path("/a/b/c").relative_to("/a"), Path("/a")/"b", Path("a").with_suffix(".py"), Path("a/b").with_name("c"), list(Path("/a/b/c").parents), Path("/a") < Path("/b"), hash(Path("a"))==hash(Path("a")), Path("a/../b"), Path("a//b/./c"), Path(""), Path("/").name, Path("a.b").match("*.b"), PurePath("a").joinpath("b","c"))
for fn in [lambda: Path("a").relative_to("b"), lambda: Path("/").with_name("x"), lambda: Path(3), lambda: Path("nope").read_text(), lambda: Path("x").mkdir(), lambda: Path("a").with_suffix("b")]:
    try: fn()
    except Exception as e: print(type(e).__name__, e)
print(p.exists(), p.is_dir(), (p/"f.txt").is_file(), (p/"f.txt").stat().st_size, p.resolve() == p.absolute(), Path.cwd().name == Path(root).name)
shutil.copy("x/y/f.txt", "copy.txt"); shutil.copytree("x", "z"); shutil.move("copy.txt", "z"); print(sorted(os.listdir("z")))
(p/"f.txt").rename(p/"h.txt"); (p/"h.txt").unlink(); (p/"h.txt").unlink(missing_ok=True); (p/"t").touch()
with tempfile.TemporaryDirectory() as d: print(os.path.isdir(d))
print(os.path.isdir(d))
with tempfile.NamedTemporaryFile("w+") as f: f.write("x"); f.seek(0); print(f.read(), os.path.exists(f.name))
print(os.path.exists(f.name))
with tempfile.TemporaryFile() as f: f.write(b"ab"); f.seek(0); print(f.read())
os.chdir("/"); shutil.rmtree(root); print(os.path.exists(root), shutil.get_terminal_size((10,20)) is not None, shutil.which("sh") is not None)
print(shlex.split("a 'b c' \"d e\" f\\ g # x", comments=True), shlex.quote("it's"), shlex.join(["a b","c"]), list(shlex.shlex("a=b;c", punctuation_chars=True)))
try: shlex.split("a 'b")
except ValueError as e: print(e)
