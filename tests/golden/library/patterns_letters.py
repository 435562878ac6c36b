# Letters with two capitals, flags as texts, where warnings of patterns point, flags that come too late, look-behinds too far.
import re
import warnings

for pattern, text in (("[19\u212a]", "K"), ("[19k]", "\u212a"), ("[\u2129-\u212b]", "k"), ("[\u1e9e]", "\xdf"), ("[\u01c5]", "\u01c4"),
                      ("[\u0130]", "i"), ("[\u2126]", "\u03c9"), ("[^\u212a]", "k")):
    print(ascii(pattern), bool(re.match(pattern, text, re.I)))
for flags in (re.I, re.I | re.S | re.X, re.A | re.M, re.I | 1 << 20, ~re.I, ~(re.I | re.S | re.X | 1 << 20), re.NOFLAG):
    print(repr(flags), int(flags))
for pattern in (" (?x) (?i) A", "A(?x)", "(?x) (?i) A", "(?<=((.{4194304}){4194304}){4194304})"):
    try:
        print(re.compile(pattern))
    except re.PatternError as fault:
        print(fault, fault.pos)
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    re.compile("[[a]b]")
    re.search("[a--c]", "a") if False else re.search("[a||c]", "a")
print([(str(one.message), one.filename.endswith("patterns_letters.py"), one.lineno) for one in told])
