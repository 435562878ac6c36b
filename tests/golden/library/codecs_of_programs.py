# str.encode and bytes.decode by a codec that a program registered; names of hosts; tables of letters; decompositions.
import codecs
import unicodedata


def search(name):
    if name == "shout":
        return codecs.CodecInfo(lambda text, errors="strict": (text.upper().encode(), len(text)),
                                lambda data, errors="strict": (bytes(data).decode().lower(), len(data)), name="shout")
    if name == "wrong":
        return codecs.CodecInfo(lambda text, errors="strict": (text, len(text)),
                                lambda data, errors="strict": (bytes(data), len(data)), name="wrong")
    return None


codecs.register(search)
print("abc".encode("shout"), b"ABC".decode("shout"))
for ask in (lambda: "a".encode("wrong"), lambda: b"a".decode("wrong"), lambda: "a".encode("nowhere"),
            lambda: b"a".decode("nowhere"), lambda: "a".encode("rot13"), lambda: b"a".decode("hex")):
    try:
        ask()
    except (LookupError, TypeError) as fault:
        print(type(fault).__name__, fault)
print("bücher.example".encode("idna"), b"xn--bcher-kva.example".decode("idna"), "www.python.org".encode("idna"), "".encode("idna"))
print("bücher".encode("punycode"), b"bcher-kva".decode("punycode"), codecs.lookup("idna").name)
table = "".join(map(chr, range(128))) + "\ufffe" * 127 + "é"
print(codecs.charmap_encode("aé", "strict", codecs.charmap_build(table)), codecs.charmap_decode(b"a\xff", "strict", table))
print(codecs.charmap_encode("a€b", "replace", {97: 98, 98: b"xy", 63: 63}), codecs.charmap_decode(b"a\x80", "replace", table))
try:
    codecs.charmap_encode("€", "strict", codecs.charmap_build(table))
except UnicodeEncodeError as fault:
    print(fault)
for c in "éñǖệa가Å":
    print(c, repr(unicodedata.decomposition(c)))
