"""The one-line answer for a shell prompt.

A shell asks this before every line, so it imports the standard library's driver and our cheapest
modules only: it finds the place by itself, and the tests hold it to what the table says. It is
silent when there is nothing to say, and about its own troubles. With a routine today's shares are
the plan's, which it looks up, and has worked out first where that was not done yet.
"""

import sqlite3
from datetime import date, timedelta
from os import environ
from os.path import exists

from readtrack.clock import WEEKDAYS, read_clock, readers_day
from readtrack.errors import ReadtrackError
from readtrack.planning.days import ReadingDays, even_share, goal_day
from readtrack.store.place import store_path
from readtrack.store.schema import APPLICATION_ID, VERSION
from readtrack.units import IDLE, STEP, share_words

PATIENCE = 0.05
"""Seconds to wait for a store that is being written; a prompt is not worth more."""

LONGEST_TITLE = 24

STILL = """
FROM checkouts_out WHERE (format = 'print' OR CASE WHEN due_time IS NULL THEN due >= :today
ELSE due || ' ' || due_time > :clock END)
"""

OUT = f"""
SELECT id, book_id, title, format, unit, length, checked_out, due, due_time {STILL}
ORDER BY due, due_time IS NULL, due_time, id
"""

EDITIONS = f"""
WITH still AS (
    SELECT min(id) AS oldest, min(checked_out) AS since {STILL} AND book_id = :book
)
SELECT id, length, start FROM loans, still
WHERE book_id = :book AND (ended IS NULL OR id > oldest OR ended > since
    OR (ended = since AND outcome = 'unfinished')) ORDER BY id
"""

LAST = """
SELECT day, id, position FROM progress WHERE loan_id = ? AND day < ? ORDER BY day DESC, id DESC
LIMIT 1
"""


STAMP = "SELECT coalesce(max(id), 0) FROM journal"

TARGETS = "SELECT loan_id, words FROM targets WHERE stamp = ?"


def print_prompt(path: str | None = None, today: str | None = None) -> None:
    """Print the nearest deadline and what is left of today, if there is anything."""
    today = today or environ.get("READTRACK_TODAY")
    path = store_path(path)
    if not exists(path):
        return
    try:
        connection = sqlite3.connect(path, timeout=PATIENCE)
        try:
            line = _line(connection, path, today)
        finally:
            connection.close()
    except (sqlite3.Error, ValueError, OverflowError, ReadtrackError):
        return
    if line:
        print(line)  # noqa: T201


def _line(connection: sqlite3.Connection, path: str, given: str | None) -> str:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if (application, version) != (APPLICATION_ID, VERSION):
        return ""
    settings = dict(connection.execute("SELECT key, value FROM settings"))
    instant = read_clock(given)
    today = readers_day(instant, settings.get("day_start", "00:00"), given)
    moment = {"today": today.isoformat(), "clock": f"{instant:%Y-%m-%d %H:%M}"}
    out = connection.execute(OUT, moment).fetchall()
    planned = None
    if out and connection.execute("SELECT 1 FROM routines LIMIT 1").fetchone():
        # The journal grows with every change; the day and what is out change by themselves.
        changes = connection.execute(STAMP).fetchone()[0]
        stamp = f"{today} {changes} {[loan[0] for loan in out]}"
        planned = dict(connection.execute(TARGETS, (stamp,)))
        if not planned:
            from readtrack.store.targets import work_out

            planned = work_out(path, today, instant, stamp)
    idle = ""
    for loan in out:
        line = _about(connection, loan, settings, today, moment, planned)
        if line and planned is not None and planned.get(loan[0], IDLE) == IDLE and IDLE in line:
            idle = idle or line  # the plan has another book today, and that one comes first
        elif line:
            return line
    return idle


def _about(
    connection: sqlite3.Connection,
    loan: tuple[int, int, str, str, str, int, str, str, str | None],
    settings: dict[str, str],
    today: date,
    moment: dict[str, str],
    planned: dict[int, str] | None,
) -> str:
    loan_id, book, title, kind, unit, length, checked_out, due_text, due_time = loan
    editions = connection.execute(EDITIONS, {**moment, "book": book}).fetchall()
    here = _place(connection, editions, loan_id, length, today + timedelta(days=1), unit)
    due = date.fromisoformat(due_text)
    name = title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"
    if not name.isprintable():
        from readtrack.names import shown

        name = shown(name)
    if due < today:
        return f"{name}: overdue"
    if here >= length:
        return (
            f"{name}: return it by {due:%a}" if kind == "print" and (due - today).days < 7 else ""
        )
    when = "due today" if due == today else f"{(due - today).days} d"
    if planned is not None:
        return f"{name}: {planned.get(loan_id, IDLE)}, {when}"
    morning = _place(connection, editions, loan_id, length, today, unit)
    since, rest = date.fromisoformat(checked_out), length - morning
    days = _reading_days(connection, settings)
    share = _share(days, settings, today, since, due, due_time, rest, unit)
    return f"{name}: {share_words(unit, share, morning + share - here)}, {when}"


def _place(
    connection: sqlite3.Connection,
    editions: list[tuple[int, int, float]],
    loan_id: int,
    length: int,
    before: date,
    unit: str,
) -> float:
    """Where the reader was before a day, in the unit of the loan; the latest entry counts."""
    source, of, at = editions[0]
    latest: tuple[str, int] = ("", 0)
    for edition, its_length, _ in editions:
        found = connection.execute(LAST, (edition, before.isoformat())).fetchone()
        if found and (found[0], found[1]) > latest:
            latest, source, of, at = (found[0], found[1]), edition, its_length, found[2]
    if source == loan_id:
        return at
    return round(at / of * length, 2 if unit == "percent" else None)


def _reading_days(connection: sqlite3.Connection, settings: dict[str, str]) -> ReadingDays:
    named = settings.get("rest_days", "").split(",")
    away = connection.execute("SELECT first, last FROM away").fetchall()
    return ReadingDays(
        [WEEKDAYS.index(day) for day in named if day in WEEKDAYS],
        [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in away],
    )


def _share(
    reading: ReadingDays,
    settings: dict[str, str],
    today: date,
    checked_out: date,
    due: date,
    due_time: str | None,
    left: float,
    unit: str,
) -> float:
    """Today's even share, by the rule that the pace table follows."""
    buffer = settings.get("buffer", "")
    goal = goal_day(checked_out, due, int(buffer) if buffer.isdigit() else 2)
    days = reading.count(today, reading.last(today, goal, due, due_time))
    if today not in reading and days > 0:
        return 0
    return round(even_share(left, days, STEP[unit]), 2)
