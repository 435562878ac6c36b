# A calculator: tokens, a parser by precedence, an evaluator with variables.
class Fault(Exception):
    def __init__(self, place, message):
        super().__init__(message)
        self.place = place


def tokens(text):
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c == ".":
            j = i
            while j < len(text) and (text[j].isdigit() or text[j] == "."):
                j += 1
            yield "number", float(text[i:j]), i
            i = j
        elif c.isalpha():
            j = i
            while j < len(text) and text[j].isalnum():
                j += 1
            yield "name", text[i:j], i
            i = j
        elif c in "+-*/^()=,!":
            yield c, c, i
            i += 1
        else:
            raise Fault(i, f"what is {c!r}?")
    yield "end", None, len(text)


class Parser:
    LEVELS = {"+": (1, False), "-": (1, False), "*": (2, False), "/": (2, False), "^": (4, True)}

    def __init__(self, text):
        self.stream = list(tokens(text))
        self.at = 0

    @property
    def kind(self): return self.stream[self.at][0]

    def take(self, kind=None):
        found, value, place = self.stream[self.at]
        if kind and found != kind:
            raise Fault(place, f"expected {kind}, found {found}")
        self.at += 1
        return value

    def expression(self, level=0):
        left = self.prefix()
        while self.kind in self.LEVELS:
            strength, right = self.LEVELS[self.kind]
            if strength <= level:
                break
            op = self.take()
            left = (op, left, self.expression(strength - right))
        return left

    def prefix(self):
        match self.kind:
            case "number": tree = self.take()
            case "name":
                name = self.take()
                if self.kind == "(":
                    self.take()
                    args = []
                    while self.kind != ")":
                        args.append(self.expression())
                        if self.kind == ",": self.take()
                    self.take(")")
                    tree = ("call", name, *args)
                else: tree = ("name", name)
            case "(":
                self.take()
                tree = self.expression()
                self.take(")")
            case "-":
                self.take()
                return ("neg", self.expression(3))
            case other: raise Fault(self.stream[self.at][2], f"unexpected {other}")
        while self.kind == "!":
            self.take()
            tree = ("call", "fact", tree)
        return tree


def fact(n): return 1.0 if n < 2 else n * fact(n - 1)
functions = {"fact": fact, "max": max, "min": min, "abs": abs, "sum": lambda *a: sum(a)}
variables = {"pi": 3.14159}


def evaluate(tree):
    match tree:
        case float(): return tree
        case ("name", name): return variables[name]
        case ("neg", x): return -evaluate(x)
        case ("call", name, *args): return functions[name](*map(evaluate, args))
        case ("+", a, b): return evaluate(a) + evaluate(b)
        case ("-", a, b): return evaluate(a) - evaluate(b)
        case ("*", a, b): return evaluate(a) * evaluate(b)
        case ("/", a, b): return evaluate(a) / evaluate(b)
        case ("^", a, b): return evaluate(a) ** evaluate(b)


for line in ["1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "-2 ^ 2", "x = 5", "x * -x", "10 - 4 - 3", "max(1, x, 3) + min(2, 1)", "5! / 3!", "sum(1, 2, 3, 4)", "1 / 0", "y + 1", "1 +", "(1", "1 $ 2", "abs(-pi)", "f(1)", "1.5.2", "2 3"]:
    try:
        name = None
        source = line
        if line[1:3] == " =":
            name, source = line[0], line[4:]
        p = Parser(source)
        tree = p.expression()
        p.take("end")
        result = evaluate(tree)
        if name:
            variables[name] = result
        print(f"{line:<28} = {result:g}")
    except Fault as e:
        print(f"{line:<28} ? {e} at {e.place}")
    except (ZeroDivisionError, KeyError, ValueError) as e:
        print(f"{line:<28} ? {type(e).__name__}: {e}")
