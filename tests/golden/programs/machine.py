# A small machine with its own assembler: dispatch by dictionary of methods.
class Machine:
    def __init__(self, code): self.code, self.stack, self.calls, self.at, self.steps, self.names, self.out = code, [], [], 0, 0, {}, []
    def push(self, v): self.stack.append(v)
    def pop(self): return self.stack.pop()
    def op_push(self, v): self.push(int(v))
    def op_load(self, n): self.push(self.names.get(n, 0))
    def op_store(self, n): self.names[n] = self.pop()
    def op_jump(self, at): self.at = at
    def op_jumpz(self, at):
        if self.pop() == 0: self.at = at
    def op_call(self, at): self.calls.append(self.at); self.at = at
    def op_ret(self): self.at = self.calls.pop()
    def op_print(self): self.out.append(self.pop())
    def op_dup(self): self.push(self.stack[-1])
    def op_swap(self): self.stack[-1], self.stack[-2] = self.stack[-2], self.stack[-1]
    def op_halt(self): self.at = len(self.code)
    def run(self, limit=10_000):
        while self.at < len(self.code):
            name, *args = self.code[self.at]
            self.at += 1; self.steps += 1
            if self.steps > limit: raise TimeoutError(f"more than {limit} steps")
            getattr(self, "op_" + name)(*args)
        return self.out


for name, f in {"add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b, "mod": lambda a, b: a % b, "lt": lambda a, b: int(a < b), "eq": lambda a, b: int(a == b)}.items():
    def op(self, f=f): b, a = self.pop(), self.pop(); self.push(f(a, b))
    op.__name__ = "op_" + name
    setattr(Machine, op.__name__, op)


def assemble(text):
    labels, lines = {}, []
    for raw in text.splitlines():
        line = raw.split(";")[0].strip()
        if line.endswith(":"): labels[line[:-1]] = len(lines)
        elif line: lines.append(line.split())
    return [[op, *(labels.get(a, a) for a in args)] for op, *args in lines]


PROGRAMS = {
    "factorial": "push 1\nstore r\npush 10\nstore n\nloop:\nload n\njumpz end\nload r\nload n\nmul\nstore r\nload n\npush 1\nsub\nstore n\njump loop\nend:\nload r\nprint",
    "primes": "push 2\nstore n\nouter:\nload n\npush 30\nlt\njumpz end\npush 2\nstore d\ninner:\nload d\nload n\nlt\njumpz prime\nload n\nload d\nmod\njumpz next\nload d\npush 1\nadd\nstore d\njump inner\nprime:\nload n\nprint\nnext:\nload n\npush 1\nadd\nstore n\njump outer\nend:\nhalt",
    "subroutine": "push 3\ncall square\nprint\npush 12\ncall square\nprint\nhalt\nsquare: ; takes one, leaves its square\ndup\nmul\nret",
    "endless": "top:\njump top",
    "broken": "push 1\nadd",
    "unknown": "fly 5",
}
for name, text in PROGRAMS.items():
    m = Machine(assemble(text))
    try: print(name, m.run(), m.steps)
    except Exception as e: print(name, type(e).__name__, e)
print(sorted(n for n in dir(Machine) if n.startswith("op_")))
