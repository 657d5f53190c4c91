"""Answers cached in the store until something changes, and printed before other imports.

Only the full program computes answers. It caches each under a question: the words typed, and all
else that the answer depends on besides the store. An answer with another stamp is not printed.
"""

import os
import sys

from readtrack.stamp import moment, stamp_of
from readtrack.store.place import is_address, store_path
from readtrack.store.schema import APPLICATION_ID, VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Looked = tuple[str | None, tuple[str, str] | None]

QUESTIONS = (
    ("prompt",), (), ("--json",), ("pace",), ("pace", "--json"), ("due",), ("due", "--json"),
)  # fmt: skip
"""The words whose answers are cached."""

PROMPT = "prompt"
"""The cache key of the shell prompt, whose line is the same on every terminal."""

PATIENCE = 0.05
"""Seconds to wait for a store that is being written: computing the answer takes little longer."""

DECIDE = (
    "COLORTERM", "COLUMNS", "DATABRICKS_RUNTIME_VERSION", "FORCE_COLOR", "GITHUB_ACTIONS",
    "JUPYTER_COLUMNS", "JUPYTER_LINES", "LINES", "NO_COLOR", "PY_COLORS",
    "TERM", "TERMINAL_WIDTH", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "TYPER_USE_RICH",
    "UNICODE_VERSION", "_TYPER_FORCE_DISABLE_TERMINAL",
)  # fmt: skip
"""The environment variables that change how an answer looks: rich's and typer's."""

HEADER = ("PRAGMA application_id", "PRAGMA user_version")

FIND = "SELECT text, note FROM answers WHERE question = :question AND stamp = :stamp"


def question(words: list[str]) -> str | None:
    """Return the cache key of the words typed, or None if their answer is not cached."""
    completing = "_READTRACK_COMPLETE" in os.environ
    if completing or tuple(words) not in QUESTIONS:
        return None
    if words == ["prompt"]:
        return PROMPT
    asked = [*words, *(f"{name}={os.environ[name]}" for name in DECIDE if name in os.environ)]
    for number, stream in enumerate((sys.stdin, sys.stdout, sys.stderr)):
        kind = stream.isatty(), getattr(stream, "encoding", None), getattr(stream, "errors", None)
        asked.append(f"{kind} {_size(number)}")
    return "\x1f".join(asked)


def _size(stream: int) -> object:
    try:
        return os.get_terminal_size(stream)
    except (OSError, ValueError):
        return None


def serve(asked: str, until: float | None = None) -> tuple[bool, str | None]:
    """Print the cached answer. Return whether there was one, and the current stamp or None.

    A shell prompt waits for a server until the moment `until`.
    """
    path = store_path()
    looked = _from_server(path, asked, until) if is_address(path) else _from_file(path, asked)
    if looked is None:  # a prompt is silent about a server that does not answer
        return True, None
    stamp, found = looked
    if found is None:
        return False, stamp
    try:
        for stream, text in zip((sys.stdout, sys.stderr), found, strict=True):
            stream.write(text)
            stream.flush()
    except OSError:  # which the full program reports
        return False, None
    return True, stamp


def _from_file(path: str, asked: str) -> "Looked":
    """Return the current stamp and the answer cached under it, from a file."""
    import sqlite3

    if not os.path.exists(path):  # noqa: PTH110
        return None, None
    stamp, found, connection = None, [], None
    try:
        connection = sqlite3.connect(path, timeout=PATIENCE)

        def run(sql: str, values: dict[str, str]) -> "list[tuple[Any, ...]]":
            return connection.execute(sql, values).fetchall()

        if [run(each, {})[0][0] for each in HEADER] == [APPLICATION_ID, VERSION]:
            stamp = stamp_of(run, moment(run))
            found = run(FIND, {"question": asked, "stamp": stamp})
    except (sqlite3.Error, ValueError, OverflowError):
        return None, None
    finally:
        if connection is not None:
            connection.close()
    return stamp, (found[0][0], found[0][1]) if found else None


def _from_server(path: str, asked: str, until: float | None) -> "Looked | None":
    """Return the same from a server; None if a shell prompt would wait too long."""
    try:
        from readtrack.store.served import look_up
    except ImportError:  # the full program names what is missing
        return None, None
    if asked != PROMPT:
        return look_up(path, asked)
    from readtrack.store.waiting import in_time

    return in_time(path, lambda: look_up(path, asked), until)
