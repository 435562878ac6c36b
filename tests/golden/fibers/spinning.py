# Threads that look again and again whether there is something to do are interrupted, wherever they are.
import queue
import threading

work, results = queue.Queue(), queue.Queue()


def spin():
    count = 0
    while True:
        try:
            item = work.get(False)
        except queue.Empty:
            continue
        except queue.ShutDown:
            break
        count += item
    results.put(count)


def write():
    for i in range(200):
        work.put(i)


spinning = [threading.Thread(target=spin) for _ in range(1)]
writing = [threading.Thread(target=write) for _ in range(1)]
for thread in spinning + writing:
    thread.start()
for thread in writing:
    thread.join()
work.shutdown()
for thread in spinning:
    thread.join()
print(sum(results.get() for _ in spinning), sum(range(200)))

event = threading.Event()
threading.Timer(0.01, event.set).start()
while not event.is_set():
    pass
print("set")
