# Ten thousand greenlets alive at once, each suspended in the middle of a call.
from greenlet import greenlet, getcurrent

main = getcurrent()


def worker(n):
    def inner(total):
        for step in range(3):
            total += main.switch(n)
        return total

    return inner(n)


workers = [greenlet(worker) for _ in range(10_000)]
print(sum(w.switch(n) for n, w in enumerate(workers)))
print(sum(w.switch(1) for w in workers))
print(sum(w.switch(2) for w in workers))
print(all(workers), any(w.dead for w in workers))
print(sum(w.switch(3) for w in workers))
print(any(workers), all(w.dead for w in workers))


# A ring that hands a number round.
def ring(n):
    def run(value):
        while True:
            value = links[(n + 1) % len(links)].switch(value + 1)

    return run


links = [greenlet(ring(n)) for n in range(100)]
links.append(main)
value = 0
for _ in range(100):
    value = links[0].switch(value)
print(value)


# A producer and a consumer.
def produce():
    for item in "abc":
        consumer.switch(item)
    consumer.switch(None)


def consume(item):
    got = []
    while item is not None:
        got.append(item)
        item = producer.switch()
    main.switch(got)


producer = greenlet(produce)
consumer = greenlet(consume)
print(producer.switch())
