"""The interface of a database engine; `sqlite.py` and `postgres.py` implement it.

Everybody else speaks SQL that both understand: parameters by name (`:due`), days as ISO text on
their way in and out, RETURNING for new ids and for what was changed, ON CONFLICT in place of an
engine's own words. No other module asks which engine it is, but `backup.py`, which copies either,
`migrations.py`, where one engine needs more, and `answers.py`, which prints before anything else is
imported.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from readtrack.errors import ReadtrackError, StoreError
from readtrack.names import shown
from readtrack.store.place import is_address
from readtrack.store.schema import VERSION

T = TypeVar("T")

Values = Mapping[str, object]

Parameters = Values | Sequence[object]
"""What stands for `:name` in a statement, or for each `?` of it in order."""

NOTHING: Values = {}

PATIENCE = 10
"""Seconds a command waits for another one that is writing."""

HASTE = 0.05
"""Seconds to wait for the store where what is written is not worth more."""

NEVER = "9999-12-31"
"""A day after every other one."""

if TYPE_CHECKING:
    from readtrack.store.declared import Schema
    from readtrack.store.postgres import Postgres
    from readtrack.store.sqlite import Sqlite

    class Row(Protocol):
        """A row: its values by column or by place, and in their order."""

        def __getitem__(self, key: int | str) -> Any: ...
        def __iter__(self) -> Iterator[Any]: ...
        def __len__(self) -> int: ...
        def keys(self) -> Sequence[str]: ...

else:
    Row = tuple


class Database(Protocol):
    """An open database. Each statement commits by itself unless a transaction is begun.

    Whatever goes wrong is raised as a ReadtrackError in plain words.
    """

    command: tuple[int, str] | None = None
    """The number and the instant of the command that is being written."""
    is_spoiled_by_errors: bool
    """Whether a statement that fails takes its transaction along."""
    name: str
    """What the reader calls it: the file, or the address without its password."""

    def run(self, sql: str, values: Parameters = NOTHING) -> list[Row]:
        """Return the rows of one statement; none of a statement that returns none."""

    def each(self, sql: str, values: Values = NOTHING) -> Iterator[Row]:
        """The rows of one statement, one at a time: they may be too many to hold."""

    def many(self, sql: str, rows: Iterable[Values]) -> None:
        """Run one statement once for each of the rows."""

    def insert(self, relation: str, row: Values) -> int:
        """Insert a row and return its id, which the database chooses unless the row has one."""
        names, places = ", ".join(row), ", ".join(f":{name}" for name in row)
        sql = f"INSERT INTO {relation} ({names}) VALUES ({places}) RETURNING id"
        number: int = self.run(sql, row)[0][0]
        return number

    def insert_many(
        self, relation: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
    ) -> None:
        """Insert rows of several columns, as fast as the engine can."""

    def look_over(self) -> None:
        """Learn how much there is by now, after much was written."""
        return

    def expect_much(self) -> None:
        """Take the memory for transactions that read and write much."""
        return

    @contextmanager
    def attempt(self, *, single: bool = False) -> Iterator[None]:
        """Run a part of a transaction. If it fails, only this part is rolled back.

        A `single` statement changes something in it.
        """
        if single and not self.is_spoiled_by_errors:  # one that fails changes nothing
            yield
            return
        self.run("SAVEPOINT attempt")
        try:
            yield
        except BaseException:
            if self.in_transaction:
                self.run("ROLLBACK TO attempt")
                self.run("RELEASE attempt")
            raise
        self.run("RELEASE attempt")

    @property
    def in_transaction(self) -> bool: ...

    def begin(self, *, lasting: bool = True) -> None:
        """Begin to write. Meanwhile other programs wait to write, and give up after some time.

        What is not `lasting` may be lost when the power fails.
        """

    def commit(self) -> None: ...

    def roll_back(self) -> None: ...

    @contextmanager
    def transaction(
        self, *, keep: Callable[[], bool] = lambda: True, lasting: bool = True
    ) -> Iterator[None]:
        """Write in one transaction, which is committed if `keep` returns True at its end."""
        self.begin(lasting=lasting)
        try:
            with self.plainly():
                yield
            if keep():
                self.commit()
            else:
                self.roll_back()
        except BaseException:
            if self.in_transaction:
                self.roll_back()
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let all that is read within be of one moment, whatever others write meanwhile."""
        self.begin_reading()
        try:
            with self.plainly():
                yield
        finally:
            if self.in_transaction:
                self.roll_back()

    def begin_reading(self) -> None:
        """Begin a transaction that only reads."""

    def wait(self, seconds: float) -> None:
        """From here on wait so long for another program that is writing."""

    def plainly(self) -> AbstractContextManager[None]:
        """Raise what the engine reports within as a ReadtrackError."""

    @staticmethod
    def prepare(path: str) -> None:
        """Make the place of a store, or refuse a place where there can be none."""
        return

    def check_references(self) -> None:
        """Check from here on that no row refers to a missing one."""
        return

    def check_references_at_the_end(self) -> None:
        """Let rows refer to missing ones until the transaction ends."""

    def check_references_now(self) -> None:
        """Check what was put off, before the transaction ends."""
        return

    def columns(self, relation: str) -> dict[str, str]:
        """Return the columns of a table in order, each with TEXT, INTEGER or REAL."""

    def version(self) -> int:
        """Return the version of the store; 0 where nothing is in it yet.

        Raises StoreError for what is no store, and for a store of a newer version.
        """

    def is_current(self) -> bool:
        """Return whether it is a store of this version."""
        return self.version() == VERSION

    def schema(self) -> "Schema":
        """What looks at the schema and makes it; importing that costs more than a command."""

    @property
    def warning(self) -> str | None:
        """What the reader should know of the connection before anything else."""
        return None

    def close(self) -> None: ...

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def damaged(self, how: str) -> StoreError:
        """Return the error for a store that cannot be what the program has written."""
        return damaged(self.name, how)


def placeholders(values: Iterable[object]) -> tuple[str, Values]:
    """The places of a list in SQL, `IN (:each_0, :each_1)`, and its values by their names."""
    named = {f"each_{place}": value for place, value in enumerate(values)}
    return ", ".join(f":{name}" for name in named) or "NULL", named


def batches(values: Sequence[T], size: int = 500) -> Iterator[Sequence[T]]:
    """The values, so many at a time: SQLite looks for each name among all names before it."""
    return (values[start : start + size] for start in range(0, len(values), size))


REPLACE = "Put a backup in its place: readtrack restore FILE"


def damaged(name: str, how: str, remedy: str = REPLACE) -> StoreError:
    """Return the error for a store that cannot be what the program has written."""
    return StoreError(f"{name} is damaged: {shown(how)}.", remedy)


class Refused(ReadtrackError):
    """A change that a rule of the store forbids; `why` is the engine's word for it."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The store refused the change: {why}.")
        self.why = why


def connect(path: str, patience: float = PATIENCE) -> Database:
    """Return an open database that is there already. Raises StoreError where it cannot be used."""
    return engine(path)(path, patience)


def open_database(path: str) -> Database:
    """Open the store's database; create or upgrade it if needed.

    Raises StoreError when it is no store, is newer, or cannot be used.
    """
    database = _opened(path, make=True)
    assert database is not None
    return database


def existing(path: str) -> Database | None:
    """Return the store's database, brought up to date; None where there is none."""
    return _opened(path, make=not is_address(path)) if is_there(path) else None


def _opened(path: str, *, make: bool) -> Database | None:
    """Open the store's database and upgrade it if needed; None where only `make` would make it."""
    engine(path).prepare(path)
    with ExitStack() as left_early:
        database = left_early.enter_context(connect(path, PATIENCE))
        version = database.version()
        if not version and not make:
            return None
        if version != VERSION:
            # Declares tables with SQLModel, which costs more than everything else here.
            from readtrack.store.migrations import bring_up

            with database.plainly():
                bring_up(path)
        database.check_references()
        left_early.pop_all()
        return database


def file_of(path: str) -> Path | None:
    """Return the file that the store is; None of a store on a server."""
    return None if is_address(path) else Path(path)


def is_there(path: str) -> bool:
    """Return whether there is a file, or a server is named that may have the store."""
    return is_address(path) or os.path.exists(path)  # noqa: PTH110


def engine(path: str) -> "type[Postgres | Sqlite]":
    """Return the engine of the store at `path`."""
    if is_address(path):
        from readtrack.store.postgres import Postgres

        return Postgres
    from readtrack.store.sqlite import Sqlite

    return Sqlite
