# The command of timeit, on a clock that goes a second with each run of the statement.
import timeit
import warnings


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


clock = timeit.clock = Clock()
step = "import timeit; timeit.clock.now += {}"


def run(*words):
    print("$", *words)
    result = timeit.main(list(words), _wrap_timer=lambda timer: clock)
    if result is not None:
        print("ends with", result)


run("-n", "1", step.format(1))
run("-n3", "-r2", "-s", "import math", step.format(0.5))
run(step.format(0.05))
run("-v", "-n", "2", step.format(0.25))
run("-vv", step.format(0.1))
run("-u", "msec", "-n1", "-r1", step.format(0.25))
run("-u", "minutes", "pass")
run("--what")
print(timeit.reindent("a\nb", 4))
for wrong in (1, "return", "pass\n  pass"):
    try:
        timeit.Timer(wrong)
    except (ValueError, SyntaxError) as fault:
        print(type(fault).__name__, fault)
