"""What the shell prompt says of today's plan, worked out once and kept until something changes."""

import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime

from readtrack.model import Now
from readtrack.planning.pace import pace_report
from readtrack.store.file import be_quick
from readtrack.store.store import Store
from readtrack.units import share_words


def work_out(path: str, today: date, instant: datetime, stamp: str) -> dict[int, str]:
    """By loan, what is left of its part in today's plan; kept under `stamp`."""
    with Store.open(path, Now(today, instant)) as store:
        rows = pace_report(store.library(), today).loans
        words = {
            row.id: share_words(row.unit, row.today.target - row.today.start, row.today.left)
            for row in rows
        }
        keep(store, stamp, words)
    return words


def keep(store: Store, stamp: str, words: Mapping[int, str]) -> None:
    """Keep what the prompt is to say, if that can be had at once; it is no change to undo.

    The last thing done with a store: it waits for nobody from here on.
    """
    connection = store.connection
    with suppress(sqlite3.OperationalError):
        be_quick(store.connection)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM targets")
        connection.executemany(
            "INSERT INTO targets (loan_id, stamp, words) VALUES (?, ?, ?)",
            [(loan, stamp, text) for loan, text in words.items()],
        )
        connection.execute("COMMIT")
