"""What readers have in files, on its way into the store: one file a step.

A source of `sources/` reads a file into `records`, with what `files` opens and `values`
understands. `check` refuses what makes no sense, `match` finds the book and the loan of a record,
`merge` works out what a record adds to them, `apply` writes it within the caller's command, and
`report` counts what became of each item. `replay` takes back what readtrack exported. `measuring/`
finds the length of a book that is a file itself.
"""
