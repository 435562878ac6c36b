# An uncaught exception group is drawn as a tree.
def fail(e):
    raise e


errors = []
for e in (ValueError("one"), TypeError("two")):
    try:
        fail(e)
    except Exception as caught:
        errors.append(caught)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ExceptionGroup("inner", errors)
except ExceptionGroup as inner:
    inner.add_note("noted")
    raise ExceptionGroup("outer", [inner, KeyError("k"), ExceptionGroup("last", [OSError(2, "gone")])])
