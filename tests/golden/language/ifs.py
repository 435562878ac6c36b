# if, elif, else, nested and on one line.
def size(n):
    if n < 0:
        return "negative"
    elif n == 0:
        return "zero"
    elif n < 10:
        if n % 2:
            return "small odd"
        else:
            return "small even"
    else:
        return "large"


for n in (-5, 0, 3, 4, 10):
    print(n, size(n))

if 1: print("one line")
if 0: print("no")
else: print("else on one line")
if 0: pass
elif 1: print("elif"); print("and more")
if (n := 5) > 3: print(n)
if True:
    if False:
        print("inner")
    print("after inner")
else:
    print("belongs to the outer")
if "":
    pass
elif []:
    pass
elif None:
    pass
else:
    print("all empty")

if (1 and
        2 or
        3): print("joined by brackets")
if 1 and \
   2: print("joined by backslash")
x = 3
print("even" if x % 2 == 0 else "odd" if x > 0 else "negative odd")
if not x: print("no")
if not (x > 5 and x < 10) and not x == 4: print("complicated")
if x: pass; print("semicolons");
result = []
for i in range(20):
    if i % 15 == 0: result.append("fizzbuzz")
    elif i % 5 == 0: result.append("buzz")
    elif i % 3 == 0: result.append("fizz")
    else: result.append(i)
print(*result)
