"""The store: the only code that uses a database.

`database.py` says what the store asks of an engine, and is the one door: `sqlite.py` and
`postgres.py` are an engine each, with all that is only its own, and the modules named after them
make their schema (`sqlite_schema.py`, `postgres_schema.py`) and look a cached answer up
(`served.py`); `backup.py` copies a store of either, `link.py` makes connections to a server, and
`waiting.py` lets a shell prompt wait for one no longer than a moment.

Everything else speaks SQL that both understand: parameters by name, days as ISO text, RETURNING for
ids and for what was changed. `queries.py` reads, and `store.py` changes what is read, in commands
that `undo` can name. `tables.py` declares what the reader entered, `own_tables.py` what the program
notes for itself, with the types and rules of `columns.py`, and `views.py` how it is looked at;
`declared.py` compiles them for an engine.

To add a column to `loans`: declare it in `tables.py`, add a step to `migrations.py` with the next
version in `schema.py`, a field to `model.py`, and read and write it in `rows.py`; once each. A step
is written in SQLite's words for types, which the other engine translates.

To add an engine: a class that does what `Database` asks, and a `Schema`.
"""
