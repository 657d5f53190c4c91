"""Stores what the full program answered, for `answers.py` to print until something changes."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any

from readtrack.answers import PROMPT
from readtrack.errors import ReadtrackError
from readtrack.stamp import moment, stamp_of
from readtrack.store.database import HASTE, Database, connect
from readtrack.store.place import store_path
from readtrack.store.waiting import in_time

if TYPE_CHECKING:
    from readtrack.store.store import Store

MOST = 40
"""Answers in the cache at once: each question for a few kinds of terminals and pipes."""

OF_HOLDS = "hold told "
"""What the rows begin with that say which holds `remind` spoke of: these are no answers."""

NO_ANSWER = f"substr(question, 1, {len(OF_HOLDS)}) = '{OF_HOLDS}'"
"""The condition for those rows: they stay when cached answers are deleted."""

STORE = """
INSERT INTO answers (question, stamp, text, note) VALUES (:question, :stamp, :text, :note)
ON CONFLICT (question) DO UPDATE SET id = (SELECT max(id) + 1 FROM answers),
    stamp = excluded.stamp, text = excluded.text, note = excluded.note
RETURNING id
"""

DISCARD = f"DELETE FROM answers WHERE id <= :oldest AND NOT {NO_ANSWER}"

TROUBLES = (ReadtrackError, ValueError, OverflowError)
"""Errors after which an answer is not cached; the command itself has succeeded."""

AROUND = ("buffer", "writelines", "detach")
"""Ways to write past a copy."""


class CopiedStream:
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


def run_and_cache(run: Callable[[], int], asked: str, stamp: str, until: float) -> int:
    """Run `run`, and cache what it printed if it succeeded; its exit code.

    `asked` is the question, `stamp` what the answer is worked out from; a prompt waits for a server
    up to the moment `until`. News is printed once: the output of a `pace` with news is not cached.
    """
    out, err = CopiedStream(sys.stdout), CopiedStream(sys.stderr)
    sys.stdout, sys.stderr = out, err
    try:
        code = run()
    finally:
        sys.stdout, sys.stderr = out.stream, err.stream
    news = asked.startswith("pace") and err.text
    if code == 0 and out.whole and err.whole and not news:
        path, answer = store_path(), (out.text, err.text)
        if asked == PROMPT:
            in_time(path, lambda: _cache(path, asked, stamp, answer), until)
        else:
            _cache(path, asked, stamp, answer)
    return code


def _cache(path: str, asked: str, stamp: str, answer: tuple[str, str]) -> None:
    with suppress(*TROUBLES), connect(path, HASTE) as database:
        if database.is_current():
            cache_answer(database, asked, moment(database.run), stamp, *answer)


def cache_prompt(store: "Store") -> None:
    """Cache the line of the shell prompt after a change, if the situation was worked out."""
    if store.stamp is None or store.seen is None:
        return
    from readtrack.words.prompt import prompt_line

    line = prompt_line(store.seen)
    text = f"{line}\n" if line else ""
    with suppress(*TROUBLES):
        store.database.wait(HASTE)
        cache_answer(store.database, PROMPT, _moment_of(store), store.stamp, text, "")


def stamp_after(store: "Store") -> str | None:
    """What answers are worked out from after a change, at the moment the store is seen from."""
    try:
        return stamp_of(store.database.run, _moment_of(store))
    except ReadtrackError:
        return None


def _moment_of(store: "Store") -> tuple[str, str]:
    return store.now.today.isoformat(), f"{store.now.instant:%Y-%m-%d %H:%M}"


def cache_answer(
    database: Database, asked: str, at: tuple[str, str], stamp: str, text: str, note: str
) -> None:
    """Cache an answer, unless the store has changed since the stamp; undo knows nothing of it.

    Raises StoreError where the store cannot be written at once.
    """
    with database.transaction(lasting=False):
        if stamp_of(database.run, at) != stamp:
            return
        answer = {"question": asked, "stamp": stamp, "text": text, "note": note}
        newest = database.run(STORE, answer)[0][0]
        database.run(DISCARD, {"oldest": newest - MOST})
