# json: texts to values and back, options, the words of errors.
import json, collections
from json import JSONDecodeError
print(json.dumps({"a": [1, 2.5, None, True, "é\n\"\u2028😀"], "b": {}, "c": [], 3: 4, None: 1, 2.5: 2, True: 0}))
print(json.dumps({"b": 1, "a": [1, {"x": []}]}, indent=2, sort_keys=True), json.dumps([1, 2], separators=(",", ":")), json.dumps("é", ensure_ascii=False))
print(json.dumps([1, [2, 3]], indent="\t"), json.dumps({}, indent=4), json.dumps(float("inf")), json.dumps(1e100), json.dumps(10**30), json.dumps((1, 2)))
print(json.loads('{"a": [1, 2.0, -3e2, null, true, false, "x\\u00e9\\ud83d\\ude00\\n"], "b": {"c": NaN}}'))
for s in ["", "{", "[1,", "[1,]", '{"a":1,}', '{"a" 1}', "{a:1}", '"abc', '"\\q"', '"\\u12"', '"\\u12zz34"', "[1 2]", '{"a":1 "b"}', "nul", "1 2", '"a\nb"', "-", "[", "{\"a\":", "\ufeff1", "01"]:
    try: print(json.loads(s))
    except JSONDecodeError as e: print(repr(s), e, e.msg, e.pos, e.lineno, e.colno)
for o, kw in [({1, 2}, {}), (float("nan"), {"allow_nan": False}), ({(1,): 2}, {}), (object, {})]:
    try: print(json.dumps(o, **kw))
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
print(json.dumps({(1,): 2, "a": 1}, skipkeys=True))
l = []; l.append(l)
try: json.dumps(l)
except ValueError as e: print(e)
class E(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, complex): return [o.real, o.imag]
        return super().default(o)
print(json.dumps(2 + 1j, cls=E), E().encode([1j]), json.dumps({1}, default=list))
print(json.loads("[1.5, 2]", parse_float=str, parse_int=lambda s: s + "!"), json.loads('{"a": 1}', object_hook=lambda d: list(d.items())), json.loads('{"a": 1, "b": 2}', object_pairs_hook=collections.OrderedDict))
print(json.JSONDecoder().raw_decode('[1] rest'), json.loads(b'{"x": "\xc3\xa9"}'), json.loads("123456789012345678901234567890"))
import io
f = io.StringIO(); json.dump({"k": [1]}, f); f.seek(0); print(f.getvalue(), json.load(f))
try: json.loads(5)
except TypeError as e: print(e)
try: json.loads("[" * 100000)
except RecursionError as e: print(e)
print(json.dumps("\x7f\x00\ud800"), json.dumps(True), json.dumps({"a": 1}, indent=0), json.JSONDecodeError.__module__)
