"""Makes the file what this version of the program needs; imported only when it is not that yet.

A fresh file is compiled from `tables.py` and `views.py`. An older one is brought up by the steps
below, one transaction a step, after a backup beside it. Views and triggers are made anew each time.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from readtrack.store import journal
from readtrack.store.file import foreign
from readtrack.store.schema import APPLICATION_ID, VERSION
from readtrack.store.tables import KEPT
from readtrack.store.views import VIEWS

Step = Callable[[sqlite3.Connection], None]

STEPS: dict[int, Step] = {}
"""What brings a file of version N to N + 1. Append only: a step that has shipped never changes."""

_DIALECT = sqlite.dialect()

WITHIN_LENGTH = (
    "CREATE TRIGGER progress_within_length_on_insert BEFORE INSERT ON progress "
    "WHEN NEW.position > (SELECT length FROM loans WHERE id = NEW.loan_id) "
    "BEGIN SELECT RAISE(ABORT, 'position past the end of the book'); END",
    "CREATE TRIGGER progress_within_length_on_update BEFORE UPDATE ON progress "
    "WHEN NEW.position > (SELECT length FROM loans WHERE id = NEW.loan_id) "
    "BEGIN SELECT RAISE(ABORT, 'position past the end of the book'); END",
    "CREATE TRIGGER length_covers_progress_on_insert BEFORE INSERT ON loans "
    "WHEN NEW.length < (SELECT max(position) FROM progress WHERE loan_id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, 'length before a logged position'); END",
    "CREATE TRIGGER length_covers_progress BEFORE UPDATE OF length ON loans "
    "WHEN NEW.length < (SELECT max(position) FROM progress WHERE loan_id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, 'length before a logged position'); END",
)
"""Positions lie within the length of their loan, which no CHECK can say across two tables."""


def bring_up(path: str) -> None:
    """Make, or bring up to `VERSION`, the store at `path`.

    Raises StoreError for a file that is not a readtrack store.
    """
    with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        with _transaction(connection):
            # Another process may have made or upgraded the file while this one waited for the lock.
            _refuse_foreign(connection, path)
            held = _version(connection)
            if held == 0:
                _make_tables(connection)
                _make_the_rest(connection)
            elif held < VERSION:
                _back_up(path, held)
        while (held := _version(connection)) < VERSION:
            with _transaction(connection):
                if _version(connection) == held:
                    _drop_the_rest(connection)
                    STEPS[held](connection)
                    connection.execute(f"PRAGMA user_version = {held + 1}")
                    if held + 1 == VERSION:
                        _make_the_rest(connection)
        with suppress(sqlite3.OperationalError):  # another process is there and does it
            connection.execute("PRAGMA journal_mode = WAL")


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _refuse_foreign(connection: sqlite3.Connection, path: str) -> None:
    ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if not ours and (tables or _version(connection)):
        raise foreign(path)


def _back_up(path: str, version: int) -> None:
    """Copy what is committed; the caller holds the lock that keeps others from changing it."""
    target = Path(f"{path}.v{version}.backup")
    target.touch(mode=0o600)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def statements() -> list[str]:
    """CREATE TABLE and CREATE INDEX for every declared table."""
    made = []
    for table in SQLModel.metadata.sorted_tables:
        sql = str(CreateTable(table).compile(dialect=_DIALECT)).strip()
        if sqlite3.sqlite_version_info < (3, 37):
            sql = sql.removesuffix("STRICT").rstrip()
        made.append(sql)
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        made += [str(CreateIndex(index).compile(dialect=_DIALECT)).strip() for index in indexes]
    return made


def view_statements() -> list[str]:
    """CREATE VIEW for every named look."""
    return [
        f"CREATE VIEW {name} AS "
        + str(chosen.compile(dialect=_DIALECT, compile_kwargs={"literal_binds": True}))
        for name, chosen in VIEWS.items()
    ]


def trigger_statements() -> list[str]:
    """The journal's triggers for every kept table, and the rules across tables."""
    made = list(WITHIN_LENGTH)
    for kept in KEPT:
        table = SQLModel.metadata.tables[str(kept.__tablename__)]
        columns = [column.name for column in table.columns]
        key = next(iter(table.primary_key.columns)).name
        made += journal.triggers(table.name, columns, key)
    return made


def _make_tables(connection: sqlite3.Connection) -> None:
    for statement in statements():
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _make_the_rest(connection: sqlite3.Connection) -> None:
    for statement in view_statements() + trigger_statements():
        connection.execute(statement)


def _drop_the_rest(connection: sqlite3.Connection) -> None:
    made = connection.execute(
        "SELECT type, name FROM sqlite_master WHERE type IN ('view', 'trigger')"
    ).fetchall()
    for kind, name in made:
        connection.execute(f'DROP {kind} "{name}"')
