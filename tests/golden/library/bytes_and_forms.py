# hashlib, hmac, base64, binascii, uuid, struct, csv, secrets: bytes and texts in other forms.
import hashlib, hmac, base64, binascii, uuid, struct, csv, io, secrets
for n in sorted(hashlib.algorithms_guaranteed):
    if not n.startswith("shake"): print(n, hashlib.new(n, b"abc").hexdigest())
h = hashlib.sha256(); h.update(b"a"); g = h.copy(); h.update(b"b"); print(h.hexdigest(), g.hexdigest(), h.name, h.digest_size, h.block_size)
print(hashlib.blake2b(b"x", digest_size=10, key=b"k").hexdigest(), hashlib.blake2s(b"x", person=b"p").hexdigest())
for fn in [lambda: hashlib.sha256("x"), lambda: hashlib.new("nope"), lambda: hmac.new("k", b"", "md5")]:
    try: fn()
    except Exception as e: print(type(e).__name__, e)
print(hmac.new(b"key", b"msg", "sha256").hexdigest(), hmac.compare_digest("a", "a"), hashlib.pbkdf2_hmac("sha1", b"p", b"s", 10).hex())
print(base64.b64encode(b"hello"), base64.b64decode("aGVsbG8="), base64.urlsafe_b64encode(b"\xff\xfe\xfd"), base64.b32encode(b"hi"), base64.b16encode(b"hi"), base64.b85encode(b"hello"), base64.a85encode(b"hello"), binascii.hexlify(b"ab", "-"), binascii.crc32(b"hello"), base64.b32decode("NBUQ===="))
try: base64.b64decode("abc")
except binascii.Error as e: print(e)
print(uuid.UUID("12345678123456781234567812345678"), uuid.uuid5(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid3(uuid.NAMESPACE_URL, "x"), uuid.uuid4().version, len(str(uuid.uuid1())), repr(uuid.UUID(int=5)), uuid.UUID(int=7).hex)
print(struct.pack("<iHq", 1, 2, -3), struct.unpack(">If", b"\0\0\0\1?\x80\0\0"), struct.calcsize("@iq"), struct.pack("5s?d", b"ab", True, 1.5), struct.pack("e", 1.5), list(struct.iter_unpack("<h", b"\1\0\2\0")))
for fn in [lambda: struct.pack("b", 300), lambda: struct.pack("i"), lambda: struct.unpack("i", b"a"), lambda: struct.pack("i", "x"), lambda: struct.pack("z", 1)]:
    try: fn()
    except struct.error as e: print(e)
f = io.StringIO(); w = csv.writer(f); w.writerow(["a", 1, 'q"x', "l\nm", None, 2.5]); w.writerows([[1, 2], ["x,y", ""]]); print(repr(f.getvalue()))
f.seek(0); print(list(csv.reader(f))); print(list(csv.DictReader(io.StringIO("a,b\n1,2\n3,4\n")))); f = io.StringIO(); d = csv.DictWriter(f, ["x", "y"]); d.writeheader(); d.writerow({"x": 1, "y": 2}); print(repr(f.getvalue()))
print(list(csv.reader(["a;b", "'c;d';e"], delimiter=";", quotechar="'")), len(secrets.token_hex(8)), secrets.randbelow(1))
