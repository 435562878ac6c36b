# Work in other processes: executors, pools, processes; what they return and raise; what cannot be sent.
import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial


def square(x):
    return x * x


def fails(x):
    raise KeyError(x, "in a worker")


def power(base, exponent):
    return base ** exponent


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def moved(self, by):
        return Point(self.x + by, self.y + by)

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


def swap(point):
    return Point(point.y, point.x)


def other_process(number):
    return os.getpid() != number


def data():
    return {"list": [1, (2, 3)], b"bytes": {4}, 1.5: None, "big": 10 ** 30, "nested": {"d": [True, 2j, range(3)]}}


def says(name):
    print("Hello", name)


def main():
    with ProcessPoolExecutor(max_workers=2) as pool:
        print(list(pool.map(square, range(5))))
        print(pool.submit(swap, Point(1, 2)).result(), pool.submit(Point(1, 2).moved, 3).result())
        print(pool.submit(power, base=2, exponent=10).result(), pool.submit(partial(power, 3), 2).result())
        print(pool.submit(data).result() == data())
        print(pool.submit(other_process, os.getpid()).result())
        try:
            pool.submit(fails, 7).result()
        except KeyError as fault:
            print(repr(fault), fault.__cause__ is not None)
        try:
            pool.submit(lambda: 1).result()
        except Exception as fault:
            print("not sent:", "pickle" in str(fault) or "local object" in str(fault))
        print(sorted(f.result() for f in as_completed([pool.submit(square, n) for n in range(3)])))
    with multiprocessing.Pool(2) as pool:
        print(pool.map(square, [1, 2, 3]), pool.starmap(power, [(2, 3), (3, 2)]))
        result = pool.apply_async(square, (5,))
        print(result.get(timeout=60), result.ready(), result.successful(), pool.apply(square, (6,)))
        print(list(pool.imap(square, range(3))), sorted(pool.imap_unordered(square, range(3))))
    sys.stdout.flush()
    process = multiprocessing.Process(target=says, name="child", args=("process",))
    print(process.is_alive(), process.exitcode, process.name, process.daemon)
    sys.stdout.flush()
    process.start()
    process.join()
    print(process.is_alive(), process.exitcode)
    process = multiprocessing.Process(target=sys.exit, args=(3,))
    process.start()
    process.join()
    print(process.exitcode, multiprocessing.cpu_count() > 0, multiprocessing.current_process().name)


if __name__ == "__main__":
    main()
