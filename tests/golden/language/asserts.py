# assert with and without a message.
assert True
assert 1, "not shown"
for text in ["assert 0", "assert 0, 'why'", "assert [], {'a': 1}", "assert None, None", "assert 1 == 2, f'{1} is not {2}'", "assert (0, 'always true')", "assert 0, (1, 2)", "assert '', ValueError('x')"]:
    try:
        exec(text)
        print("passed", text)
    except AssertionError as e:
        print(text, "->", repr(e), str(e), e.args)


def said(v):
    print("said", v)
    return v


assert said(1), said("not evaluated")
try:
    assert said(0), said("evaluated")
except AssertionError as e:
    print(e)
print(__debug__)
