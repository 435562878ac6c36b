# Did you mean: names, attributes, imports that are nearly right.
import sys
value = 1


class Thing:
    colour = 1
    def __init__(self): self.size = 2
    def method(self): return siz
    def own(self): return size
    def also(self): return self.sizes


def local():
    counter = 1
    return countr + 1


def attribute(): return Thing().color
def string(): return "x".uper()
def builtin(): return pritn(1)
def module(): return sys.pth
def far(): return nothing_like_it_at_all
def from_import(): from sys import pathh
def keyword(): return time.sleep(1)
def self_name(): return Thing().own()
def global_(): return vallue
def underscore(): return _value
def case(): return Value


for f in (local, attribute, string, builtin, module, far, from_import, keyword, self_name, global_, underscore, case, Thing().method, Thing().also):
    try:
        f()
    except Exception as e:
        sys.excepthook(type(e), e, None)
