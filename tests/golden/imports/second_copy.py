# A module of the library once more, as a copy of one's own: what is changed in it does not reach the other (as markdown
# does with html.parser); and a module that is filled when it is first used.
import importlib.util
import sys

spec = importlib.util.find_spec("html.parser")
copy = importlib.util.module_from_spec(spec)
spec.loader.exec_module(copy)
copy.HTMLParser.note = 1

import html.parser

print(copy.__name__, copy.HTMLParser is html.parser.HTMLParser, hasattr(html.parser.HTMLParser, "note"))
spec = importlib.util.find_spec("colorsys")
loader = importlib.util.LazyLoader(spec.loader)
spec.loader = loader
lazy = importlib.util.module_from_spec(spec)
sys.modules["colorsys"] = lazy
loader.exec_module(lazy)
print(lazy.rgb_to_hsv(1, 0, 0))
