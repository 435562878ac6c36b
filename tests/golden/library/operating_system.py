# os, os.path, stat, errno: files, folders, paths, variables.
import os, os.path, stat, errno, sys
os.umask(0o022)
root = f"/tmp/co_os_{os.getpid()}"
os.mkdir(root)
os.chdir(root)
base = "top"
os.makedirs(base + "/a/b/c")
for n in ("x.txt", "y.py"):
    with open(os.path.join(base, "a", n), "w") as f: f.write(n * 3)
print(sorted(os.listdir(base + "/a")))
for top, d, f in sorted(os.walk(base)): print(top, sorted(d), sorted(f))
for top, d, f in os.walk(base, topdown=False): print(top)
with os.scandir(base + "/a") as it:
    for e in sorted(it, key=lambda e: e.name): print(e, e.name, e.path, e.is_dir(), e.is_file(), e.is_dir() or e.stat().st_size)
st = os.stat(base + "/a/x.txt"); print(st.st_size, stat.S_ISREG(st.st_mode), oct(st.st_mode), len(st), stat.filemode(st.st_mode))
os.rename(base + "/a/x.txt", base + "/a/z.txt"); os.remove(base + "/a/z.txt")
for fn in [lambda: os.remove(base + "/nope"), lambda: os.mkdir(base + "/a"), lambda: os.rmdir(base + "/a"), lambda: os.rename(base + "/q", base + "/r"), lambda: os.listdir(base + "/a/y.py"), lambda: open(base), lambda: os.stat(3.5), lambda: os.fspath(3), lambda: os.path.join("a", 3), lambda: os.path.join("a", b"b")]:
    try: fn()
    except Exception as e: print(type(e).__name__, e, getattr(e, "errno", None))
p = os.path
print(p.join("a", "/b", "c"), p.split("/a/b/"), p.splitext("a.tar.gz"), p.splitext(".bashrc"), p.basename("/a/b"), p.dirname("/a/b"), p.normpath("a//b/../c/."), p.isabs("/a"), p.commonpath(["/a/b", "/a/c"]), p.commonprefix(["abc", "abd"]), p.relpath("/a/b", "/a/c"), p.expanduser("~x_none"), p.expandvars("$HOMEX ${NO}"))
os.environ["CO_T"] = "v"; print(os.environ["CO_T"], os.getenv("CO_T"), os.environ.get("NOPE"), "CO_T" in os.environ); del os.environ["CO_T"]
try: os.environ["NOPE"]
except KeyError as e: print(repr(e))
print(errno.ENOENT, errno.errorcode[2], os.strerror(2), os.sep, os.linesep, os.name, os.curdir)
r, w = os.pipe(); os.write(w, b"hi"); os.close(w); print(os.read(r, 10)); os.close(r)
fd = os.open(base + "/f", os.O_RDWR | os.O_CREAT); print(os.write(fd, b"abc"), os.lseek(fd, 0, 0), os.read(fd, 2)); os.close(fd)
os.symlink("f", base + "/l"); print(os.readlink(base + "/l"), p.islink(base + "/l"), p.basename(p.realpath(base + "/l")), os.lstat(base + "/l").st_size)
print(os.access(base, os.R_OK), p.exists(base), p.getsize(base + "/f"), isinstance(os.getpid(), int), len(os.urandom(5)), os.cpu_count() > 0)
class P:
    def __fspath__(self): return "/p"
print(os.fspath(P()), isinstance(P(), os.PathLike), os.fsencode("é"), os.fsdecode(b"\xc3\xa9"))
print(os.waitstatus_to_exitcode(os.system("exit 3")), os.stat_result(range(10)), os.terminal_size((80, 24)))
print(p.supports_unicode_filenames, os.path.__name__, type(os.environ).__name__)
os.utime(base + "/f", (1, 2)); print(os.stat(base + "/f").st_mtime, os.stat(base+"/f").st_atime_ns)
os.chmod(base + "/f", 0o600); print(oct(os.stat(base + "/f").st_mode))
os.chdir("/")
os.system("rm -rf " + root)
