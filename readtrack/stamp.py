"""The stamp of a store at a moment: it changes when an answer may.

It is computed before other imports, so it needs only small modules of the standard library.
"""

import os
import time

from readtrack import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    Run = Callable[[str, dict[str, str]], Any]

A_DAY = len("2026-03-02")

STAMP = """
SELECT (SELECT coalesce(max(id), 0) FROM journal) AS changes, count(*) AS loans_out,
    count(CASE WHEN due_time IS NOT NULL AND due || ' ' || due_time <= :clock THEN 1 END) AS passed
FROM loans WHERE ended IS NULL
"""
"""The journal grows with every change; the day, and digital loans at their hour, change alone."""

DAY_START = "SELECT value FROM settings WHERE key = 'day_start'"


def stamp_of(run: "Run", at: tuple[str, str]) -> str:
    """Return the stamp of the store at a moment; `run` runs a statement on the store.

    The moment is the reader's day, and the day and hour of the clock.
    """
    day, clock = at
    return stamp_from(day, run(STAMP, {"clock": clock})[0])


def stamp_from(day: str, figures: "Iterable[object]") -> str:
    return " ".join(map(str, (__version__, day, *figures)))


def moment(run: "Run") -> tuple[str, str]:
    """Return this moment, or the one that the environment gives instead, as `clock.py` does.

    Raises ValueError or OverflowError for a moment that cannot be read.
    """
    start, clock = run(DAY_START, {}), clock_text()
    return day_of(clock, start[0][0] if start else None), to_the_minute(clock)


def to_the_minute(clock: str) -> str:
    return clock if len(clock) > A_DAY else f"{clock} 00:00"


def clock_text() -> str:
    """Return the day, or the day and the time, from the environment or else the clock."""
    given = os.environ.get("READTRACK_TODAY")
    clock = given.replace("T", " ") if given else time.strftime("%Y-%m-%d %H:%M")
    if len(clock) not in (A_DAY, len("2026-03-02 12:00")) or clock[A_DAY : A_DAY + 1].strip():
        raise ValueError(given)  # moments are compared as texts: only one form of them will do
    return clock


def day_of(clock: str, start: str | None) -> str:
    """Return the reader's day, which may begin after midnight."""
    if len(clock) == A_DAY or not start or clock[11:] >= start.rjust(5, "0"):
        return clock[:A_DAY]
    noon = time.mktime((*map(int, clock[:10].split("-")), 12, 0, 0, 0, 0, -1))  # type: ignore[arg-type]
    return time.strftime("%Y-%m-%d", time.localtime(noon - 24 * 60 * 60))
