"""Write the library as a file: one module for each format.

A module takes rows or values and yields bytes; it opens no file and no store. `BEGINS` is a pattern
for the first bytes of such a file, so that only a file of the same kind is replaced; `atomic.py`
writes it whole or not at all. Text is escaped for its format: a cell that a spreadsheet would take
for a formula begins with a quote, HTML and calendars cannot be broken out of.

To add a format `NAME`: a module here with `BEGINS` and a function that yields the bytes (copy
`json.py`); a command in `cli/export.py` with `@export_.command("NAME", cls=ExampleCommand)` and
`@examples(...)`; a row in `manual/commands.md` and README.md; tests in `tests/exporters/`.
What `import` should read back needs a source in `importing/sources/`, too.
"""
