class L(list): pass
class S(str): pass
class F(float): pass
for t, x in ((int, 5), (int, True), (float, 1.5), (float, F(1)), (str, 'a'), (str, S('b')), (list, []), (list, L()), (tuple, ()), (set, {1}), (object, 5), (dict, {}), (type, int), (bytes, b'')):
    try: print(t.__name__, repr(t.__new__(x)))
    except TypeError as e: print(t.__name__, e)
