# The limit of recursion, uncaught.
def forever(n):
    return forever(n + 1)


forever(0)
