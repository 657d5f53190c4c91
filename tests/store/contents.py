"""What a store holds, read past the program, and one command run inside this process."""

import io
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from readtrack.cli.app import invoke
from readtrack.clock import read_clock
from readtrack.model import Now
from readtrack.store.store import Store
from tests.servers import Outside, on_file, where

KEPT = (
    "books",
    "editions",
    "loans",
    "copies",
    "renewals",
    "progress",
    "sittings",
    "routines",
    "away",
    "asides",
    "wishes",
    "lengths",
    "readings",
    "settings",
    "snoozes",
    "sources",
)
OF_3 = ("books", "renewals", "progress", "routines", "away", "asides", "wishes", "loans",
        "lengths", "readings", "notices", "commands", "journal")  # fmt: skip
"""The tables that version 3 had and that are still to be there, but for the settings."""

SETTINGS = "SELECT key, value FROM settings ORDER BY key"
"""What the reader set, without the day: older versions stored none."""

NOON = Now(date(2026, 3, 2), datetime(2026, 3, 2, 12, tzinfo=UTC))

NOBODY = 65534
RECORD = ("commands", "journal")

Rows = dict[str, list[tuple[object, ...]]]

EMPTY: Rows = {relation: [] for relation in KEPT}

COLUMNS_OF_5 = {
    "loans": "id, book_id, format, unit, length, checked_out, due, due_time, start, speed, why, "
    "library, override, renewable_on, ended, ending, outcome, estimated, untold",
    "wishes": "id, book_id, format, unit, length, days, why, ready",
}
"""The columns up to version 5 of tables that have more since, the later ones at their end."""


@dataclass(frozen=True, slots=True)
class Answer:
    code: int
    out: str
    err: str


def begin(path: Path) -> None:
    """Make a store without anything in it, where there is none."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not on_file() or not path.exists():
        moment = read_clock("2026-03-02")
        with Store.open(where(path), Now(moment.date(), moment)):
            pass


def run(db: Path, today: str, *words: str) -> Answer:
    """Run one command on the store `db` with nobody to ask."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), patch.object(sys, "stdin", io.StringIO()):
        code = invoke(["--db", where(db), "--today", today, *words])
    return Answer(code, out.getvalue(), err.getvalue())


def done(db: Path, today: str, *words: str) -> str:
    """The standard output of a command that must succeed."""
    answer = run(db, today, *words)
    assert answer.code == 0, (words, answer)
    return answer.out


@contextmanager
def shell(db: Path) -> Iterator[Any]:
    """A plain connection, as a person with the sqlite3 shell has: foreign keys are off."""
    made = sqlite3.connect(db, timeout=5, isolation_level=None) if on_file() else Outside(db)
    with closing(made) as connection:
        yield connection


def outside(db: Path, *statements: str) -> None:
    """Change the store as a person with the sqlite3 shell does."""
    with shell(db) as connection:
        for statement in statements:
            connection.execute(statement)


def rows(db: Path, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
    with shell(db) as connection:
        found: list[tuple[object, ...]] = connection.execute(sql, values).fetchall()
        return found


def contents(db: Path) -> Rows:
    """What the reader said: every row of the tables that are kept."""
    return _dump(db, KEPT)


def everything(db: Path) -> Rows:
    """The contents and the record of how they came to be."""
    return _dump(db, KEPT + RECORD)


@contextmanager
def unchanged(db: Path) -> Iterator[None]:
    """What is done within leaves the contents and their record as they were."""
    before = everything(db)
    yield
    assert everything(db) == before


def _dump(db: Path, relations: Sequence[str]) -> Rows:
    with shell(db) as connection:
        return {
            relation: connection.execute(f"SELECT * FROM {relation} ORDER BY 1").fetchall()
            for relation in relations
        }


def schema(db: Path) -> dict[str, str]:
    """Every table, index, view and trigger by name, with its statement on one line.

    Blanks inside brackets are left out: SQLAlchemy breaks lines there, and steps are set by hand.
    """
    found = rows(db, "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    lines = {str(name): " ".join(str(sql).split()) for name, sql in found}
    lines = {name: sql.replace(f'TABLE "{name}"', f"TABLE {name}") for name, sql in lines.items()}
    return {name: sql.replace("( ", "(").replace(" )", ")") for name, sql in lines.items()}


def up_to_5(db: Path, *relations: str) -> Rows:
    """The rows of tables in the columns that stores up to version 5 have."""
    found = {"settings": rows(db, SETTINGS)}
    for name in relations:
        columns = COLUMNS_OF_5.get(name, "*")
        found[name] = rows(db, f"SELECT {columns} FROM {name} ORDER BY 1")
    return found


def of_version(version: int, folder: Path) -> Path:
    """A copy of a store that the program of that version has written."""
    real = Path(__file__).with_name("data") / f"version-{version}.db"
    return Path(shutil.copy(real, folder / "store.db"))


def number(db: Path, pragma: str) -> int:
    """A number of the file's header, such as user_version."""
    value = rows(db, f"PRAGMA {pragma}")[0][0]
    assert isinstance(value, int)
    return value


@contextmanager
def not_as_root() -> Iterator[None]:
    """Without the right of root to pass over every permission."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
