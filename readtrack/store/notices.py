"""What the reader was told of which loan, and where: each thing once, and none of it to undo."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from readtrack.model import Format, Now, Told, run_out
from readtrack.store.cache import OF_HOLDS
from readtrack.store.file import said_plainly
from readtrack.store.store import EXPIRED_IS_SAID, Store

CANDIDATES = """
SELECT loans.id, loans.due, due_time, format, ended, notices.stage AS told FROM loans
LEFT JOIN notices ON loan_id = loans.id AND channel = :channel AND notices.due = loans.due
WHERE (ended IS NULL AND loans.due <= :today)
    OR (ended >= :since AND ending = 'expired' AND outcome = 'unfinished')
ORDER BY +loans.id
"""
"""Loans that are due or gone by now, a row for each thing that a channel has told of them.

The plus keeps SQLite from reading every loan there ever was to have them in this order.
"""

LONGEST_HOLD = timedelta(days=90)
"""Days after which a reminder of a hold is deleted: no library reserves a book longer."""

DUE_TODAY, LATE = "due_today", "late"


class Notices:
    """What one channel has told: the terminal, or an address by its fingerprint."""

    def __init__(self, store: Store, channel: str) -> None:
        self._store = store
        self._channel = channel

    def news(self) -> bool:
        """Whether something became due today or late that was not told here yet."""
        return bool(self._news())

    def catch_up(self, most: int) -> list[int]:
        """The loans that are news, nearest to today first, up to `most`; all count as told.

        Of two commands at once only one is given what is news. Raises StoreError when locked.
        """
        today = self._store.now.today
        with self._quietly():
            news = self._news()
            self._store.connection.executemany(
                "INSERT INTO notices (channel, loan_id, stage, due) VALUES (?, ?, ?, ?)",
                [(self._channel, loan, stage, due.isoformat()) for loan, stage, due in news],
            )
        nearest = sorted(news, key=lambda each: (abs((each[2] - today).days), each[0]))
        return [loan for loan, _, _ in nearest[:most]]

    def _news(self) -> list[Told]:
        """What was not told here yet, by loan."""
        now = self._store.now
        values = {
            "since": (now.today - EXPIRED_IS_SAID).isoformat(),
            "today": now.today.isoformat(),
            "channel": self._channel,
        }
        told: dict[Told, bool] = {}
        for row in self._store.rows(CANDIDATES, values):
            stage = _stage(row, now)
            news = row["id"], stage, date.fromisoformat(row["due"])
            told[news] = told.get(news, False) or row["told"] == stage
        return [news for news, already in told.items() if not already]

    def told(self) -> frozenset[Told]:
        """Everything that was told here."""
        rows = self._store.rows(
            "SELECT loan_id, stage, due FROM notices WHERE channel = ?", (self._channel,)
        )
        loans = ((loan, stage, date.fromisoformat(due)) for loan, stage, due in rows)
        return frozenset((*loans, *self._told_of_holds()))

    def _told_of_holds(self) -> Iterator[Told]:
        """Return the reminders of holds, stored as answers because a notice needs a loan."""
        about = self._about_holds
        rows = self._store.rows(
            "SELECT substr(question, ?) AS told FROM answers WHERE substr(question, 1, ?) = ?",
            (len(about) + 1, len(about), about),
        )
        for row in rows:
            wish, stage, day = row["told"].split(" ")
            yield int(wish), stage, date.fromisoformat(day)

    @property
    def _about_holds(self) -> str:
        """What the question of a hold begins with in the table of answers."""
        return f"{OF_HOLDS}{self._channel} "

    def keep(self, told: Iterable[Told]) -> frozenset[Told]:
        """Keep what is told here, and return what of it was new. Raises StoreError when locked.

        Loans that are due at another time by now are left out; of two at once only one is given
        what is new.
        """
        new = set()
        with self._quietly():
            for loan, stage, due in told:
                if loan < 0:
                    if self._keep_hold(f"{self._about_holds}{loan} {stage} {due}"):
                        new.add((loan, stage, due))
                    continue
                done = self._store.connection.execute(
                    "INSERT OR IGNORE INTO notices (channel, loan_id, stage, due) "
                    "SELECT ?, id, ?, due FROM loans WHERE id = ? AND due = ?",
                    (self._channel, stage, loan, due.isoformat()),
                )
                if done.rowcount:
                    new.add((loan, stage, due))
        return frozenset(new)

    def _keep_hold(self, question: str) -> bool:
        """Record that this channel was reminded of a hold; return whether it is new."""
        connection, today = self._store.connection, self._store.now.today
        done = connection.execute(
            "INSERT OR IGNORE INTO answers (question, stamp, text, note) VALUES (?, ?, '', '')",
            (question, today.isoformat()),
        )
        connection.execute(
            "DELETE FROM answers WHERE substr(question, 1, ?) = ? AND stamp < ?",
            (len(OF_HOLDS), OF_HOLDS, (today - LONGEST_HOLD).isoformat()),
        )
        return done.rowcount > 0

    def forget(self, told: Iterable[Told]) -> None:
        """Take back that this was told here, because it was not."""
        told = list(told)
        with self._quietly():
            self._store.connection.executemany(
                "DELETE FROM notices WHERE channel = ? AND loan_id = ? AND stage = ? AND due = ?",
                [(self._channel, loan, stage, due.isoformat()) for loan, stage, due in told],
            )
            self._store.connection.executemany(
                "DELETE FROM answers WHERE question = ?",
                [(f"{self._about_holds}{loan} {stage} {due}",) for loan, stage, due in told],
            )

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """One transaction that is no command: what it keeps is no change to undo."""
        connection = self._store.connection
        with said_plainly(self._store.path):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise


def _stage(row: sqlite3.Row, now: Now) -> str:
    """What a loan that is due by now is news of."""
    due = date.fromisoformat(row["due"])
    gone = Format(row["format"]).digital and run_out(due, row["due_time"], now)
    return LATE if row["ended"] is not None or gone or due < now.today else DUE_TODAY
