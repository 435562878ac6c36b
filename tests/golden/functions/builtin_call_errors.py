# What calls of built-in functions that do not fit say.
calls = """len()|len(1, 2)|len(5)|len(x=1)|abs()|abs(1, 2)|ord()|ord('ab')|ord('')|ord(1)|chr()|chr('a')|chr(-1)|chr(0x110000)
isinstance(1)|isinstance(1, 2)|isinstance(1, (int, 3))|issubclass(1, int)|issubclass(int, 1)|hasattr(1)|hasattr(1, 2)|getattr(1)|getattr(1, 2)|getattr(1, 'nope')|setattr(1, 'a')|setattr(1, 'a', 2)|setattr(1, 2, 3)|delattr(1, 'a')
range()|range(1, 2, 3, 4)|range('a')|range(1.0)|range(1, 2, 0)|enumerate()|enumerate(5)|enumerate([], 'a')|zip(5)|zip([1], 5)|map()|map(len)|map(len, 5)|filter(None)|filter(None, 5)|reversed()|reversed(5)|reversed({1})|sorted()|sorted(5)|sorted([1, 'a'])|sorted([1], 2)|sorted([1], foo=1)|sorted([1], key=5)
sum()|sum(5)|sum(['a'])|sum(['a'], '')|sum([b'a'], b'')|min()|min(5)|min([])|max([], key=len)|max(1, 2, default=3)|max(1, 'a')|min([1], foo=2)|any()|any(5)|all(5)
iter()|iter(5)|iter(5, 6)|next()|next(5)|next([])|int('a')|int('12', 1)|int('12', 40)|int(12, 10)|int([])|int('')|int('0x1g', 16)|int(float('nan'))|int(float('inf'))|float('a')|float([])|float('')|complex('a')|complex('1', 2)|complex(1, 'a')
str(1, 2)|str(b'a', 'nope')|bytes(-1)|bytes('a')|bytes([256])|bytes(['a'])|bytes(1, 2)|bytes('a', 'ascii', 'strict', 1)|bytearray('a')|list(5)|list(1, 2)|tuple(5)|tuple(1, 2)|dict(5)|dict([1])|dict([(1, 2, 3)])|dict(1, 2)|set(5)|set(1, 2)|frozenset(5)
print(sep=1)|print(end=2)|print(foo=1)|repr()|repr(1, 2)|hash([])|hash({})|hash(set())|hash(slice(1))|id()|callable()|bin('a')|hex(1.5)|oct(None)|round()|round('a')|round(1.5, 'a')|round(1, 2, 3)|divmod(1)|divmod(1, 'a')|pow(1)|pow(1, 2, 3, 4)|pow(1, 'a')
type()|type(1, 2)|type('A', (), 5)|type('A', 5, {})|type(1, (), {})|super()|super(5)|super(int, 'a')|property(1, 2, 3, 4, 5)|classmethod()|staticmethod()|vars(5)|vars(1, 2)|dir(1, 2)|object().x|input(1, 2)|globals(1)|locals(1)
compile('1')|compile('1', 'f', 'nope')|compile(5, 'f', 'exec')|eval(5)|eval('1', 5)|exec(5)|exec('1', 5)|format(1, 2)|format(1, 'z')|format()|slice(1, 2, 3, 4)|memoryview(5)|memoryview()|ascii()|__import__()|__import__(5)|__import__('no_such_module_here')"""
for line in calls.split("\n"):
    for call in line.split("|"):
        try:
            print(call, "=", eval(call))
        except Exception as e:
            print(call, "->", type(e).__name__, e)
