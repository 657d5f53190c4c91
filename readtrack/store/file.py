"""The store's file: made for its owner alone, recognised, and its troubles told plainly."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from readtrack.errors import ReadtrackError, StoreError
from readtrack.names import shown
from readtrack.store.schema import APPLICATION_ID, VERSION

BESIDE = ("-wal", "-shm", "-journal")
"""Ends of the names of what SQLite keeps beside a database that is in use."""

DAMAGED = ("no such", "already exists", "decode", "has no column")
"""What SQLite says of a store whose tables, views or text are not those that were written."""

LEAST = 512
"""Bytes of the smallest database; SQLite takes a file of one byte for an empty one."""

ANOTHER = "Name another file with --db or READTRACK_DB."


REPLACE = "Put a backup in its place: readtrack restore FILE"


def foreign(path: str, remedy: str = ANOTHER) -> StoreError:
    """What is said of another program's database."""
    return StoreError(f"{path} is a database, but not a readtrack store.", remedy)


def damaged(path: str, how: str, remedy: str = REPLACE) -> StoreError:
    """What is said of a store that cannot be what the program has written."""
    return StoreError(f"{path} is damaged: {shown(how)}.", remedy)


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


def refuse_stub(path: str) -> None:
    """Raise StoreError for a file that is too small to be a database, and not empty."""
    if 0 < os.path.getsize(path) < LEAST:  # noqa: PTH202
        raise StoreError(f"{path} is not a readtrack store.", ANOTHER)


def connect(path: str, patience: float = 5.0) -> sqlite3.Connection:
    """A connection that waits so many seconds for others; every statement commits by itself.

    SQLite reads a store only beside files of its own. Where those cannot be made, and none is
    there, nobody writes just now, and the file is read as it is.
    """
    real = os.path.realpath(path)
    if _can_be_written(real) or any(os.path.exists(real + end) for end in BESIDE):  # noqa: PTH110
        return sqlite3.connect(path, timeout=patience, isolation_level=None)
    as_it_is = f"{Path(real).as_uri()}?immutable=1"
    return sqlite3.connect(as_it_is, timeout=patience, isolation_level=None, uri=True)


def _can_be_written(path: str) -> bool:
    """Whether the file, and its folder, can be."""
    folder = os.path.dirname(path)  # noqa: PTH120
    effective = os.access in os.supports_effective_ids
    return all(os.access(each, os.W_OK, effective_ids=effective) for each in (path, folder))


def is_up_to_date(connection: sqlite3.Connection, path: str) -> bool:
    """Whether the file is a store of this version. A file without anything in it is not yet."""
    return version_of(connection, path) == VERSION


def needs_no_step(path: str) -> bool:
    """Whether the file at `path` is a store of this version."""
    with said_plainly(path), closing(connect(path)) as connection:
        return is_up_to_date(connection, path)


def version_of(connection: sqlite3.Connection, path: str, remedy: str = ANOTHER) -> int:
    """The version of the store; 0 where nothing in the header says that the file is one.

    Raises StoreError for another program's database and for a store of a newer version.
    """
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if application == 0:
        return 0
    if application != APPLICATION_ID:
        raise foreign(path, remedy)
    if version < 1:
        raise damaged(path, f"no readtrack has written a store of version {version}")
    if version > VERSION:
        raise StoreError(
            f"{path} was written by a newer readtrack (store version {version}, "
            f"this program knows {VERSION}).",
            f"Upgrade readtrack.\n{remedy}",
        )
    return version


def be_quick(connection: sqlite3.Connection) -> None:
    """Wait for no other program from here on: what is kept is not worth it."""
    connection.execute("PRAGMA busy_timeout = 50")


def be_patient(connection: sqlite3.Connection, seconds: int) -> None:
    """Wait for another program that is writing, up to so many seconds."""
    connection.execute(f"PRAGMA busy_timeout = {1000 * seconds}")


UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What is raised where a database cannot be read; the latter where a message is no text."""


TROUBLES = (
    ("not a database", "it is no database"),
    ("malformed", "its parts do not fit together"),
    ("no such", "a table or a column of it is missing"),
    ("has no column", "a column of it is missing"),
    ("already exists", "a table of it is not what it should be"),
    ("decode", "its text cannot be read"),
    ("isoformat", "a date in it cannot be read"),
    ("is not a valid", "a word in it has no meaning here"),
    ("must be in", "a date in it cannot be read"),
    ("out of range", "a date in it cannot be read"),
    ("FOREIGN KEY", "it belongs to something that is not there"),
    ("UNIQUE", "the same is there already"),
    ("CHECK", "a figure, a date or a word in it cannot be"),
    ("NOT NULL", "something of it is missing"),
    ("cannot store", "a figure in it is none"),
    ("datatype mismatch", "a figure in it is none"),
    ("readonly", "it cannot be written"),
    ("unable to open", "it cannot be opened"),
    ("disk I/O", "the disk cannot be read or written"),
    ("is full", "the disk is full"),
)
"""What SQLite and Python say of a database and of its rows, and what we say."""


def in_our_words(error: Exception) -> str:
    """What is wrong with a database or a row of it."""
    if isinstance(error, json.JSONDecodeError):
        return "a list in it cannot be read"
    if isinstance(error, TypeError | LookupError | OverflowError):
        return "a value in it cannot be"
    text = str(error)
    return next((words for sign, words in TROUBLES if sign in text), text)


@contextmanager
def said_plainly(path: str) -> Iterator[None]:
    """Tell what the driver and the file system report in one family of errors."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise ReadtrackError(f"The store refused the change: {in_our_words(error)}.") from error
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
        raise StoreError(
            f"{path} is not a readtrack store: {in_our_words(error)}.", ANOTHER
        ) from error
