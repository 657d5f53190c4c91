"""Which messages about loans the reader got, and where: each once, and none of it to undo."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from readtrack.library import ReminderKey
from readtrack.model import Format, Now, run_out
from readtrack.store.cache import NO_ANSWER, OF_HOLDS
from readtrack.store.database import NEVER, Row
from readtrack.store.queries import EXPIRED_SHOWN
from readtrack.store.store import Store

CANDIDATES = """
SELECT loans.id, loans.due, due_time, format, ended, notices.stage AS sent FROM loans
LEFT JOIN notices ON loan_id = loans.id AND channel = :channel AND notices.due = loans.due
WHERE (ended IS NULL AND loans.due <= :today)
    OR (ended >= :since AND ending = 'expired' AND outcome = 'unfinished')
"""
"""Loans that are due or gone by now, a row for each notice of them that a channel sent."""

LONGEST_HOLD = timedelta(days=90)
"""Days after which a reminder of a hold is deleted: no library reserves a book longer."""


class Notices:
    """The notices of one channel: the terminal, or an address by its fingerprint."""

    def __init__(self, store: Store, channel: str) -> None:
        self._store = store
        self._channel = channel
        self._about_holds = f"{OF_HOLDS}{channel} "
        """What the question of a hold begins with in the table of answers."""

    def catch_up(self, most: int) -> list[int]:
        """Return the loans that are news, nearest to today first, up to `most`; all count as sent.

        Of two commands at once only one is given what is news. Raises StoreError when locked.
        """
        today = self._store.now.today
        with self._store.database.transaction():
            news = self.news()
            self._store.database.many(
                "INSERT INTO notices (channel, loan_id, stage, due) "
                "VALUES (:channel, :loan, :stage, :due)",
                [self._notice(each) for each in news],
            )
        nearest = sorted(news, key=lambda each: (abs((each[2] - today).days), each[0]))
        return [loan for loan, _, _ in nearest[:most]]

    def news(self) -> list[ReminderKey]:
        """Return what became due today or late and was not sent here yet, in the order of loans."""
        now = self._store.now
        since, today = (now.today - EXPIRED_SHOWN).isoformat(), now.today.isoformat()
        values = {"since": since, "today": today, "channel": self._channel}
        sent: dict[ReminderKey, bool] = {}
        rows = self._store.rows(CANDIDATES, values)
        for row in sorted(rows, key=lambda row: int(row["id"])):
            stage = _stage(row, now)
            news = row["id"], stage, date.fromisoformat(row["due"])
            sent[news] = sent.get(news, False) or row["sent"] == stage
        return [news for news, already in sent.items() if not already]

    def sent(self) -> frozenset[ReminderKey]:
        """Return every notice that was sent here."""
        sql = "SELECT loan_id, stage, due FROM notices WHERE channel = :channel"
        rows = self._store.rows(sql, {"channel": self._channel})
        loans = ((loan, stage, date.fromisoformat(due)) for loan, stage, due in rows)
        return frozenset((*loans, *self._sent_of_holds()))

    def _sent_of_holds(self) -> Iterator[ReminderKey]:
        """Return the reminders of holds, stored as answers because a notice needs a loan."""
        about = self._about_holds
        rows = self._store.rows(
            "SELECT substr(question, :size + 1) AS reminder FROM answers "
            "WHERE substr(question, 1, :size) = :about",
            {"size": len(about), "about": about},
        )
        titles = self._wished()
        for row in rows:
            wish, stage, day, *title = row["reminder"].split(" ", 3)
            if title in ([], [titles.get(int(wish))]):  # earlier versions stored no title
                yield int(wish), stage, date.fromisoformat(day)

    def _wished(self) -> dict[int, str]:
        """Return the titles on the shelf by the numbers of their reminders.

        A number is given again once its book has left the shelf, so the title belongs to it.
        """
        sql = "SELECT -wishes.id, title FROM wishes JOIN books ON books.id = book_id"
        return dict(map(tuple, self._store.rows(sql)))

    def _question(self, notice: ReminderKey, titles: Mapping[int, str]) -> str:
        """Return what stands for the reminder of a hold in the table of answers."""
        wish, stage, day = notice
        return f"{self._about_holds}{wish} {stage} {day} {titles.get(wish, '')}"

    def record(self, sent: Iterable[ReminderKey]) -> frozenset[ReminderKey]:
        """Record what is sent here, and return what of it was new. Raises StoreError when locked.

        Loans that are due at another time by now are left out; of two at once only one is given
        what is new.
        """
        with self._store.database.transaction():
            titles = self._wished()
            return frozenset(
                each
                for each in sent
                if (self._record_hold(each, titles) if each[0] < 0 else self._record_loan(each))
            )

    def _record_loan(self, notice: ReminderKey) -> bool:
        new = self._store.database.run(
            "INSERT INTO notices (channel, loan_id, stage, due) "
            "SELECT :channel, id, :stage, due FROM loans WHERE id = :loan AND due = :due "
            "ON CONFLICT DO NOTHING RETURNING id",
            self._notice(notice),
        )
        return bool(new)

    def _record_hold(self, notice: ReminderKey, titles: Mapping[int, str]) -> bool:
        today = self._store.now.today
        new = self._note(self._question(notice, titles), today.isoformat())
        sql = f"DELETE FROM answers WHERE {NO_ANSWER} AND stamp < :oldest"
        self._store.database.run(sql, {"oldest": (today - LONGEST_HOLD).isoformat()})
        return new

    def once(self, what: str) -> bool:
        """Record that a message was shown here, and return whether it is the first time."""
        with self._store.database.transaction(lasting=False):
            return self._note(f"{OF_HOLDS}{self._channel}: {what}", NEVER)

    def _note(self, question: str, stamp: str) -> bool:
        """Store a row among the answers, and return whether it is new."""
        new = self._store.database.run(
            "INSERT INTO answers (question, stamp, text, note) VALUES (:question, :stamp, '', '') "
            "ON CONFLICT DO NOTHING RETURNING id",
            {"question": question, "stamp": stamp},
        )
        return bool(new)

    def forget(self, unsent: Iterable[ReminderKey]) -> None:
        """Take back that this was sent here, because it was not."""
        unsent = list(unsent)
        with self._store.database.transaction():
            titles = self._wished()
            self._store.database.many(
                "DELETE FROM notices WHERE channel = :channel AND loan_id = :loan "
                "AND stage = :stage AND due = :due",
                map(self._notice, unsent),
            )
            self._store.database.many(
                "DELETE FROM answers WHERE question = :question",
                [{"question": self._question(each, titles)} for each in unsent if each[0] < 0],
            )

    def _notice(self, notice: ReminderKey) -> dict[str, object]:
        loan, stage, due = notice
        return {"channel": self._channel, "loan": loan, "stage": stage, "due": due.isoformat()}


def _stage(row: Row, now: Now) -> str:
    """Return what a loan that is due by now is news of."""
    due = date.fromisoformat(row["due"])
    gone = Format(row["format"]).digital and run_out(due, row["due_time"], now)
    late = row["ended"] is not None or gone or due < now.today
    return "late" if late else "due_today"
