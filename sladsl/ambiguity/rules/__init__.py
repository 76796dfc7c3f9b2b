"""The rules. A new rule is a new file here, with one class; its docstring's examples are its first test."""
