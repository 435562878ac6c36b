# Names: Unicode, normalised, soft keywords, dunder and private ones.
变量 = 3
é = 4
naïve, Ωmega, _x1, __ = 1, 2, 3, 4
print(变量 + é, naïve, Ωmega, _x1, __)
ﬁ = "ligature"
print(fi, "fi" in globals(), "ﬁ" in globals())
ℌ = 1
print(H)
match, case, type, _ = 1, 2, 3, 4
print(match, case, type, _)
def match(case): return case
print(match(5), match (6))
print(match
      (7))
class Private:
    __hidden = 1
    __dunder__ = 2
    def __init__(self):
        self.__own = 3
        __local = 4
        self.seen = [n for n in locals() if n != "self"]
    def get(self): return self.__hidden, self.__own
    def kw(self, *, __k=1): return __k
    class __Inner: pass
p = Private()
print(p.get(), sorted(n for n in vars(p)), p._Private__own, [n for n in Private.__dict__ if "hidden" in n or "dunder" in n or "Inner" in n], p.seen)
print(p.kw(_Private__k=5))
try:
    p.__own
except AttributeError as e:
    print(e)
class _Lead:
    __x = 1
    def g(self): return self.__x
print(_Lead()._Lead__x, _Lead().g())
class ___: 
    __y = 2
print([n for n in ___.__dict__ if "y" in n and "__y" == n])
print(getattr(p, "_Private__hidden"), hasattr(p, "__hidden"))
函数 = lambda 参数: 参数 * 2
print(函数("中"), 函数.__code__.co_varnames)
class 类:
    属性 = "值"
    def 方法(self): return self.属性
print(类().方法(), 类, vars(类)["属性"])
