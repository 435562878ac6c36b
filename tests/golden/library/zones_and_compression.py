# zoneinfo, html, zlib, gzip: zones, references, compression.
from zoneinfo import ZoneInfo
from datetime import *
import html, zlib, gzip, io
ny = ZoneInfo("America/New_York"); d = datetime(2024, 7, 1, 12, tzinfo=ny)
print(d, d.tzname(), d.dst(), repr(ny), str(ny), d.astimezone(ZoneInfo("Asia/Tokyo")), d.astimezone(timezone.utc), datetime(2024, 1, 1, tzinfo=timezone.utc).astimezone(ny))
for z in ["Europe/London", "UTC", "Asia/Kolkata", "Australia/Sydney", "America/Sao_Paulo", "Asia/Shanghai"]:
    t = ZoneInfo(z)
    for y in (1900, 1950, 2000, 2024, 2040):
        for mo in (1, 7): print(z, datetime(y, mo, 15, 3, tzinfo=t).isoformat(), datetime(y, mo, 15, 3, tzinfo=t).tzname(), datetime(y, mo, 15, tzinfo=timezone.utc).astimezone(t))
for f in (0, 1): print(datetime(2024, 11, 3, 1, 30, tzinfo=ny, fold=f).utcoffset(), datetime(2024, 3, 10, 2, 30, tzinfo=ny, fold=f).utcoffset(), datetime(2050, 11, 6, 1, 30, tzinfo=ny, fold=f).utcoffset(), datetime(2050, 3, 13, 2, 30, tzinfo=ny, fold=f).utcoffset())
print(datetime(2024, 11, 3, 6, 30, tzinfo=timezone.utc).astimezone(ny).fold, datetime(2050, 11, 6, 6, 30, tzinfo=timezone.utc).astimezone(ny).fold, ZoneInfo("UTC") is ZoneInfo("UTC"), time(1, tzinfo=ny).utcoffset(), time(1, tzinfo=ZoneInfo("UTC")).utcoffset())
try: ZoneInfo("Nope/X")
except Exception as e: print(type(e), e)
print(html.escape("<a href='x'>&\"</a>"), html.unescape("&lt;a&gt; &amp;&eacute;&#39;&#x27;&hellip;&copy &bogus; &ampx"))
b = b"hello " * 100; print(zlib.decompress(zlib.compress(b)) == b, zlib.crc32(b), zlib.adler32(b), gzip.decompress(gzip.compress(b)) == b)
f = io.BytesIO(); g = gzip.open(f, "wb"); g.write(b); g.close(); f.seek(0); print(gzip.open(f).read() == b)
try: zlib.decompress(b"xx")
except zlib.error as e: print(e)
