real = "real"
def __getattr__(name):
    if name == "forbidden": raise AttributeError("not " + name)
    return "made up " + name
def __dir__(): return ["b", "a"]
