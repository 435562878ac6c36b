# configparser: sections, references, errors.
import configparser, io
c = configparser.ConfigParser()
c.read_string("""[DEFAULT]
base = /x
[a]
path = %(base)s/y
n = 3
flag: yes
multi = one
  two
# comment
[b]
v = 1.5
""")
print(c.sections(), c["a"]["path"], c.getint("a", "n"), c["a"].getboolean("flag"), c.getfloat("b", "v"), repr(c["a"]["multi"]), dict(c["b"]), c.get("a", "zz", fallback="d"), "a" in c, c.options("a"), list(c), c["a"])
f = io.StringIO(); c["new"] = {"k": "v"}; c.write(f); print(f.getvalue())
for fn in [lambda: c.get("a", "zz"), lambda: c.get("q", "zz"), lambda: c["q"], lambda: c.read_string("x=1"), lambda: c.read_string("[s]\na=1\na=2"), lambda: c.read_string("[s]\n[s]"), lambda: c.set("a", "x", 1), lambda: c.add_section("a"), lambda: c.read_string("[z]\nfoo")]:
    try: fn()
    except Exception as e: print(type(e).__name__, e)
e = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation()); e.read_string("[a]\nx=1\n[b]\ny=${a:x}2"); print(e["b"]["y"])
