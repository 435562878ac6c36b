# Finders and loaders of a program's own; specifications; what cannot be found.
import importlib.util
import sys
import types


class Loader:
    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.answer = 42
        module.where = module.__spec__.origin


class Finder:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("made_up"):
            return importlib.util.spec_from_loader(name, Loader(), origin="nowhere")
        return None


finder = Finder()
sys.meta_path.insert(0, finder)
import made_up
print(made_up.answer, made_up.where, made_up.__spec__.name, made_up.__name__, made_up in sys.modules.values())
import made_up_too as other
print(other.__name__, other.__loader__.__class__.__name__)
sys.meta_path.remove(finder)
try:
    import made_up_again
except ModuleNotFoundError as e:
    print(e, e.name)


class Failing(Loader):
    def exec_module(self, module):
        raise ValueError("not this one")


class FailingFinder:
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return importlib.util.spec_from_loader(name, Failing()) if name == "failing" else None


sys.meta_path.insert(0, FailingFinder)
try:
    import failing
except ValueError as e:
    print(e, "failing" in sys.modules)
sys.meta_path.remove(FailingFinder)
spec = importlib.util.spec_from_loader("by_hand", Loader())
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
print(module.answer, isinstance(module, types.ModuleType), "by_hand" in sys.modules)
print(importlib.util.find_spec("no_such_module_here"))
