"""Answers cached in the store until something changes, and printed before other imports.

Only the full program computes answers. It caches each under a question: the words typed, and all
else that the answer depends on besides the store. A stamp identifies the state of the store; an
answer with another stamp is not printed. A lookup takes little longer than opening the store.
"""

import os
import sys
import time
from _thread import allocate_lock, start_new_thread

from readtrack import __version__
from readtrack.store.place import is_address, store_path
from readtrack.store.schema import APPLICATION_ID, VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    Looked = tuple[str | None, tuple[str, str] | None]
    Run = Callable[[str, dict[str, str]], Any]

QUESTIONS = (
    ("prompt",), (), ("--json",), ("pace",), ("pace", "--json"), ("due",), ("due", "--json"),
)  # fmt: skip
"""The words whose answers are cached."""

PATIENCE = 0.05
"""Seconds to wait for a store that is being written: computing the answer takes little longer."""

AT_MOST = 0.3
"""Seconds that a shell prompt waits for a server."""

A_DAY = len("2026-03-02")

DECIDE = (
    "COLORTERM", "COLUMNS", "DATABRICKS_RUNTIME_VERSION", "FORCE_COLOR", "GITHUB_ACTIONS",
    "JUPYTER_COLUMNS", "JUPYTER_LINES", "LINES", "NO_COLOR", "PY_COLORS", "READTRACK_TODAY",
    "TERM", "TERMINAL_WIDTH", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "TYPER_USE_RICH",
    "UNICODE_VERSION", "_TYPER_FORCE_DISABLE_TERMINAL",
)  # fmt: skip
"""The environment variables that change how an answer looks: ours, rich's and typer's."""

STAMP = """
SELECT (SELECT coalesce(max(id), 0) FROM journal) AS changes, count(*) AS loans_out,
    count(CASE WHEN due_time IS NOT NULL AND due || ' ' || due_time <= :clock THEN 1 END) AS passed
FROM loans WHERE ended IS NULL
"""
"""The journal grows with every change; the day, and digital loans at their hour, change alone."""

HEADER = ("PRAGMA application_id", "PRAGMA user_version")

DAY_START = "SELECT value FROM settings WHERE key = 'day_start'"

FIND = "SELECT text, note FROM answers WHERE question = :question AND stamp = :stamp"


def question(words: list[str]) -> str | None:
    """Return the cache key of the words typed, or None if their answer is not cached."""
    if (
        tuple(words) not in QUESTIONS or "_READTRACK_COMPLETE" in os.environ
    ):  # a shell asks for completions
        return None
    if words == ["prompt"]:
        return prompt_question()
    asked = [*words, *(f"{name}={os.environ[name]}" for name in DECIDE if name in os.environ)]
    for number, stream in enumerate((sys.stdin, sys.stdout, sys.stderr)):
        kind = stream.isatty(), getattr(stream, "encoding", None), getattr(stream, "errors", None)
        asked.append(f"{kind} {_size(number)}")
    return "\x1f".join(asked)


def prompt_question() -> str:
    """Return the cache key of the shell prompt, whose line is the same on every terminal."""
    return f"prompt\x1f{os.environ.get('READTRACK_TODAY')}"


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
    if is_address(path) and asked.startswith("prompt"):
        looked = in_time(path, lambda: _from_server(path, asked), until)
        if looked is None:  # a prompt is silent about a server that does not answer
            return True, None
        stamp, found = looked
    else:
        stamp, found = (_from_server if is_address(path) else _from_file)(path, asked)
    if found is None:
        return False, stamp
    try:
        for stream, text in zip((sys.stdout, sys.stderr), found, strict=True):
            stream.write(text)
            stream.flush()
    except OSError:  # which the full program reports
        return False, None
    return True, stamp


def shells_patience() -> float:
    """Return the moment until which a shell prompt waits for a server."""
    return time.monotonic() + AT_MOST


def in_time(path: str, look: "Callable[[], Any]", until: float | None = None) -> "Any":
    """Return the result of `look`, or None if a server does not answer in time."""
    if not is_address(path):
        return look()
    left = max(0.0, (until or shells_patience()) - time.monotonic())
    found, ready = [], allocate_lock()
    ready.acquire()

    def work() -> None:
        try:
            found.append(look())
        finally:
            ready.release()

    start_new_thread(work, ())
    return found[0] if ready.acquire(timeout=left) and found else None


def _from_file(path: str, asked: str) -> "Looked":
    """Return the current stamp and the answer cached under it, from a file."""
    import sqlite3

    if not os.path.exists(path):  # noqa: PTH110
        return None, None
    try:
        connection = sqlite3.connect(path, timeout=PATIENCE)

        def run(sql: str, values: dict[str, str]) -> "list[tuple[Any, ...]]":
            return connection.execute(sql, values).fetchall()

        stamp, found = None, []
        if [run(each, {})[0][0] for each in HEADER] == [APPLICATION_ID, VERSION]:
            stamp = stamp_of(run, moment(run))
            found = run(FIND, {"question": asked, "stamp": stamp})
        connection.close()
    except (sqlite3.Error, ValueError, OverflowError):
        return None, None
    return stamp, (found[0][0], found[0][1]) if found else None


def _from_server(path: str, asked: str) -> "Looked":
    """Return the current stamp and the answer cached under it, from a server, in one query."""
    try:
        from readtrack.store.served import look_up

        clock = clock_text()
        instant = clock if len(clock) > A_DAY else f"{clock} 00:00"
        found = look_up(path, DAY_START, STAMP, {"clock": instant, "question": asked})
        if found is None:
            return None, None
        start, figures, stored, text, note = found
        stamp = _stamp(_day(clock, start), figures)
    except (ImportError, ValueError, OverflowError):
        return None, None
    if stored != stamp or text is None or note is None:
        return stamp, None
    return stamp, (text, note)


def stamp_of(run: "Run", at: tuple[str, str]) -> str:
    """Return the stamp of the store at a moment; `run` runs a statement on the store.

    The moment is the reader's day, and the day and hour of the clock.
    """
    day, clock = at
    return _stamp(day, run(STAMP, {"clock": clock})[0])


def _stamp(day: str, figures: "Iterable[object]") -> str:
    return " ".join(map(str, (__version__, day, *figures)))


def moment(run: "Run") -> tuple[str, str]:
    """Return this moment, or the one that the environment gives instead, as `clock.py` does.

    Raises ValueError or OverflowError for a moment that cannot be read.
    """
    start, clock = run(DAY_START, {}), clock_text()
    return _day(clock, start[0][0] if start else None), (
        clock if len(clock) > A_DAY else f"{clock} 00:00"
    )


def clock_text() -> str:
    """Return the day, or the day and the time, from the environment or else the clock."""
    given = os.environ.get("READTRACK_TODAY")
    clock = given.replace("T", " ") if given else time.strftime("%Y-%m-%d %H:%M")
    if len(clock) not in (A_DAY, len("2026-03-02 12:00")):
        raise ValueError(given)
    return clock


def _day(clock: str, start: str | None) -> str:
    """Return the reader's day, which may begin after midnight."""
    if len(clock) == A_DAY or not start or clock[11:] >= start.rjust(5, "0"):
        return clock[:A_DAY]
    noon = time.mktime((*map(int, clock[:10].split("-")), 12, 0, 0, 0, 0, -1))  # type: ignore[arg-type]
    return time.strftime("%Y-%m-%d", time.localtime(noon - 24 * 60 * 60))
