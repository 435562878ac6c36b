"""The package."""
print("package runs once")
attribute = "of the package"
