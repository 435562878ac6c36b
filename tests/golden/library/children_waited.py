# Waiting for children: it ends when they do, not in steps; other threads go on meanwhile; a limit is kept.
import os
import subprocess
import threading
import time

begin = time.monotonic()
child = subprocess.Popen(["sleep", "0.3"])
print(child.poll(), child.wait(), child.wait(), child.poll())
print(time.monotonic() - begin < 5)

child = subprocess.Popen(["sleep", "20"])
try:
    child.wait(timeout=0.1)
except subprocess.TimeoutExpired as expired:
    print(expired)
try:
    child.wait(timeout=0)
except subprocess.TimeoutExpired as expired:
    print(expired.timeout, expired.cmd)
child.kill()
print(child.wait(timeout=10), child.returncode)

counted = []


def count():
    for i in range(5):
        counted.append(i)
        time.sleep(0)


thread = threading.Thread(target=count)
thread.start()
child = subprocess.Popen(["sleep", "0.2"])
child.wait()
thread.join()
print(counted)

thread = threading.Thread(target=count)
thread.start()
print(subprocess.run(["sh", "-c", "sleep 0.2; echo out; echo err >&2; exit 3"], capture_output=True, text=True), len(counted))
thread.join()

try:
    subprocess.run(["sleep", "20"], timeout=0.1)
except subprocess.TimeoutExpired as expired:
    print("timed out" in str(expired), expired.output)

child = subprocess.Popen(["sh", "-c", "exit 7"])
print(os.waitpid(child.pid, 0)[1], child.wait())
child = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(child.communicate(b"x" * 100_000)[0] == b"x" * 100_000, child.returncode)
print(subprocess.Popen(["true"]).wait(timeout=10))
