# Through generators and their delegation.
def inner():
    yield 1
    raise LookupError("inside")


def outer():
    yield from inner()


def consume(items):
    for item in items:
        print(item)


consume(x * 2 for x in outer())
