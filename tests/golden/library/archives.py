# zipfile and tarfile: archives made, read again, changed and taken out; what is no archive.
import zipfile, io, os, tempfile, warnings
b=io.BytesIO()
with zipfile.ZipFile(b,"w",zipfile.ZIP_DEFLATED) as z:
    z.writestr(zipfile.ZipInfo("a.txt",(2020,1,2,3,4,6)),"hello "*50); z.writestr("d/é.txt","ünï"); z.writestr("d/","")
    i=zipfile.ZipInfo("b.bin",(2021,1,1,0,0,0)); i.compress_type=zipfile.ZIP_STORED; i.external_attr=0o644<<16; z.writestr(i,b"\0"*10); z.comment=b"note"
    with z.open("w.txt","w") as f: f.write(b"streamed")
    print(z)
z=zipfile.ZipFile(b); print(z.namelist(), z.read("a.txt")[:11], z.getinfo("a.txt"), z.getinfo("b.bin"), z.comment, z.testzip(), z.getinfo("a.txt").date_time, z.getinfo("d/é.txt").file_size)
with z.open("a.txt") as f: print(f.readline(5), f.read(3), f.tell(), f.seek(0), len(f.read()), f)
try: z.read("nope")
except KeyError as e: print(e)
try: zipfile.ZipFile(io.BytesIO(b"not a zip"))
except zipfile.BadZipFile as e: print(e)
t=tempfile.mkdtemp(); z.extractall(t); print(sorted(os.listdir(t)), open(os.path.join(t,"d","é.txt"),encoding="utf-8").read())
p=os.path.join(t,"x.zip")
with zipfile.ZipFile(p,"w") as y: y.write(os.path.join(t,"a.txt"),"in/a.txt"); y.write(os.path.join(t,"d"),"dd")
with zipfile.ZipFile(p,"a") as y: y.writestr("later","z")
print(zipfile.is_zipfile(p), zipfile.is_zipfile(os.path.join(t,"a.txt")), zipfile.ZipFile(p).namelist())
q=zipfile.Path(p); print(sorted(str(x.name) for x in q.iterdir()), (q/"in"/"a.txt").read_text()[:5], (q/"in").is_dir(), (q/"zz").exists())
data=bytearray(b.getvalue()); 
z.close()
try: z.read("a.txt")
except ValueError as e: print(e)
import tarfile, io, os, tempfile
t=tempfile.mkdtemp(); os.chdir(t); os.makedirs("src/sub"); open("src/a.txt","w").write("hello"); open("src/sub/ü.txt","w").write("x"*1000); os.symlink("a.txt","src/link"); os.utime("src/a.txt",(1e9,1e9))
for mode in ("w","w:gz"):
    with tarfile.open("x.tar",mode) as f: f.add("src"); i=tarfile.TarInfo("mem.bin"); i.size=3; i.mtime=5; f.addfile(i, io.BytesIO(b"abc"))
    print(tarfile.is_tarfile("x.tar"))
    with tarfile.open("x.tar") as f:
        print(f.getnames()); print(f.extractfile("src/a.txt").read(), f.getmember("src/link").issym(), f.getmember("mem.bin").mtime, len(f.extractfile("src/sub/ü.txt").read()))
        print([(m.name,m.isfile(),m.isdir(),m.size,oct(m.mode&0o777)) for m in f])
        f.extractall("out",filter="data")
    print(sorted(os.listdir("out")), open("out/src/a.txt").read(), os.path.getmtime("out/src/a.txt"))
with tarfile.open("y.tar","w") as f: i=tarfile.TarInfo("n"*150); f.addfile(i); i=tarfile.TarInfo("../evil"); f.addfile(i)
f=tarfile.open("y.tar"); print([len(n) for n in f.getnames()], f.getmembers()[0].pax_headers)
try: f.extractall("o2",filter="data")
except tarfile.OutsideDestinationError as e: print(type(e).__name__, str(e).replace(os.path.realpath(t),"T"))
open("bad","wb").write(b"nope"*300)
try: tarfile.open("bad")
except tarfile.ReadError as e: print(str(e)[:60])
try: f.getmember("zz")
except KeyError as e: print(e)
b=io.BytesIO(); 
with tarfile.open(fileobj=b,mode="w",format=tarfile.GNU_FORMAT) as f: i=tarfile.TarInfo("g"*200); i.size=1; f.addfile(i,io.BytesIO(b"z"))
b.seek(0); g=tarfile.open(fileobj=b); print(len(g.getnames()[0]), g.extractfile(g.next() or g.getmembers()[0]).read(), len(b.getvalue()))
with tarfile.open("x2.tar","w") as f: f.add("src/a.txt")
with tarfile.open("x2.tar","a") as f: f.add("src/sub/ü.txt")
print(tarfile.open("x2.tar").getnames())
