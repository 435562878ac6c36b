# A scheduler in plain Python: tasks, sleeping, waiting for one another, cancelling.
class Sleep:
    def __init__(self, t): self.t = t
    def __await__(self): yield ("sleep", self.t)
class Join:
    def __init__(self, task): self.task = task
    def __await__(self): return (yield ("join", self.task))
class Cancelled(BaseException): pass
class Task:
    def __init__(self, coro, name): self.coro, self.name, self.done, self.value, self.error, self.waiters = coro, name, False, None, None, []
class Scheduler:
    def __init__(self): self.now, self.seq, self.timers, self.ready = 0, 0, [], []
    def spawn(self, coro, name):
        t = Task(coro, name); self.ready.append((t, "send", None)); return t
    def cancel(self, t):
        self.timers = [x for x in self.timers if x[2] is not t]; self.ready.append((t, "throw", Cancelled()))
    def run(self):
        while self.ready or self.timers:
            if not self.ready:
                self.timers.sort(key=lambda x: x[:2]); self.now, _, t = self.timers.pop(0); self.ready.append((t, "send", None))
            t, how, value = self.ready.pop(0)
            if t.done: continue
            try: op, arg = getattr(t.coro, how)(value)
            except StopIteration as e: self.finish(t, e.value, None)
            except (Exception, Cancelled) as e: self.finish(t, None, e)
            else:
                if op == "sleep": self.seq += 1; self.timers.append((self.now + arg, self.seq, t))
                elif arg.done: self.ready.append(self.outcome(t, arg))
                else: arg.waiters.append(t)
    def outcome(self, t, of): return (t, "throw", of.error) if of.error else (t, "send", of.value)
    def finish(self, t, value, error):
        t.done, t.value, t.error = True, value, error
        print(f"[{self.now}] {t.name} ends: {error!r}" if error else f"[{self.now}] {t.name} ends: {value}")
        self.ready.extend(self.outcome(w, t) for w in t.waiters)
s = Scheduler()
async def worker(n, d):
    for i in range(n):
        print(f"[{s.now}] worker {d} step {i}"); await Sleep(d)
    return n * d
async def failing(): await Sleep(5); raise ValueError("broken")
async def guarded():
    try: await Sleep(100)
    finally: print(f"[{s.now}] cleaning up")
async def main():
    a, b = s.spawn(worker(3, 2), "a"), s.spawn(worker(2, 3), "b")
    f, g = s.spawn(failing(), "f"), s.spawn(guarded(), "g")
    print("a gave", await Join(a)); print("b gave", await Join(b))
    try: await Join(f)
    except ValueError as e: print("f failed:", e)
    s.cancel(g); await Sleep(1)
    print("a again", await Join(a))
    return "main done"
s.spawn(main(), "main"); s.run()
