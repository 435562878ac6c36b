# json's modules by their own names, lists that change while they are written, the tool.
import json
import json.decoder
import json.encoder
import json.scanner
import subprocess
import sys

print(json.decoder.JSONDecodeError is json.JSONDecodeError, json.JSONDecodeError.__module__)
print(json.JSONEncoder.__module__, json.JSONDecoder.__module__)
print(json.decoder.scanstring.__module__, json.encoder.encode_basestring_ascii("é\n"))
print(json.scanner.make_scanner(json.JSONDecoder())("[1, {}]x", 0))
for bad in ("[1,", '{"a" 1}', '"\x01"'):
    try:
        json.loads(bad)
    except json.JSONDecodeError as fault:
        print(fault, fault.pos, fault.lineno, fault.colno)
row = [object()] * 10


def shorten(_):
    del row[-1]
    return None


print(json.dumps(row, default=shorten))
try:
    json.decoder.scanstring("xxx", sys.maxsize + 1)
except OverflowError as fault:
    print(type(fault).__name__)


def tool(text, *words):
    done = subprocess.run([sys.executable, "-m", "json.tool", *words], input=text, capture_output=True, text=True)
    print(done.returncode, done.stdout, done.stderr)


tool('{"b": [1, 2], "a": "é"}', "--sort-keys", "--indent", "2")
tool('[1, {"x": 2}]', "--compact")
tool("[1]\n[2]\n", "--json-lines", "--no-indent")
tool("[1")
