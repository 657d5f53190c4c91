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
SELECT (SELECT coalesce(max(id), 0) FROM journal), count(*), coalesce(sum(due_time IS NOT NULL
    AND due || ' ' || due_time <= ?), 0) FROM loans WHERE ended IS NULL
"""
"""The journal grows with every change; the day, and digital loans at their hour, change alone."""

DAY_START = "SELECT value FROM settings WHERE key = 'day_start'"

FIND = "SELECT text, note FROM answers WHERE question = ? AND stamp = ?"


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
        stamp = stamp_of(connection, moment(connection))
        found = stamp and connection.execute(FIND, (asked, stamp)).fetchone()
        connection.close()
    except (sqlite3.Error, ValueError, OverflowError):
        return False, None
    if not found:
        return False, stamp
    try:
        for stream, text in ((sys.stdout, found[0]), (sys.stderr, found[1])):
            stream.write(text)
            stream.flush()
    except OSError:  # which the full program knows how to tell
        return False, None
    return True, stamp


def stamp_of(connection: sqlite3.Connection, at: tuple[str, str]) -> str | None:
    """What an answer at a moment is worked out from; None in a store of another version.

    The moment is the reader's day, and the day and hour of the clock. Raises sqlite3.Error.
    """
    header = ("PRAGMA application_id", "PRAGMA user_version")
    if [connection.execute(each).fetchone()[0] for each in header] != [APPLICATION_ID, VERSION]:
        return None
    day, clock = at
    changes, out, passed = connection.execute(STAMP, (clock,)).fetchone()
    return f"{__version__} {day} {changes} {out} {passed}"


def moment(connection: sqlite3.Connection) -> tuple[str, str]:
    """This moment, or the one that is given for it, as `clock.py` has it too.

    Raises sqlite3.Error, and ValueError or OverflowError where it is given in another way.
    """
    start, given = connection.execute(DAY_START).fetchone(), os.environ.get("READTRACK_TODAY")
    clock = given.replace("T", " ") if given else time.strftime("%Y-%m-%d %H:%M")
    if len(clock) == 10:
        return clock, f"{clock} 00:00"
    if len(clock) != 16:
        raise ValueError(given)
    if not start or clock[11:] >= start[0].rjust(5, "0"):
        return clock[:10], clock
    noon = time.mktime((*map(int, clock[:10].split("-")), 12, 0, 0, 0, 0, -1))  # type: ignore[arg-type]
    return time.strftime("%Y-%m-%d", time.localtime(noon - 24 * 60 * 60)), clock
