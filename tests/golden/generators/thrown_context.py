# Where the context of what throw() raises comes from, and StopIteration that leaves a generator.
import sys
def a1():
    try:
        try:
            assert 0
        except Exception as ex:
            print('h')
        finally:
            print('f1', sys.exception())
    finally:
        print('f2', sys.exception())
        def h():
            yield 1
        it = h(); next(it)
        try: it.throw(KeyError)
        except KeyError as e: print(repr(e.__context__))
a1()
def a2():
    try:
        try:
            raise ValueError(1)
        finally:
            try: assert 0
            except Exception as ex: print('x', repr(ex.__context__))
            print(repr(sys.exception()))
    except ValueError: print(repr(sys.exception()))
    print(sys.exception())
a2()
def a3():
    try:
        try: raise AssertionError
        finally:
            def h7():
                yield 1
            it=h7(); next(it)
            it.throw(KeyError)
    except KeyError as e: print('a3', repr(e.__context__))
a3()
def a4():
    try:
        try: raise AssertionError
        finally:
            def h7():
                yield 1
            it=h7(); next(it)
            it.throw(KeyError('x'))
    except KeyError as e: print('a4', repr(e.__context__))
a4()
def a5():
    try:
        try: raise AssertionError
        except AssertionError:
            def h7():
                yield 1
            it=h7(); next(it)
            it.throw(KeyError)
    except KeyError as e: print('a5', repr(e.__context__))
a5()
def a7():
    def sub():
        yield 1
    def h7():
        yield from sub()
    try:
        try: raise AssertionError
        except AssertionError:
            it=h7(); next(it)
            it.throw(KeyError)
    except KeyError as e: print('a7', repr(e.__context__))
a7()
def a8():
    def sub():
        try: yield 1
        except KeyError as e: print('in', repr(e.__context__)); raise ValueError
    try:
        try: raise AssertionError
        except AssertionError:
            it=sub(); next(it)
            it.throw(KeyError)
    except ValueError as e: print('a8', repr(e.__context__), repr(e.__context__.__context__))
a8()
def a9():
    def sub():
        try: raise OSError
        except OSError:
            yield 1
    try:
        try: raise AssertionError
        except AssertionError:
            it=sub(); next(it)
            it.throw(KeyError)
    except KeyError as e: print('a9', repr(e.__context__), repr(e.__context__.__context__))
a9()
def a10():
    class It:
        def __iter__(self): return self
        def __next__(self): return 1
        def throw(self, e): raise e
    def sub():
        yield from It()
    try:
        try: raise AssertionError
        except AssertionError:
            it=sub(); next(it)
            it.throw(KeyError())
    except KeyError as e: print('a10', repr(e.__context__))
a10()
import traceback
def gen():
    yield 1
    next(iter([]))
def t(f):
    try: f()
    except RuntimeError as e:
        print(traceback.format_exc().replace(__file__, 'file'))
def sub():
    yield from gen()
t(lambda: list(gen()))
t(lambda: [x for x in sub()])
