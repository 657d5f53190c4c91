"""A deadline-aware reading tracker for the command line.

`model.py` and `library.py` define what the program talks about, `limits.py` every limit with its
reason. `dates.py`, `units.py`, `names.py` and the modules beside them parse what people type and
format it again. `__main__.py` is the entry: a cached answer of `answers.py`, or the Typer app.

The rooms, each with its rules in its own `__init__.py`: `cli` → `importing`, `exporters`, `render`,
`store`, `manual` → `words` → `planning` → the modules here. Imports go in this direction only.
A module imports only the standard library and cheap modules at the top; anything heavy is imported
in the function that needs it.

To add a setting: a line in `SETTINGS` of `settings.py`, its limits in `limits.py`, a field of
`Settings` in `library.py`, and a row in `manual/settings.md`. To add a module: a place for its name
in `LAYERS` of `tests/test_imports.py`. For everything else: `readtrack help working`.
"""

__version__ = "1.0.0"
