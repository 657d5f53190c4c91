"""Read the files that readers already have: one module for each source.

A source recognises its files by content and turns each row into a record. It knows nothing of the
store, reads nothing private (notes, quotes, cards, tokens), and reports a row that it cannot read
without losing the others. A date that could mean two days is refused, not guessed.

To add a source, copy a short one such as `bookbuddy.py`:
1. a module here with `recognises(file)` and `read(file, context)`, which yields a `Record`,
   `Skipped` or `Problem` for each row; for a table both are those of a `Layout` of its columns;
2. its name, which is that of its module, and what it is called in `SOURCES` of `registry.py`;
3. a row in `manual/import.md` and a line in CHANGELOG.md;
4. tests in `tests/importing/sources/`, with a file as the program writes it.
"""
