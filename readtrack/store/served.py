"""A cached answer from a server: one connection, one statement, and nothing else of ours."""

import psycopg2

from readtrack.errors import ReadtrackError
from readtrack.stamp import DAY_START, STAMP, clock_text, day_of, stamp_from, to_the_minute
from readtrack.store import link
from readtrack.store.address import Address
from readtrack.store.schema import VERSION

PATIENCE = 10
"""Seconds to wait for a server, except in a shell prompt."""

LOOK_UP = f"""
SELECT obj_description(to_regclass('commands'), 'pg_class'), ({DAY_START}), stamped.*,
    answers.stamp, text, note
FROM ({STAMP.replace(":clock", "%(clock)s")}) AS stamped
LEFT JOIN answers ON question = %(question)s
"""
"""What says what the schema is, when the reader's day begins, the figures of the stamp, and the
answer with the stamp that it was stored under."""


def look_up(path: str, asked: str) -> tuple[str | None, tuple[str, str] | None]:
    """Return the current stamp and the answer cached under it, in one query; else None for each."""
    try:
        clock = clock_text()
        connection = link.connected(path, Address.read(path), PATIENCE)
        try:
            with connection.cursor() as cursor:
                cursor.execute(LOOK_UP, {"clock": to_the_minute(clock), "question": asked})
                row = cursor.fetchone()
        finally:
            link.give_back(path, connection)
        if row is None or row[0] != f"readtrack store, version {VERSION}":
            return None, None
        _, start, *figures, stored, text, note = row
        stamp = stamp_from(day_of(clock, start), figures)
    except (psycopg2.Error, ReadtrackError, ValueError, OverflowError):
        return None, None
    return stamp, None if stored != stamp or text is None or note is None else (text, note)
