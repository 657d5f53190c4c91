"""Keeps what the full program answered, for `answers.py` to serve until something changes."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any

from readtrack.answers import PATIENCE, prompt_question, stamp_of
from readtrack.store.file import be_quick
from readtrack.store.place import store_path

if TYPE_CHECKING:
    from readtrack.store.store import Store

MOST = 40
"""Answers that are kept at once: each question at a few widths."""


class Copy:
    """A stream that remembers what was written to it; in all else it is the stream itself."""

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream
        self.text = ""
        self.whole = True
        """Whether all of it has arrived, as far as the stream says."""

    def write(self, text: str) -> int:
        self.text += text
        with self._noticing():
            return self.stream.write(text)

    def flush(self) -> None:
        with self._noticing():
            self.stream.flush()

    @contextmanager
    def _noticing(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.whole = False
            raise

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def keeping(run: Callable[[], int], asked: str, stamp: str) -> int:
    """The exit code of `run`, whose answer to the question `asked` is kept if it did well.

    News is told once: a `pace` that tells some is not kept.
    """
    out, err = Copy(sys.stdout), Copy(sys.stderr)
    sys.stdout, sys.stderr = out, err
    try:
        code = run()
    finally:
        sys.stdout, sys.stderr = out.stream, err.stream
    news = asked.startswith("pace") and err.text
    if code == 0 and out.whole and err.whole and not news:
        with (
            suppress(sqlite3.Error, ValueError),
            closing(
                sqlite3.connect(store_path(), timeout=PATIENCE, isolation_level=None)
            ) as connection,
        ):
            keep(connection, asked, stamp, out.text, err.text)
    return code


def keep_prompt(store: "Store") -> None:
    """Keep what a shell prompt says after a change, where the situation is at hand."""
    if store.stamp is None or store.seen is None:
        return
    from readtrack.words.prompt import prompt_line

    line = prompt_line(store.seen)
    with suppress(sqlite3.Error, ValueError):
        be_quick(store.connection)
        keep(store.connection, prompt_question(), store.stamp, f"{line}\n" if line else "", "")


def keep(connection: sqlite3.Connection, asked: str, stamp: str, text: str, note: str) -> None:
    """Keep an answer, if the store is still as the stamp says; it is no change to undo.

    Raises sqlite3.Error where the store cannot be written at once.
    """
    connection.execute("PRAGMA synchronous = NORMAL")  # it would be no loss
    connection.execute("BEGIN IMMEDIATE")
    try:
        if stamp_of(connection) == stamp:
            done = connection.execute(
                "INSERT OR REPLACE INTO answers (question, stamp, text, note) VALUES (?, ?, ?, ?)",
                (asked, stamp, text, note),
            )
            connection.execute("DELETE FROM answers WHERE id <= ?", ((done.lastrowid or 0) - MOST,))
    finally:
        connection.execute("COMMIT")
