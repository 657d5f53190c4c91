"""A cached answer from a server: one connection, one statement, and nothing else of ours."""

import psycopg2

from readtrack.errors import ReadtrackError
from readtrack.store import link
from readtrack.store.address import Address
from readtrack.store.schema import VERSION

PATIENCE = 10
"""Seconds to wait for a server, except in a shell prompt."""

LOOK_UP = """
SELECT obj_description(to_regclass('commands'), 'pg_class'), ({start}), stamped.*,
    answers.stamp, text, note
FROM ({stamp}) AS stamped LEFT JOIN answers ON question = :question
"""
"""What says what the schema is, when the reader's day begins, the figures of the stamp, and the
answer with the stamp that it was stored under."""

Found = tuple[str | None, tuple[object, ...], str | None, str | None, str | None]


def look_up(path: str, start: str, stamp: str, values: dict[str, str]) -> Found | None:
    """The start of the day, the figures of the stamp, and the stored stamp, text and note.

    None where there is no store of this version. Raises ValueError where the server does not
    answer, or has something else in that place.
    """
    sql = LOOK_UP.format(start=start, stamp=stamp)
    for name in values:
        sql = sql.replace(f":{name}", f"%({name})s")
    try:
        connection = link.connected(path, Address.read(path), PATIENCE)
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql, values)
                row = cursor.fetchone()
        finally:
            link.give_back(path, connection)
    except (psycopg2.Error, ReadtrackError) as error:
        raise ValueError(path) from error
    if row is None or row[0] != f"readtrack store, version {VERSION}":
        return None
    _, starts, changes, out, passed, stored, text, note = row
    return starts, (changes, out, passed), stored, text, note
