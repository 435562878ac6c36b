# What a call that does not fit its function says.
def none(): pass
def one(a): pass
def two(a, b): pass
def three(a, b, c): pass
def four(a, b, c, d): pass
def default(a, b=1): pass
def defaults(a=1, b=2): pass
def kwonly(*, k): pass
def kwonly2(*, k, l): pass
def kwonly3(*, k, l, m): pass
def mixed(a, *, k=1): pass
def mixed2(a, b=2, *, k): pass
def posonly(a, b, /): pass
def posonly2(a, /, b): pass
def star(a, *args): pass
def kwargs(a, **kw): pass


class C:
    def method(self, a): pass
    def nothing(): pass
    @staticmethod
    def static(a): pass
    @classmethod
    def cls(cls, a): pass
    def __init__(self, x): pass


class D: pass
class E:
    def __new__(cls, x): return object.__new__(cls)
class F:
    def __call__(self, a, b): pass


calls = """none(1)|none(1, 2)|none(a=1)|one()|one(1, 2)|one(1, a=1)|one(b=1)|one(1, b=2)|two()|two(1)|two(b=1)|two(1, 2, 3)|two(1, 2, b=3)
three()|three(1)|three(1, 2)|four()|four(1, d=2)|default()|default(1, 2, 3)|default(b=1)|defaults(1, 2, 3)|defaults(c=1)|defaults(1, a=2)
kwonly()|kwonly(1)|kwonly(1, k=1)|kwonly(k=1, j=2)|kwonly2()|kwonly3()|mixed()|mixed(1, 2)|mixed(1, 2, k=3)|mixed(1, 2, 3, k=4)|mixed2(1)|mixed2(1, 2, 3)|mixed2(1, 2, 3, k=1)|mixed2(k=1)
posonly()|posonly(1)|posonly(a=1, b=2)|posonly(1, b=2)|posonly(1, 2, 3)|posonly2(a=1, b=2)|posonly2(1)|star()|star(b=1)|star(1, a=2)|kwargs()|kwargs(1, 2)|kwargs(1, a=2)
C()|C(1, 2)|C(1).method()|C(1).method(1, 2)|C(1).nothing()|C.static()|C.static(1, 2)|C.cls()|C.cls(1, 2)|C.method(1)|C.method()|C(y=1)
D(1)|D(a=1)|E()|E(1, 2)|F()()|F()(1)|F()(1, 2, 3)|object(1)|object.__new__(D, 1)
(lambda: 0)(1)|(lambda x: 0)()|(lambda x, *, y: 0)(1)|5()|None()|'a'()|[]()|{}(1)|(1, 2)()|...()|1.5()
one(**{'a': 1, 'b': 2})|one(*[1, 2])|two(*[1], **{'a': 2})|one(**{1: 2})|one(*None)|one(**None)|none(**{'x y': 1})|one(*1)|two(1, **{'b': 2, 'c': 3})"""
for line in calls.split("\n"):
    for call in line.split("|"):
        try:
            eval(call)
            print(call, "fits")
        except TypeError as e:
            print(call, "->", e)
