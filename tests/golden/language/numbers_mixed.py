# Arithmetic between the kinds of numbers.
nums = [True, 2, -3, 2**65, 1.5, -0.5, 2 + 1j]
import_free = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b, "//": lambda a, b: a // b, "%": lambda a, b: a % b, "**": lambda a, b: a ** b, "<": lambda a, b: a < b, "==": lambda a, b: a == b, "divmod": divmod}
for name, op in import_free.items():
    for a in nums:
        row = []
        for b in nums:
            if name == "**" and (abs(b) > 100 or abs(a) > 100 and abs(b) != 2): continue
            try: r = op(a, b)
            except (TypeError, ZeroDivisionError, OverflowError) as e: r = type(e).__name__
            row.append(f"{r:.10g}" if isinstance(r, (float, complex)) else str(r))
        print(name, a, *row)
print([type(a + b).__name__ for a in nums for b in nums][:20], sum(nums[:6]), max(nums[:6]), min(nums[:6]), sorted(nums[:6]))
