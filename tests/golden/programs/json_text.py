# JSON written and read in plain Python.
def dumps(v, indent=None, level=0):
    pad = "\n" + " " * indent * (level + 1) if indent else ""
    end = "\n" + " " * indent * level if indent else ""
    match v:
        case None: return "null"
        case True: return "true"
        case False: return "false"
        case int() | float(): return repr(v)
        case str(): return '"' + "".join(ESCAPES.get(c) or (c if c >= " " else f"\\u{ord(c):04x}") for c in v) + '"'
        case list() | tuple(): return "[" + ("," if indent else ", ").join(pad + dumps(x, indent, level + 1) for x in v) + end * bool(v) + "]"
        case dict(): return "{" + ("," if indent else ", ").join(f"{pad}{dumps(str(k))}: {dumps(x, indent, level + 1)}" for k, x in v.items()) + end * bool(v) + "}"
    raise TypeError(f"cannot write {type(v).__name__}")


ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}
BACK = {v[1]: k for k, v in ESCAPES.items()} | {"/": "/"}


class Reader:
    def __init__(self, text): self.text, self.i = text, 0
    def fail(self, what):
        line = self.text.count("\n", 0, self.i) + 1
        column = self.i - self.text.rfind("\n", 0, self.i)
        raise ValueError(f"{what} at line {line} column {column}")
    def space(self):
        while self.i < len(self.text) and self.text[self.i] in " \t\r\n": self.i += 1
    def peek(self):
        self.space()
        return self.text[self.i] if self.i < len(self.text) else ""
    def take(self, c):
        if self.peek() != c: self.fail(f"expected {c!r}")
        self.i += 1
    def value(self):
        c = self.peek()
        if c == "{": return dict(self.items("{", "}", self.pair))
        if c == "[": return list(self.items("[", "]", self.value))
        if c == '"': return self.string()
        for word, v in (("null", None), ("true", True), ("false", False)):
            if self.text.startswith(word, self.i): self.i += len(word); return v
        start = self.i
        while self.i < len(self.text) and self.text[self.i] in "+-0123456789.eE": self.i += 1
        number = self.text[start:self.i]
        if not number: self.fail("expected a value")
        try: return int(number) if number.lstrip("-").isdigit() else float(number)
        except ValueError: self.i = start; self.fail("bad number")
    def items(self, open, close, one):
        self.take(open)
        if self.peek() != close:
            yield one()
            while self.peek() == ",": self.i += 1; yield one()
        self.take(close)
    def pair(self):
        self.space(); key = self.string(); self.take(":")
        return key, self.value()
    def string(self):
        self.take('"'); out = []
        while True:
            if self.i >= len(self.text): self.fail("unfinished text")
            c = self.text[self.i]; self.i += 1
            if c == '"': return "".join(out)
            if c == "\\":
                e = self.text[self.i]; self.i += 1
                if e == "u": out.append(chr(int(self.text[self.i:self.i + 4], 16))); self.i += 4
                else: out.append(BACK[e])
            else: out.append(c)


def loads(text):
    r = Reader(text); v = r.value()
    if r.peek(): r.fail("something left over")
    return v


data = {"name": "Ada \"L\"", "tags": ["数学", "poetry\n", ""], "n": 1815, "x": -2.5e-3, "ok": True, "none": None, "empty": [{}, []], "deep": {"a": {"b": [1, [2, [3]]]}}}
print(dumps(data)); print(dumps(data, 2)); print(loads(dumps(data)) == data, loads(dumps(data, 4)) == data)
for t in ('[1, 2', '{"a" 1}', '"abc', '[1,]', 'nul', '1 2', '', '{"a": 1e}', '["\\u00e9\\t"]', ' [ ] ', '-0', '[[[[[]]]]]', '{"a": {"b": null}}'):
    try: print(repr(t), loads(t))
    except ValueError as e: print(repr(t), "?", e)
try: dumps({1: object()})
except TypeError as e: print(e)
