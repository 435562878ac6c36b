# Both chains of an exception are shown, oldest first.
def load(key):
    return {"a": 1}[key]


def convert(key):
    try:
        return load(key)
    except KeyError as e:
        raise ValueError(f"no such setting: {key}") from e


try:
    convert("b")
except ValueError:
    undefined_name
