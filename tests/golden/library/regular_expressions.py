# re: patterns, matches, replacements, and the words of errors.
import re
def t(p, s, f=0, fn="search"):
    try:
        m = getattr(re, fn)(p, s, f) if not isinstance(p, tuple) else None
        print(repr(p), repr(s), m, m and m.groups(), m and m.groupdict() if hasattr(m,'groupdict') else m)
    except Exception as e: print(repr(p), type(e).__name__, e)
for p,s in [("a+b","xaaab"),("(a|b)*","abab"),("(?P<x>\\d+)-(?P<y>\\w+)","12-ab"),("^\\s*(\\S+)\\s*$","  hi \n"),("(a)(b)?","ac"),("(?i)HELLO","say hello"),
  ("(?<=a)b","ab"),("(?<!a)b","cb"),("a(?=b)","ab"),("a(?!b)","abac"),("(\\w)\\1","hello"),("(a)?(?(1)b|c)","ab"),("(a)?(?(1)b|c)","c"),("a{2,3}","aaaa"),("a{2,3}?","aaaa"),("(?>a+)b","aaab"),
  ("a++a","aaa"),("x*","y"),("[^a-c]+","abcxyz"),("[]a]+","a]b"),("\\bfoo\\b","a foo b"),("(?s).+","a\nb"),("(?m)^b","a\nb"),("(?x) a b # c","ab"),("(a+)+$","aaaaaaaaaaaaaaaaaaaaaa"),("é+","cafééé"),("[à-ü]+","cafééé"),("(?i)STRASSE|É","é"),("\\d","٣"),("(?a)\\d","٣"),
  ("(a*)*","b"),("(a*)+","aa"),("(?:(a)|b)*","ab"),("(a|ab)(c|bcd)(d*)","abcd"),("\\N{DIGIT ONE}","1"),("\\u0041","A"),("(?:a?)*?y","aay"),("(?s:a.)b","a\nb"),("(?-i:a)","a"),("(?i:a)b","Ab")]: t(p,s)
for p in ["(","a**","*a","[a","a{3,2}","(?P<a>x)(?P<a>y)","(?P<1a>x)","\\1","(?<=a+)b","(?z)","a)","\\","[b-a]","[\\w-a]","(?P=x)","(?(2)a|b)","(?(1)a|b|c)","\\q","\\x1","x(?i)y","(?","(?P","(?P<","(?P<a","(?#","(?i-i:a)","(?au)","(?L)a","\\N{foo}","\\400","(?<a","(?P>a","(?-","(?-a:a)","(?i", "(?iz)","a{1}{2}","(?:a)**","|*","^*","\\8"]:
    t(p,"x")
print(re.findall("a*","baac"), re.findall("(a)(b)?","abaa"), re.sub("a*","-","baac"), re.split("(,)","a,b,c"), re.split("x*","axbc"), re.split(",","a,b,c",maxsplit=1))
print(re.sub("(?P<n>a)", r"[\g<n>\1\g<0>\n]", "banana"), re.subn("a", lambda m: m.group().upper(), "banana", count=2))
print(re.compile("a", re.I|re.M), re.compile(b"a\n"), re.I|re.S, re.compile("x").flags, re.escape("a.b*c d"), re.NOFLAG, repr(re.A))
m=re.match("(?P<a>.)(.)?","é")
print(m, m.span(), m.start(2), m.lastindex, m.lastgroup, m.regs, m[0], m["a"], m.expand(r"<\1>"), m.string, m.pos, m.endpos, m.re)
print([x.span() for x in re.finditer("é","aéбé")], re.fullmatch("a|ab","ab"), re.compile("b").search("abb",2), re.compile("^b").match("ab",1))
try: m.group(5)
except IndexError as e: print(e)
for r in ["\\","\\g<","\\g<x>","\\9","\\q","\\g<1a>"]:
    try: re.sub("(a)",r,"a")
    except Exception as e: print(type(e).__name__, e)
try: re.compile("a\n(b")
except re.error as e: print(e, e.pos, e.lineno, e.colno, e.msg, e.pattern)
print(re.findall(rb"\w+", b"ab \xe9c"), re.search(rb"(?i)A", b"a"))
try: re.search("a", b"a")
except TypeError as e: print(e)
try: re.search(b"a", "a")
except TypeError as e: print(e)
try: re.search("a", 5)
except TypeError as e: print(e)
print(re.Scanner([(r"[a-z]+", lambda s,t: ("W",t)), (r"\d+", lambda s,t: int(t)), (r"\s+", None)]).scan("ab 12 x!"))
print(re.template if hasattr(re,'template') else None, list(re.RegexFlag)[:2], re.compile("a")==re.compile("a"), {re.compile("a"):1}[re.compile("a")])
