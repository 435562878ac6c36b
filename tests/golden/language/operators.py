# Every binary and unary operator with its method, the reflected one, and the message when there is neither.
class Left:
    def __add__(self, o): return f"add({o})"
    def __sub__(self, o): return f"sub({o})"
    def __mul__(self, o): return f"mul({o})"
    def __truediv__(self, o): return f"truediv({o})"
    def __floordiv__(self, o): return f"floordiv({o})"
    def __mod__(self, o): return f"mod({o})"
    def __divmod__(self, o): return f"divmod({o})"
    def __pow__(self, o, m=None): return f"pow({o},{m})"
    def __lshift__(self, o): return f"lshift({o})"
    def __rshift__(self, o): return f"rshift({o})"
    def __and__(self, o): return f"and({o})"
    def __or__(self, o): return f"or({o})"
    def __xor__(self, o): return f"xor({o})"
    def __matmul__(self, o): return f"matmul({o})"
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "invert"
    def __abs__(self): return "abs"
    def __round__(self, n="none"): return f"round({n})"
    def __floor__(self): return "floor"
    def __index__(self): return 3
    def __int__(self): return 4
    def __float__(self): return 5.5
    def __complex__(self): return 6j


class Right:
    def __radd__(self, o): return f"radd({o})"
    def __rsub__(self, o): return f"rsub({o})"
    def __rmul__(self, o): return f"rmul({o})"
    def __rtruediv__(self, o): return f"rtruediv({o})"
    def __rfloordiv__(self, o): return f"rfloordiv({o})"
    def __rmod__(self, o): return f"rmod({o})"
    def __rdivmod__(self, o): return f"rdivmod({o})"
    def __rpow__(self, o, m=None): return f"rpow({o},{m})"
    def __rlshift__(self, o): return f"rlshift({o})"
    def __rrshift__(self, o): return f"rrshift({o})"
    def __rand__(self, o): return f"rand({o})"
    def __ror__(self, o): return f"ror({o})"
    def __rxor__(self, o): return f"rxor({o})"
    def __rmatmul__(self, o): return f"rmatmul({o})"


a, b = Left(), Right()
print(a + 1, a - 1, a * 1, a / 1, a // 1, a % 1, a ** 1, a << 1, a >> 1, a & 1, a | 1, a ^ 1, a @ 1)
print(1 + b, 1 - b, 1 * b, 1 / b, 1 // b, 1 % b, 1 ** b, 1 << b, 1 >> b, 1 & b, 1 | b, 1 ^ b, 1 @ b)
print(divmod(a, 2), divmod(2, b), pow(a, 2), pow(a, 2, 3), pow(2, b))
print(-a, +a, ~a, abs(a), round(a), round(a, 2))
print(int(a), float(a), complex(a), hex(a), bin(a), oct(a), [0, 1, 2, 30][a], "x" * 2, range(9)[a])
print("s" + b if False else [] .__class__, "s" % b if False else "skip")

operators = ["+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "@"]
pairs = [("1", "None"), ("'a'", "1"), ("[]", "1"), ("{}", "{}"), ("1.5", "2"), ("object", "1")]
for left, right in pairs:
    for op in operators:
        text = f"{left} {op} {right}"
        try:
            print(text, "=", eval(text))
        except Exception as e:
            print(text, "->", type(e).__name__, e)
for text in ["-'a'", "+[]", "~1.5", "-None", "~'a'", "abs('a')", "round('a')", "int([])", "divmod('a', 1)", "divmod(1, 0)", "pow(2, 'a')", "pow(2, 3, 'a')", "pow(2.0, 1, 3)", "1 % 0", "1.0 % 0", "1 // 0", "1.0 // 0", "0 ** -1", "0.0 ** -1", "1 << -1", "1 >> -1", "pow(1, 2, 0)", "pow(3, -1, 9)", "2 ** 'a'"]:
    try:
        print(text, "=", eval(text))
    except Exception as e:
        print(text, "->", type(e).__name__, e)


class Base:
    def __add__(self, o): return "Base.add"
    def __radd__(self, o): return "Base.radd"


class Derived(Base):
    def __radd__(self, o): return "Derived.radd"


class Same(Base):
    pass


print(Base() + Derived(), Base() + Same(), Derived() + Base(), Base() + Base())
