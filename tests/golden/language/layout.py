# Layout: joined lines, semicolons, comments everywhere, blank lines, tabs, form feeds.
x = (1 +
     2  # a comment inside brackets

     + 3)
print(x)
y = [
    1,
    2,

    # alone
    3,
]; print(y); print(len(y))
if x: print("a"); print("b")
if True:
	print("a tab")
	if True:
	    print("tab and blanks")
	print("back")
class Empty: pass; z = 1; w = 2
print(Empty.z, Empty.w)

def f(a,
      b=2,  # why
      *args,
      ): return a + b

print(f(1,
        ), f(1, 3))
total = 1 + \
    2 + \
    3
print(total)
s = "a" \
    "b"
print(s)
if x \
   and y: print("and")
# comment at column 0
    # comment at any column
for i in range(2):
    # first
    print(i)
        # odd but fine
  # also fine
    print("still in")

	
print("blank lines with blanks above")
def g(): return 1; print("never")
print(g())
def one_line(): x = 1; y = 2; return x + y
print(one_line())
d = {"a": 1,
"b": 2,
        "c": 3}
print(d)
text = """
not indented
  by anything
"""
if 1:
    text2 = """
inside
"""
    print(text + text2)
while True: break
else: print("no")
try: print("try on one line")
except: pass
finally: print("finally on one line")
class Context:
    def __enter__(self): return "entered"
    def __exit__(self, *a): pass
with Context() as n: print("with", n)
print("end"); 
