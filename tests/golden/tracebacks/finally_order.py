# What is printed before the traceback, and a failure inside finally.
class Resource:
    def __enter__(self):
        print("open")
        return self

    def __exit__(self, *a):
        print("close")
        raise RuntimeError("closing failed")


def use():
    with Resource():
        try:
            raise ValueError("using failed")
        finally:
            print("finally")


use()
