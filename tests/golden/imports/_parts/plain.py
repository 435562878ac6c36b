"""A plain module."""
print("plain runs once, as", __name__)
value = "plain value"
_hidden = 1
def function(): return value + "!"
class Class: name = "Class"
