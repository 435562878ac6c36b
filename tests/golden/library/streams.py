# open, io: text and bytes, files and memory.
import io
import os

root = f"/tmp/co_io_{os.getpid()}"
os.mkdir(root)
os.chdir(root)
p = "t.txt"
with open(p,"w") as f:
    print(f, f.write("héllo\nwörld\r\nend"), f.tell())
with open(p) as f:
    for l in f: print(repr(l))
    print(f.newlines, f.encoding, f.errors, f.closed)
print(f.closed, f)
with open(p, newline="") as f: print(f.readlines())
with open(p,"rb") as f: print(f, f.read(3), f.tell(), f.readline(), f.read(), f.seek(2), f.read1(4), f.peek(2)[:2])
with open(p) as f:
    print(f.read(3)); t=f.tell(); print(t, f.readline(), f.seek(t), f.read(2), f.tell())
with open(p,"a+") as f:
    f.write("more"); f.seek(0); print(f.read())
with open(p,"r+") as f:
    print(f.readline()); f.seek(0); f.write("XXX"); f.seek(0); print(f.read())
for args in [(p,"z"),(p,"rw"),(p,"rbt"),("/nope/x",),(3.5,),("/tmp",),(p,"rb",-1,"utf-8"),(p,"r",0)]:
    try: open(*args)
    except Exception as e: print(type(e).__name__, e)
f=open(p); f.close()
for fn in [lambda: f.read(), lambda: f.write("x"), lambda: open(p).write("x"), lambda: open(p,"w").read(), lambda: open(p,"rb").write(b"x"), lambda: open(p,"wb").write("x"), lambda: open(p,"wb").read()]:
    try: fn()
    except Exception as e: print(type(e), e)
s=io.StringIO("a\nb\n"); print(list(s), s.getvalue(), s.tell(), s.write("c"), s.getvalue())
b=io.BytesIO(b"abc"); print(b.read(1), b.getvalue(), b.seek(0,2), b.write(b"zz"), b.getvalue())
t=io.TextIOWrapper(io.BytesIO(), encoding="utf-16"); t.write("hi"); t.flush(); print(t.buffer.getvalue(), t); t.seek(0); print(t.read())
print(isinstance(f, io.TextIOBase), isinstance(s, io.IOBase), isinstance(b, io.RawIOBase), issubclass(io.BytesIO, io.BufferedIOBase), io.TextIOWrapper.__mro__)
import sys
print(isinstance(sys.stdout, io.TextIOWrapper), isinstance(sys.stdout, io.TextIOBase))
import codecs
print(codecs.lookup("utf8").name, codecs.encode("hi","rot13"), codecs.BOM_UTF8)
class R(io.RawIOBase):
    def __init__(self): self.d=b"line1\nline2\n"
    def readable(self): return True
    def readinto(self,b):
        n=min(len(b),4,len(self.d)); b[:n]=self.d[:n]; self.d=self.d[n:]; return n
print(list(io.TextIOWrapper(io.BufferedReader(R()))))
print(io.open is open, io.UnsupportedOperation.__mro__)
os.chdir("/")
os.system("rm -rf " + root)
