"""Answers cached in the store until something changes, and printed before other imports.

The full program alone works anything out. What it answered is cached under the question: the words,
and all that the words of an answer depend on besides the store. A stamp says what it was worked
out from; an answer with another stamp is not printed. It costs little more than opening the store.
"""

import os
import sqlite3
import sys
import time

from readtrack import __version__
from readtrack.store.place import store_path
from readtrack.store.schema import APPLICATION_ID, VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Run = Callable[[str, dict[str, str]], Any]

QUESTIONS = (
    ("prompt",), (), ("--json",), ("pace",), ("pace", "--json"), ("due",), ("due", "--json"),
)  # fmt: skip
"""The words whose answers are cached."""

PATIENCE = 0.05
"""Seconds to wait for a store that is being written: an answer can be worked out meanwhile."""

DECIDE = (
    "COLORTERM", "COLUMNS", "DATABRICKS_RUNTIME_VERSION", "FORCE_COLOR", "GITHUB_ACTIONS",
    "JUPYTER_COLUMNS", "JUPYTER_LINES", "LINES", "NO_COLOR", "PY_COLORS", "READTRACK_TODAY",
    "TERM", "TERMINAL_WIDTH", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "TYPER_USE_RICH",
    "UNICODE_VERSION", "_TYPER_FORCE_DISABLE_TERMINAL",
)  # fmt: skip
"""The variables that decide how an answer is written: ours, rich's and typer's."""

STAMP = """
SELECT (SELECT coalesce(max(id), 0) FROM journal), count(*),
    count(CASE WHEN due_time IS NOT NULL AND due || ' ' || due_time <= :clock THEN 1 END)
FROM loans WHERE ended IS NULL
"""
"""The journal grows with every change; the day, and digital loans at their hour, change alone."""

HEADER = ("PRAGMA application_id", "PRAGMA user_version")

DAY_START = "SELECT value FROM settings WHERE key = 'day_start'"

FIND = "SELECT text, note FROM answers WHERE question = :question AND stamp = :stamp"


def question(words: list[str]) -> str | None:
    """The words with all that decides how they are answered; None for what is not cached."""
    if (
        tuple(words) not in QUESTIONS or "_READTRACK_COMPLETE" in os.environ
    ):  # a shell wants to know
        return None
    if words == ["prompt"]:
        return prompt_question()
    asked = [*words, *(f"{name}={os.environ[name]}" for name in DECIDE if name in os.environ)]
    for number, stream in enumerate((sys.stdin, sys.stdout, sys.stderr)):
        kind = stream.isatty(), getattr(stream, "encoding", None), getattr(stream, "errors", None)
        asked.append(f"{kind} {_size(number)}")
    return "\x1f".join(asked)


def prompt_question() -> str:
    """The question of a shell prompt, whose line is the same wherever it is written."""
    return f"prompt\x1f{os.environ.get('READTRACK_TODAY')}"


def _size(stream: int) -> object:
    try:
        return os.get_terminal_size(stream)
    except (OSError, ValueError):
        return None


def serve(asked: str) -> tuple[bool, str | None]:
    """Print the cached answer; whether there was one, and the stamp of now, if there can be one."""
    if not os.path.exists(store_path()):  # noqa: PTH110
        return False, None
    try:
        connection = sqlite3.connect(store_path(), timeout=PATIENCE)
        header = [connection.execute(each).fetchone()[0] for each in HEADER]
        found, stamp = None, None
        if header == [APPLICATION_ID, VERSION]:
            stamp, found = _look_up(connection, asked)
        connection.close()
    except (sqlite3.Error, ValueError, OverflowError):
        return False, None
    if found is None:
        return False, stamp
    try:
        for stream, text in zip((sys.stdout, sys.stderr), found, strict=True):
            stream.write(text)
            stream.flush()
    except OSError:  # which the full program knows how to tell
        return False, None
    return True, stamp


def _look_up(connection: sqlite3.Connection, asked: str) -> tuple[str, tuple[str, str] | None]:
    """The stamp of now, and the answer that is cached under it."""

    def run(sql: str, values: dict[str, str]) -> list[tuple[str, ...]]:
        return connection.execute(sql, values).fetchall()

    stamp = stamp_of(run, moment(run))
    text, note = next(iter(run(FIND, {"question": asked, "stamp": stamp})), (None, None))
    return stamp, None if text is None or note is None else (text, note)


def stamp_of(run: "Run", at: tuple[str, str]) -> str:
    """What an answer at a moment is worked out from, where `run` runs a statement on the store.

    The moment is the reader's day, and the day and hour of the clock.
    """
    day, clock = at
    changes, out, passed = run(STAMP, {"clock": clock})[0]
    return f"{__version__} {day} {changes} {out} {passed}"


def moment(run: "Run") -> tuple[str, str]:
    """This moment, or the one that is given for it, as `clock.py` has it too.

    Raises ValueError or OverflowError where it is given in another way.
    """
    start, given = run(DAY_START, {}), os.environ.get("READTRACK_TODAY")
    clock = given.replace("T", " ") if given else time.strftime("%Y-%m-%d %H:%M")
    if len(clock) == 10:
        return clock, f"{clock} 00:00"
    if len(clock) != 16:
        raise ValueError(given)
    if not start or clock[11:] >= start[0][0].rjust(5, "0"):
        return clock[:10], clock
    noon = time.mktime((*map(int, clock[:10].split("-")), 12, 0, 0, 0, 0, -1))  # type: ignore[arg-type]
    return time.strftime("%Y-%m-%d", time.localtime(noon - 24 * 60 * 60)), clock
