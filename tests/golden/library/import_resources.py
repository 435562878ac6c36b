"""importlib.resources finds what lies beside modules; multiprocessing's contexts; zipimport refuses."""
import importlib.resources as resources
import multiprocessing
import pathlib
import sys
import tempfile
import zipimport

with tempfile.TemporaryDirectory() as folder:
    package = pathlib.Path(folder, "parcel")
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "data.txt").write_text("héllo\n", encoding="utf-8")
    (package / "sub").mkdir()
    (package / "sub" / "more.bin").write_bytes(b"\0\1")
    sys.path.insert(0, folder)
    import parcel
    print(resources.files("parcel").joinpath("data.txt").read_text(encoding="utf-8"))
    print(resources.read_text(parcel, "data.txt"), resources.is_resource("parcel", "data.txt"))
    print(resources.read_binary("parcel", "sub", "more.bin"))
    with resources.as_file(resources.files(parcel) / "data.txt") as path:
        print(path.name)
    print(sorted(entry.name for entry in resources.files("parcel").iterdir() if entry.name != "__pycache__"))
for ask in resources.read_text, resources.open_text, resources.is_resource, resources.read_binary:
    try:
        ask(None, "data.txt")
    except TypeError as error:
        print(error)
context = multiprocessing.get_context("spawn")
print(type(context).__name__, context.get_start_method())
try:
    multiprocessing.get_context("unknown")
except ValueError as error:
    print(error)
try:
    zipimport.zipimporter("here")
except zipimport.ZipImportError as error:
    print(error)
