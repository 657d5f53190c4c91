"""What the reader was told of which loan, and where: each thing once, and none of it to undo."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from readtrack.model import Told
from readtrack.store.file import said_plainly
from readtrack.store.store import EXPIRED_IS_SAID, Store

NEWS = """
SELECT id, due, stage FROM (
    SELECT id, due, CASE WHEN due = :today AND ended IS NULL
        AND (format = 'print' OR due_time IS NULL OR due || ' ' || due_time > :clock)
        THEN 'due_today' ELSE 'late' END AS stage
    FROM loans WHERE (ended IS NULL AND due <= :today)
        OR (ended >= :since AND ending = 'expired' AND outcome = 'unfinished')
) AS loan WHERE NOT EXISTS (SELECT 1 FROM notices WHERE loan_id = loan.id
    AND channel = :channel AND notices.stage = loan.stage AND notices.due = loan.due)
"""
"""Loans that became due or late and that a channel has not told of."""


class Notices:
    """What one channel has told: the terminal, or an address by its fingerprint."""

    def __init__(self, store: Store, channel: str) -> None:
        self._store = store
        self._channel = channel

    def news(self) -> bool:
        """Whether something became due today or late that was not told here yet."""
        return bool(self._store.rows(f"{NEWS} LIMIT 1", self._moment()))

    def catch_up(self, most: int) -> list[int]:
        """The loans that are news, nearest to today first, up to `most`; all count as told.

        Of two commands at once only one is given what is news. Raises StoreError when locked.
        """
        run, moment = self._store.connection.execute, self._moment()
        nearest = f"{NEWS} ORDER BY abs(julianday(due) - julianday(:today)), id LIMIT {most}"
        with self._quietly():
            found = [loan for loan, _, _ in run(nearest, moment)]
            run(
                "INSERT INTO notices (channel, loan_id, stage, due) "
                f"SELECT :channel, id, stage, due FROM ({NEWS})",
                moment,
            )
        return found

    def _moment(self) -> dict[str, str]:
        now = self._store.now
        return {
            "since": (now.today - EXPIRED_IS_SAID).isoformat(),
            "today": now.today.isoformat(),
            "clock": f"{now.instant:%Y-%m-%d %H:%M}",
            "channel": self._channel,
        }

    def told(self) -> frozenset[Told]:
        """Everything that was told here."""
        rows = self._store.rows(
            "SELECT loan_id, stage, due FROM notices WHERE channel = ?", (self._channel,)
        )
        return frozenset((loan, stage, date.fromisoformat(due)) for loan, stage, due in rows)

    def keep(self, told: Iterable[Told]) -> frozenset[Told]:
        """Keep what is told here, and return what of it was new. Raises StoreError when locked.

        Loans that are due at another time by now are left out; of two at once only one is given
        what is new.
        """
        new = set()
        with self._quietly():
            for loan, stage, due in told:
                done = self._store.connection.execute(
                    "INSERT OR IGNORE INTO notices (channel, loan_id, stage, due) "
                    "SELECT ?, id, ?, due FROM loans WHERE id = ? AND due = ?",
                    (self._channel, stage, loan, due.isoformat()),
                )
                if done.rowcount:
                    new.add((loan, stage, due))
        return frozenset(new)

    def forget(self, told: Iterable[Told]) -> None:
        """Take back that this was told here, because it was not."""
        with self._quietly():
            self._store.connection.executemany(
                "DELETE FROM notices WHERE channel = ? AND loan_id = ? AND stage = ? AND due = ?",
                [(self._channel, loan, stage, due.isoformat()) for loan, stage, due in told],
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
