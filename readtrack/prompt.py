"""The one-line answer for a shell prompt.

A shell asks this before every line, so it imports the standard library's driver and our cheapest
modules only. It works nothing out: the line was stored when something last changed, and has to be
worked out by the full program where it was not. It is silent when there is nothing to say, and
about its own troubles.
"""

import sqlite3
from os import environ
from os.path import exists

from readtrack.clock import read_clock, readers_day
from readtrack.errors import ReadtrackError
from readtrack.store.place import store_path
from readtrack.store.schema import APPLICATION_ID, VERSION

PATIENCE = 0.05
"""Seconds to wait for a store that is being written; a prompt is not worth more."""

STAMP = """
SELECT (SELECT coalesce(max(id), 0) FROM journal), count(*), coalesce(sum(due_time IS NOT NULL
    AND due || ' ' || due_time <= :clock), 0) FROM loans WHERE ended IS NULL
"""
"""The journal grows with every change; the day, and digital loans at their hour, change alone."""

DAY_START = "SELECT value FROM settings WHERE key = 'day_start'"

LINE = "SELECT words FROM targets WHERE stamp = ?"


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
    instant = read_clock(given)
    start = connection.execute(DAY_START).fetchone()
    today = readers_day(instant, start[0] if start else "00:00", given)
    moment = {"clock": f"{instant:%Y-%m-%d %H:%M}"}
    changes, out, passed = connection.execute(STAMP, moment).fetchone()
    if not out:
        return ""
    stamp = f"{today} {changes} {passed}"
    found = connection.execute(LINE, (stamp,)).fetchone()
    if found:
        line: str = found[0]
        return line
    from readtrack.store.targets import work_out

    return work_out(path, today, instant, stamp)
