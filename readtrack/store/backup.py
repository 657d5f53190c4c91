"""The store copied whole into a file, and a copy put back: of a file, or of a server row by row."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

from readtrack.errors import StoreError
from readtrack.named_tuple import NamedTuple
from readtrack.store.cache import NO_ANSWER
from readtrack.store.database import PATIENCE, damaged, engine
from readtrack.store.place import is_address
from readtrack.store.schema import APPLICATION_ID, VERSION
from readtrack.store.sqlite import UNREADABLE, connect, make_private, said_plainly, version_of
from readtrack.store.troubles import in_our_words

BEGINS = rb"SQLite format 3\x00(?s:.{52})" + APPLICATION_ID.to_bytes(4, "big")
"""How a store begins, as a pattern."""

NEEDED = {"books", "loans", "progress", "commands", "journal"}
"""Tables that every version of a store has."""

REMEDY = "Name what readtrack backup wrote."

PAGES = 2000
"""Pages of a database that are copied at once where somebody watches."""

INSTRUCTIONS_A_BYTE = 0.44
"""What SQLite's check takes for each byte of a store, about."""

AT_ONCE = 1_000_000
"""Instructions of it between two looks at how far it is."""

Watch = Callable[[float], None]
"""What is called with the part that is done, from 0 to 1."""


class Replaced(NamedTuple):
    """What was in the place of the store before."""

    path: str
    readable: bool
    """Whether it can be put back; of what SQLite cannot read each byte is copied, log and all."""


@contextmanager
def copy_of(path: str) -> Iterator[Path]:
    """A consistent copy of the store in a temporary folder, in one file without a log beside it.

    Cached answers are left out, since they can be worked out again.
    """
    with tempfile.TemporaryDirectory(prefix="readtrack-") as folder:
        made = Path(folder) / "copy.db"
        if is_address(path):
            from readtrack.store.transfer import copy_to

            copy_to(path, str(made))
        else:
            with said_plainly(path):
                copy(path, str(made))
                with closing(sqlite3.connect(made, isolation_level=None)) as connection:
                    connection.execute("PRAGMA journal_mode = DELETE")
                    connection.execute(f"DELETE FROM answers WHERE NOT {NO_ANSWER}")
        yield made


@contextmanager
def checked(file: Path, path: str, watch: Watch | None = None) -> Iterator[Path]:
    """A copy of a file, brought up to date, that can take the place of the store.

    The file itself stays untouched. Raises StoreError unless it is a whole readtrack store that
    this program knows.
    """
    with tempfile.TemporaryDirectory(prefix="readtrack-") as folder:
        made = Path(folder) / "copy.db"
        try:
            if os.path.exists(path) and file.samefile(path):  # noqa: PTH110
                raise StoreError(f"{file} is the store itself.", REMEDY)
            shutil.copyfile(file, made)
            _copy_log(str(file), str(made))
        except OSError as error:
            raise StoreError(f"Cannot read {file}: {error.strerror}.", REMEDY) from error
        try:
            version = _check(made, str(file), watch)
        except UnicodeDecodeError as error:
            raise damaged(str(file), in_our_words(error), "Name another backup.") from error
        except sqlite3.DatabaseError as error:
            what = f"{file} is not a readtrack store: {in_our_words(error)}."
            raise StoreError(what, REMEDY) from error
        if version != VERSION:
            from readtrack.store.migrations import bring_up

            with said_plainly(str(file)):
                bring_up(str(made))
        yield made


def _check(made: Path, file: str, watch: Watch | None) -> int:
    """Return the version of a copy of `file`; raise StoreError if it is no whole store."""
    with closing(sqlite3.connect(made)) as connection:
        if watch is not None:
            expected = max(1.0, INSTRUCTIONS_A_BYTE * made.stat().st_size)
            looks = count(1)
            connection.set_progress_handler(
                lambda: watch(next(looks) * AT_ONCE / expected), AT_ONCE
            )
        version = version_of(connection, file, REMEDY)
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        if not version or not names >= NEEDED:
            raise StoreError(f"{file} is not a readtrack store.", REMEDY)
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise damaged(file, str(found), "Name another backup.")
    return version


def put_back(file: Path, path: str, at: str, watch: Watch | None = None) -> Replaced | None:
    """Make the store what `file` is, in place, for whoever has it open too.

    Return where the old store is now, or None where there was none.
    """
    replaced = None
    saved = free_name(f"{engine(path).beside(path)}.before-{at}")
    if is_address(path):
        from readtrack.store.transfer import replace_all

        return Replaced(saved, readable=True) if replace_all(path, file, saved) else None
    try:
        with said_plainly(path):
            if os.path.exists(path) and os.path.getsize(path):  # noqa: PTH110, PTH202
                replaced = _keep(path, saved)
            make_private(path)
            if replaced and not replaced.readable:
                os.truncate(path, 0)  # SQLite does away with the log of an empty file by itself
            copy(str(file), path, watch)
    except OSError as error:
        raise StoreError(f"Cannot replace {path}: {error.strerror}.") from error
    except StoreError:
        if replaced and replaced.readable:  # nothing was replaced
            os.unlink(replaced.path)  # noqa: PTH108
        raise
    return replaced


def _keep(path: str, target: str) -> Replaced:
    make_private(target)
    try:
        copy(path, target)
    except sqlite3.OperationalError:
        os.unlink(target)  # noqa: PTH108
        raise
    except UNREADABLE:
        shutil.copyfile(path, target)
        _copy_log(path, target)
        return Replaced(target, readable=False)
    return Replaced(target, readable=True)


def copy_beside(path: str) -> str:
    """Copy the store beside itself before it is mended; the path of the copy.

    Raises StoreError where that cannot be done.
    """
    saved = free_name(f"{engine(path).beside(path)}.before-doctor")
    if is_address(path):
        from readtrack.store.transfer import copy_to

        copy_to(path, saved)
        return saved
    try:
        with said_plainly(path):
            return _keep(path, saved).path
    except OSError as error:
        raise StoreError(f"Cannot copy {path}: {error.strerror}.") from error


def free_name(stem: str, end: str = "") -> str:
    """Return the first of `stem`, `stem-2`, `stem-3`… that no file has."""
    names = (f"{stem}{'' if number == 1 else f'-{number}'}{end}" for number in count(1))
    return next(name for name in names if not os.path.lexists(name))


def copy(source: str, target: str, watch: Watch | None = None) -> None:
    """Copy the database `source` over `target`, which others may have open.

    To be watched it is copied part by part, so nobody else may write to `source`.
    """

    def look(status: int, left: int, pages: int) -> None:
        # SQLite, which has waited by now, would begin anew for ever.
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise sqlite3.OperationalError("database is locked")
        if watch is not None and pages:
            watch(1 - left / pages)

    with (
        closing(connect(source, PATIENCE)) as opened,
        closing(sqlite3.connect(target, timeout=PATIENCE)) as made,
    ):
        opened.backup(made, pages=-1 if watch is None else PAGES, progress=look)


def _copy_log(path: str, target: str) -> None:
    if os.path.exists(f"{path}-wal"):  # noqa: PTH110
        make_private(f"{target}-wal")
        shutil.copyfile(f"{path}-wal", f"{target}-wal")
