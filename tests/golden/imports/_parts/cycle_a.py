from . import cycle_b
a = "a"
