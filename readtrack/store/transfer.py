"""Copies a whole store from one engine to another, or within one, and compares both row by row."""

import json
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

from readtrack.errors import ReadtrackError
from readtrack.store.cache import NO_ANSWER
from readtrack.store.database import Database, Row, connect, open_database
from readtrack.store.declared import METADATA

HOLDS = ("books", "commands", "settings", "routines")
"""Tables of which one has a row as soon as anything was done in a store."""


def relations() -> list[str]:
    """Return the tables of a store, in the order in which their rows refer to one another."""
    return [table.name for table in METADATA.sorted_tables]


def has_something(database: Database) -> bool:
    """Return whether anything was done in the store."""
    return any(database.run(f"SELECT 1 FROM {relation} LIMIT 1") for relation in HOLDS)


def transfer(source: Database, target: Database) -> int:
    """Copy all of `source` into the store `target` in one transaction. Return the number of rows.

    Cached answers are deleted on the way: the stamp of an old one may come up again. Raises
    ReadtrackError where a row does not arrive as it was.
    """
    schema, count = target.schema(), 0
    with source.snapshot(), target.transaction():
        schema.drop_the_rest()
        target.check_references_at_the_end()
        for relation in reversed(relations()):
            target.run(f"DELETE FROM {relation}")
        for relation in relations():
            columns = list(target.columns(relation))
            target.insert_many(relation, columns, map(tuple, _rows(relation, columns, source)))
        target.check_references_now()
        schema.make_the_rest()
        for relation in relations():
            count += _compare(relation, source, target)
        target.look_over()
    return count


def copy_to(path: str, file: str) -> None:
    """Copy the store into a new file."""
    with connect(path) as source, open_database(file) as target:
        transfer(source, target)
        target.run("PRAGMA journal_mode = DELETE")  # no log beside it


def replace_all(path: str, file: Path, saved: str) -> bool:
    """Make the store what `file` is; return whether the old one had anything to save in `saved`."""
    with open_database(path) as target:
        if had_something := has_something(target):
            copy_to(path, saved)
        with connect(str(file)) as source:
            transfer(source, target)
    return had_something


def _rows(relation: str, columns: Sequence[str], database: Database) -> Iterator[Row]:
    chosen = f"WHERE {NO_ANSWER}" if relation == "answers" else ""
    return database.each(
        f"SELECT {', '.join(columns)} FROM {relation} {chosen} ORDER BY {columns[0]}"
    )


def _compare(relation: str, source: Database, target: Database) -> int:
    """Return how many rows of a table the target has; raise ReadtrackError if one is another."""
    columns = list(target.columns(relation))
    pairs = zip_longest(
        _rows(relation, columns, source), _rows(relation, columns, target), fillvalue=None
    )
    count = 0
    for count, (theirs, ours) in enumerate(pairs, 1):  # noqa: B007
        if theirs is None or ours is None or _values(theirs, columns) != _values(ours, columns):
            which = tuple(theirs or ours or ())[:1]
            raise ReadtrackError(
                f"A row of {relation} did not arrive as it was: {columns[0]} {which[0]}.",
                "Nothing was changed. Look into it: readtrack doctor",
            )
    return count


def _values(row: Row, columns: Sequence[str]) -> list[object]:
    """The values of a row; what a row was before is JSON, whose spelling is each engine's own."""
    return [
        json.loads(value) if name == "before" and isinstance(value, str) else value
        for name, value in zip(columns, row, strict=True)
    ]
