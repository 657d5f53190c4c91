"""What the shell prompt says, worked out once and stored until something changes."""

import sqlite3
from contextlib import suppress
from datetime import date, datetime

from readtrack.model import Now
from readtrack.planning.pace import pace_report
from readtrack.store.file import be_quick
from readtrack.store.store import Store
from readtrack.words.prompt import prompt_line


def work_out(path: str, today: date, instant: datetime, stamp: str) -> str:
    """The line of the prompt, which is stored under `stamp`."""
    with Store.open(path, Now(today, instant)) as store:
        line = prompt_line(pace_report(store.situation()))
        keep(store, stamp, line)
    return line


def keep(store: Store, stamp: str, line: str) -> None:
    """Store what the prompt is to say, if that can be had at once; it is no change to undo.

    The last thing done with a store: it waits for nobody from here on.
    """
    connection = store.connection
    with suppress(sqlite3.OperationalError):
        be_quick(connection)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM targets")
        connection.execute(
            "INSERT INTO targets (loan_id, stamp, words) VALUES (0, ?, ?)", (stamp, line)
        )
        connection.execute("COMMIT")
