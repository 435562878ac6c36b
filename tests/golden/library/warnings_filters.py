import sys
import warnings
sys.stderr = sys.stdout
def f():
    warnings.warn("hello", stacklevel=2)
for i in range(3):
    f()
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    f(); f()
    warnings.warn("x", DeprecationWarning)
    print(len(log), log[0], log[2].category)
try:
    with warnings.catch_warnings(action="error"):
        f()
except UserWarning as e:
    print(repr(e))
warnings.warn("d", DeprecationWarning)
warnings.warn("p", PendingDeprecationWarning)
print(warnings.formatwarning("m", UserWarning, "file", 3, "  line"))
