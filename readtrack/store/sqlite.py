"""SQLite: the store is a file that only its owner can read.

What is SQLite's own stands here and in the modules named after it: pragmas, locks, the header, the
catalogue, and its errors in our words.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from readtrack.errors import StoreError
from readtrack.store.database import (
    NOTHING,
    Database,
    Parameters,
    Refused,
    Row,
    Values,
    damaged,
)
from readtrack.store.schema import APPLICATION_ID, VERSION
from readtrack.store.troubles import in_our_words

if TYPE_CHECKING:
    from readtrack.store.declared import Schema

BESIDE = ("-wal", "-shm", "-journal")
"""Ends of the names of what SQLite keeps beside a database that is in use."""

DAMAGED = ("no such", "already exists", "decode", "has no column")
"""What SQLite says of a store whose tables, views or text are not those that were written."""

LEAST = 512
"""Bytes of the smallest database; SQLite takes a file of one byte for an empty one."""

MOST_VALUES = 10_000
"""Values in one statement; SQLite takes 32,766."""

ANOTHER = "Name another file with --db or READTRACK_DB."


def other_database(path: str, remedy: str = ANOTHER) -> StoreError:
    """Return the message about another program's database."""
    return StoreError(f"{path} is a database, but not a readtrack store.", remedy)


def make_private(path: str) -> None:
    """Make the file and the folders that are missing, readable by their owner only."""
    if path == ":memory:":
        raise StoreError("A store in memory would be gone at once.", "Name a file with --db.")
    file = Path(path)
    if file.exists():
        return
    for folder in reversed([each for each in file.parents if not each.exists()]):
        folder.mkdir(mode=0o700, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def connect(path: str, patience: float) -> sqlite3.Connection:
    """Return a connection in autocommit mode that waits up to `patience` seconds for a lock.

    SQLite reads a store only beside files of its own. Where those cannot be made, and none is
    there, nobody writes just now, and the file is read as it is.
    """
    if path == ":memory:":
        return sqlite3.connect(path, isolation_level=None)
    real = os.path.realpath(path)
    if _can_be_written(real) or any(os.path.exists(real + end) for end in BESIDE):  # noqa: PTH110
        return sqlite3.connect(path, timeout=patience, isolation_level=None)
    as_it_is = f"{Path(real).as_uri()}?immutable=1"
    return sqlite3.connect(as_it_is, timeout=patience, isolation_level=None, uri=True)


def _can_be_written(path: str) -> bool:
    folder = os.path.dirname(path)  # noqa: PTH120
    effective = os.access in os.supports_effective_ids
    return all(os.access(each, os.W_OK, effective_ids=effective) for each in (path, folder))


def version_of(connection: sqlite3.Connection, path: str, remedy: str = ANOTHER) -> int:
    """Return the version of the store; 0 where nothing in the header says that the file is one.

    Raises StoreError for another program's database and for a store of a newer version.
    """
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if application == 0:
        return 0
    if application != APPLICATION_ID:
        raise other_database(path, remedy)
    if version < 1:
        raise damaged(path, f"no readtrack has written a store of version {version}")
    if version > VERSION:
        raise StoreError(
            f"{path} was written by a newer readtrack (store version {version}, "
            f"this program knows {VERSION}).",
            f"Upgrade readtrack.\n{remedy}",
        )
    return version


UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What is raised where a database cannot be read; the latter where a message is no text."""


@contextmanager
def said_plainly(path: str) -> Iterator[None]:
    """Tell what the driver and the file system report in one family of errors."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise Refused(in_our_words(error)) from error
    except UnicodeDecodeError as error:
        raise damaged(path, in_our_words(error)) from error
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise StoreError(
                f"Another program is writing to {path}.", "Try again in a moment."
            ) from error
        if any(sign in str(error) for sign in DAMAGED):
            raise damaged(path, in_our_words(error)) from error
        raise StoreError(
            f"Cannot use the store {path}: {in_our_words(error)}.",
            "Check that the file and its folder can be written, or name another with --db.",
        ) from error
    except sqlite3.DatabaseError as error:
        if "malformed" in str(error):
            raise damaged(path, in_our_words(error)) from error
        what = f"{path} is not a readtrack store: {in_our_words(error)}."
        raise StoreError(what, ANOTHER) from error


class Sqlite(Database):
    """A store in a file."""

    is_spoiled_by_errors = False

    def __init__(self, path: str, patience: float) -> None:
        self.name = path
        with said_plainly(path):
            self.connection = connect(path, patience)
        self.connection.row_factory = sqlite3.Row

    @staticmethod
    def prepare(path: str) -> None:
        try:
            make_private(path)
            if 0 < os.path.getsize(path) < LEAST:  # noqa: PTH202
                raise StoreError(f"{path} is not a readtrack store.", ANOTHER)
        except OSError as error:
            what = f"Cannot use the store {path}: {error.strerror}."
            raise StoreError(what, "Name another file with --db.") from error

    def check_references(self) -> None:
        self.run("PRAGMA foreign_keys = ON")

    @staticmethod
    def beside(path: str) -> str:
        """Return what files about the store are named after."""
        return path

    def run(self, sql: str, values: Parameters = NOTHING) -> list[Row]:
        try:
            return self.connection.execute(sql, values).fetchall()
        except (sqlite3.Error, UnicodeDecodeError):
            with said_plainly(self.name):
                raise

    def each(self, sql: str, values: Values = NOTHING) -> Iterator[Row]:
        with said_plainly(self.name):
            # Left early, `yield from` would close a cursor whose connection may be closed.
            for row in self.connection.execute(sql, values):  # noqa: UP028
                yield row

    def many(self, sql: str, rows: Iterable[Values]) -> None:
        with said_plainly(self.name):
            self.connection.executemany(sql, rows)

    def insert_many(
        self, relation: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
    ) -> None:
        sql = f"INSERT INTO {relation} ({', '.join(columns)}) VALUES "
        places = f"({', '.join('?' * len(columns))})"
        left = iter(rows)
        # Each statement costs its beginning and its end, so many rows share one.
        with said_plainly(self.name):
            while some := list(islice(left, MOST_VALUES // len(columns))):
                values = list(chain.from_iterable(some))
                self.connection.execute(sql + ", ".join([places] * len(some)), values)

    def expect_much(self) -> None:
        self.run("PRAGMA cache_size = -16000")
        # What a statement may have to take back is kept in memory, and not in a file.
        self.run("PRAGMA temp_store = MEMORY")

    @property
    def in_transaction(self) -> bool:
        return self.connection.in_transaction

    def begin(self, *, lasting: bool = True) -> None:
        self.run(f"PRAGMA synchronous = {'FULL' if lasting else 'NORMAL'}")
        self.run("BEGIN IMMEDIATE")

    def commit(self) -> None:
        self.run("COMMIT")

    def roll_back(self) -> None:
        self.run("ROLLBACK")

    def begin_reading(self) -> None:
        self.run("BEGIN")

    def wait(self, seconds: float) -> None:
        self.run(f"PRAGMA busy_timeout = {round(1000 * seconds)}")

    def plainly(self) -> AbstractContextManager[None]:
        return said_plainly(self.name)

    def check_references_at_the_end(self) -> None:
        self.run("PRAGMA defer_foreign_keys = ON")

    def columns(self, relation: str) -> dict[str, str]:
        # PRAGMA table_info takes no parameters in SQL; its table-valued form does.
        sql = "SELECT name, type FROM pragma_table_info(:name)"
        return dict(map(tuple, self.run(sql, {"name": relation})))

    def version(self) -> int:
        with said_plainly(self.name):
            return version_of(self.connection, self.name)

    def schema(self) -> "Schema":
        from readtrack.store.sqlite_schema import SqliteSchema

        return SqliteSchema(self)

    def close(self) -> None:
        self.connection.close()
