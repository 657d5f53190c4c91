"""Examines a store, also one that no other command takes, and mends what can be made anew."""

import re
import shlex
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from readtrack.errors import StoreError
from readtrack.named_tuple import NamedTuple
from readtrack.store.backup import copy_beside
from readtrack.store.database import NEVER, REPLACE, connect, file_of, is_there
from readtrack.store.declared import Made, Schema
from readtrack.store.schema import VERSION
from readtrack.store.sqlite import ANOTHER, LEAST
from readtrack.store.synced import INSTEAD, synced, syncer_of
from readtrack.words.commands import command_line

ANEW = "readtrack doctor --fix makes it anew"
REMOVED = "readtrack doctor --fix removes it"

MOST = 5
"""Troubles of one kind that are named."""

IMPOSSIBLE = {
    "{} is logged on a day to come": "SELECT title FROM progress JOIN loans ON loans.id = loan_id "
    "JOIN books ON books.id = book_id WHERE day > :tomorrow",
    "{} is past its end": "SELECT title FROM progress JOIN loans ON loans.id = loan_id "
    "JOIN books ON books.id = book_id WHERE position > length",
    "{} was checked out on a day to come": "SELECT title FROM loans JOIN books ON books.id = "
    "book_id WHERE checked_out > :tomorrow",
}
"""What cannot be true of a title, and the query that finds such titles."""

ANOTHERS_COPY = re.compile(r"conflict|\(\d+\)$| \d+$", re.IGNORECASE)
"""In the names of the copies that a program which syncs folders makes of a file."""


class Finding(NamedTuple):
    what: str
    remedy: str
    mends: bool = False
    """Whether `mend` mends it."""
    bearable: bool = False
    """Whether the rest can be mended in spite of it."""


def examine(path: str, tomorrow: str) -> list[Finding]:
    """What is wrong with the store at `path`, the worst first; `tomorrow` is a day as ISO text."""
    if not is_there(path):
        return [Finding(f"There is no store {path}.", ANOTHER)]
    file = file_of(path)
    if file is not None and file.stat().st_size < LEAST:
        return [Finding(f"{path} is not a readtrack store.", ANOTHER)]
    found: list[Finding] = []
    try:
        with connect(path) as database:
            schema = database.schema()
            found += _of_the_whole(schema)
            if not found:
                found += _of_the_schema(schema)
            if all(each.mends for each in found):
                found += _of_the_rows(schema, tomorrow)
    except StoreError as error:
        found.append(Finding(error.what, error.remedy))
    return [*dict.fromkeys(found), *(_beside(file) if file is not None else ())]


def refuse_damaged(path: str) -> None:
    """Raise StoreError where the store is not what a readtrack has written."""
    for found in examine(path, tomorrow=NEVER):
        if not found.bearable and found.remedy != REMOVED:
            raise StoreError(found.what, found.remedy)


def _of_the_whole(schema: Schema) -> Iterator[Finding]:
    name, version = schema.database.name, schema.database.version()
    if not version:
        yield Finding(f"{name} is not a readtrack store.", ANOTHER)
    elif version < VERSION:
        yield Finding(f"The store is of version {version}.", "Any command brings it up to date.")
    for fault in schema.faults(MOST):
        yield Finding(f"The file is damaged: {fault}.", REPLACE)


def _of_the_schema(schema: Schema) -> Iterator[Finding]:
    """Where the tables, indexes, views and triggers are not those that a new store has."""
    found = schema.found()
    wrong = {name: made[0] for name, made in schema.wanted().items() if found.get(name) != made}
    tables = {name: kind for name, kind in wrong.items() if kind == "table"}
    for name, kind in (tables or wrong).items():  # what is made from a table is no better than it
        how = "is not what it should be" if name in found else "is missing"
        remedy = REPLACE if tables else ANEW
        yield Finding(f"The {kind} {name} {how}.", remedy, mends=not tables)


def _of_the_rows(schema: Schema, tomorrow: str) -> Iterator[Finding]:
    database = schema.database
    if lost := schema.orphans():
        tables = ", ".join(sorted(set(lost)))
        yield Finding(f"{len(lost)} rows of {tables} belong to nothing.", REPLACE)
    try:
        for row in database.each("SELECT at FROM commands"):
            datetime.fromisoformat(row["at"])
    except ValueError:
        yield Finding("The journal has a command of no day.", REPLACE)
    if database.run("SELECT 1 FROM commands WHERE open = 1"):
        yield Finding("The journal has a command that never ended.", ANEW, mends=True)
    for name, (kind, _) in schema.found().items():
        if kind == "table":  # text that is none cannot be read
            for _ in database.each(f"SELECT * FROM {name}"):
                pass
    for what, titles in IMPOSSIBLE.items():
        for (title,) in database.run(f"{titles} LIMIT {MOST}", {"tomorrow": tomorrow}):
            see = f"Look at it, then mend it with edit: {command_line('show', title)}"
            yield Finding(f"{what.format(title)}.", see, bearable=True)


def _beside(store: Path) -> Iterator[Finding]:
    """What lies beside the store and should not."""
    if (program := syncer_of(str(store))) is not None:
        yield Finding(synced(str(store), program), INSTEAD, bearable=True)
    for file in sorted(store.parent.glob(".readtrack-*")):
        yield Finding(f"{file} was left by a command that was killed.", REMOVED, mends=True)
    for file in sorted(store.parent.glob(f"*{store.suffix}")):
        if file != store and file.stem.startswith(store.stem) and ANOTHERS_COPY.search(file.stem):
            yield Finding(
                f"{file} looks like a copy made by a program that syncs folders.",
                f"Merge it in: readtrack import {shlex.quote(str(file))}",
                bearable=True,
            )


def can_be_mended(found: Sequence[Finding]) -> bool:
    """Return whether something can be made anew; with worse than that, nothing is touched."""
    return any(each.mends for each in found) and all(each.mends or each.bearable for each in found)


def mend(path: str) -> str:
    """Make anew what can be, after a copy of everything; the path of the copy.

    Raises StoreError where the store cannot be written.
    """
    backup = copy_beside(path)
    with connect(path) as database:
        schema = database.schema()
        wanted = schema.wanted()
        with database.transaction():
            _make_anew(schema, wanted)
    if (store := file_of(path)) is not None:
        for file in store.parent.glob(".readtrack-*"):
            file.unlink(missing_ok=True)
    return backup


def _make_anew(schema: Schema, wanted: Made) -> None:
    """Make the views, the triggers, and the indexes that are not what they should be."""
    schema.drop_the_rest()
    found = schema.found()
    for name, (kind, sql) in wanted.items():
        if kind == "index" and found.get(name) != (kind, sql):
            schema.database.run(f"DROP INDEX IF EXISTS {name}")
            schema.database.run(sql)
    schema.make_the_rest()
    schema.database.run("UPDATE commands SET open = 0 WHERE open = 1")
