"""Stores what the full program answered, for `answers.py` to print until something changes."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any

from readtrack.answers import PATIENCE, moment, prompt_question, stamp_of
from readtrack.store.file import be_quick
from readtrack.store.place import store_path

if TYPE_CHECKING:
    from readtrack.store.store import Store

MOST = 40
"""Answers in the cache at once: each question for a few kinds of terminals and pipes."""

OF_HOLDS = "hold told "
"""What the rows begin with that say which holds `remind` spoke of: these are no answers."""

TROUBLES = (sqlite3.Error, ValueError, OverflowError)
"""Errors after which an answer is not cached; the command itself has succeeded."""

AROUND = ("buffer", "writelines", "detach")
"""Ways to write past a copy."""


class Copy:
    """A stream that remembers what was written to it; in all else it is the stream itself."""

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream
        self.text = ""
        self.whole = True
        """Whether `text` is all of it, and has arrived as far as the stream says."""

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
        found = getattr(self.stream, name)
        if name in AROUND:
            self.whole = False
        return found


def run_and_cache(run: Callable[[], int], asked: str, stamp: str) -> int:
    """Run `run`, and cache what it printed if it succeeded; its exit code.

    `asked` is the question, `stamp` what the answer is worked out from. News is printed once: the
    output of a `pace` with news is not cached.
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
            suppress(*TROUBLES),
            closing(
                sqlite3.connect(store_path(), timeout=PATIENCE, isolation_level=None)
            ) as connection,
        ):
            cache_answer(connection, asked, moment(connection), stamp, out.text, err.text)
    return code


def cache_prompt(store: "Store") -> None:
    """Cache the line of the shell prompt after a change, if the situation was worked out."""
    if store.stamp is None or store.seen is None:
        return
    from readtrack.words.prompt import prompt_line

    line = prompt_line(store.seen)
    text = f"{line}\n" if line else ""
    with suppress(*TROUBLES):
        be_quick(store.connection)
        cache_answer(store.connection, prompt_question(), _moment_of(store), store.stamp, text, "")


def stamp_after(store: "Store") -> str | None:
    """What answers are worked out from after a change, at the moment the store is seen from."""
    try:
        return stamp_of(store.connection, _moment_of(store))
    except sqlite3.Error:
        return None


def _moment_of(store: "Store") -> tuple[str, str]:
    return store.now.today.isoformat(), f"{store.now.instant:%Y-%m-%d %H:%M}"


def cache_answer(
    connection: sqlite3.Connection,
    asked: str,
    at: tuple[str, str],
    stamp: str,
    text: str,
    note: str,
) -> None:
    """Cache an answer, unless the store has changed since the stamp; undo knows nothing of it.

    Raises sqlite3.Error where the store cannot be written at once.
    """
    connection.execute("PRAGMA synchronous = NORMAL")  # losing a cached answer is no loss
    connection.execute("BEGIN IMMEDIATE")
    try:
        if stamp_of(connection, at) == stamp:
            done = connection.execute(
                "INSERT OR REPLACE INTO answers (question, stamp, text, note) VALUES (?, ?, ?, ?)",
                (asked, stamp, text, note),
            )
            connection.execute(
                "DELETE FROM answers WHERE id <= ? AND substr(question, 1, ?) <> ?",
                ((done.lastrowid or 0) - MOST, len(OF_HOLDS), OF_HOLDS),
            )
    finally:
        connection.execute("COMMIT")
