"""The command line: one module a command, found by its name, imported only when it is called.

To add a command, put a module here whose name is the command's, with a click command called `command`
and, on its first line, a docstring that says in a few words what it does.
"""
