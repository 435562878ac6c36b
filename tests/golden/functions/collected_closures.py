# The cycle collector takes a function apart and leaves the variables of the functions around it alone.
import gc
def check():
    done = False
    def wrapper():
        class A:
            def m(self):
                nonlocal done
                done = True
    wrapper()
    gc.collect()
    print(done)
check()
def check2():
    done = False
    def wrapper():
        class A:
            def __del__(self):
                nonlocal done
                done = True
        a=A(); a.me=a
    wrapper()
    gc.collect()
    print(done)
check2()
def check(cls, args=()):
    done = False
    def wrapper():
        class A(cls):
            def __del__(self):
                nonlocal done
                done = True
                try:
                    next(it)
                except StopIteration:
                    pass
        it = iter(A(*args))
        try: next(it)
        except StopIteration: pass
    wrapper()
    gc.collect()
    print(done)
check(list); check(dict); check(set); check(tuple)
def f():
    x=1
    def g():
        def h():
            nonlocal x
            x = 2
        h()
    g()
    print(x)
f()
