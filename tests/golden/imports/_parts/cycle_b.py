from . import cycle_a
b = "b sees a: " + str(hasattr(cycle_a, "a"))
