"""An open store: everyday changes to it, each in one command that undo can name."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from typing import TYPE_CHECKING, Self

from readtrack.errors import ReadtrackError
from readtrack.library import Asked, PastCommand
from readtrack.model import Book, Ending, Loan, Now, Outcome, Title
from readtrack.named_tuple import NamedTuple
from readtrack.store import journal
from readtrack.store.cache import stamp_after
from readtrack.store.database import HASTE, PATIENCE, Database, Values, existing, open_database
from readtrack.store.queries import Queries
from readtrack.store.rows import StoredValue, row_of, stored_row

if TYPE_CHECKING:
    from readtrack.planning.situation import Situation


KEEP_NAME = """
INSERT INTO editions (book_id, title, key, authors, isbn)
SELECT :book, :title, :key, :authors, :isbn WHERE (
    SELECT min(CASE WHEN substr(words, 1, 6) = 'import' THEN 1 ELSE 0 END)
    FROM journal LEFT JOIN commands ON commands.id = command_id
    WHERE relation = 'books' AND journal.key = :row AND undone_by IS NULL AND undoes IS NULL) = 1
"""
"""Keep as an edition the name that an import gave a book: the next file uses it again."""


class StandIn(NamedTuple):
    """An empty store in the place of one that is missing."""

    remove: Callable[[], None]
    made: Callable[[], None]
    """What is to be done when the store itself has been made."""


class Store(Queries):
    """An open store, looked at from the moment `now`. A context manager that closes it."""

    def __init__(self, database: Database, path: str, now: Now) -> None:
        super().__init__(database, now)
        self.path = path
        self.farewell: Callable[[Store], None] | None = None
        """What is looked for before the store closes; its troubles are nobody's."""
        self.stamp: str | None = None
        """What answers are worked out from, as of the last change that was made here."""
        self.seen: Situation | None = None
        """The situation since then, if anything asked for it."""
        self.stand_in: StandIn | None = None
        """What is looked at while there is no store at `path`; the first change makes one."""

    @classmethod
    def open(cls, path: str, now: Now) -> Self:
        """Return the store at `path`, made or brought up to date if it is not.

        Raises StoreError when it is not a store, is newer, or cannot be used.
        """
        return cls(open_database(path), path, now)

    @classmethod
    def existing(cls, path: str, now: Now) -> Self | None:
        """Return the store at `path`, brought up to date; None where there is none."""
        database = existing(path)
        return None if database is None else cls(database, path, now)

    @classmethod
    def missing(cls, path: str, now: Now, made: Callable[[], None]) -> Self:
        """An empty library to look at; `made` is called when a change makes a store at `path`."""
        from tempfile import TemporaryDirectory

        folder = TemporaryDirectory(prefix="readtrack-")
        try:
            store = cls.open(f"{folder.name}/empty.db", now)
        except BaseException:  # also a signal: the program ends without its exit handlers
            folder.cleanup()
            raise
        store.path, store.stand_in = path, StandIn(folder.cleanup, made)
        return store

    def _make(self) -> None:
        """Make the store that was missing so far."""
        if self.stand_in is None:
            return
        found = existing(self.path)
        made = found or open_database(self.path)
        self.database.close()
        self.stand_in.remove()
        if found is None:
            self.stand_in.made()
        self.database, self.stand_in = made, None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            if self.farewell is not None:
                with suppress(ReadtrackError):
                    self.farewell(self)
        finally:
            self.database.close()
            if self.stand_in is not None:
                self.stand_in.remove()

    # Looking

    def situation(self) -> "Situation":
        """Return the library at this moment of the reader's day.

        What mornings asked is recorded on the way, by the first command of the day, where the
        store can be written at once.
        """
        from readtrack.planning.situation import Situation  # not every command plans

        situation = Situation(self.library(), self.now.today, self.now.instant)
        recorded = any(each.day == self.now.today for each in situation.library.asked)
        if not recorded and not self.database.in_transaction and situation.unrecorded:
            self._record(situation.unrecorded)
        self.seen = situation
        return situation

    def _record(self, asked: Iterable[Asked]) -> None:
        """Store what mornings asked, unless another program writes; it is no change to undo."""
        self.database.wait(HASTE)
        with suppress(ReadtrackError), self.database.transaction():
            sql = "INSERT INTO asked (day, titles) VALUES (:day, :titles) ON CONFLICT DO NOTHING"
            self.database.many(sql, [stored_row(each._asdict()) for each in asked])
        self.database.wait(PATIENCE)

    def _record_mornings(self) -> None:
        """Record what mornings asked before the first change of the day can alter it."""
        still_to_do = self.rows(
            "SELECT 1 FROM loans WHERE ended IS NULL AND format <> 'magazine' "
            "AND NOT EXISTS (SELECT 1 FROM asked WHERE day = :day) LIMIT 1",
            {"day": self.now.today.isoformat()},
        )
        if still_to_do:
            self.situation()

    # Changing

    def insist(self, *loans: Loan) -> None:
        """Raise ReadtrackError, within a command, if a loan is not what was decided on any more."""
        for loan in loans:
            if self.loan(loan.id) != loan:
                raise _changed_meanwhile(loan)

    def still_there(self, loan: Loan) -> Title:
        """The title of a loan that has to be as out, or as ended, as it was, within a command.

        Raises ReadtrackError when it is not.
        """
        _, titles, expired = self._desk()
        for title in titles + expired:
            if any(each.id == loan.id and each.ended == loan.ended for each in title.loans):
                return title
        stored = self.loan(loan.id)
        if stored is None or stored.ended is None or stored.ended != loan.ended:
            raise _changed_meanwhile(loan)
        return Title(stored.book, (stored,))

    @contextmanager
    def command(
        self, words: str, *, settle: bool = True, keep: bool | Callable[[], bool] = True
    ) -> Iterator[int]:
        """One transaction and one row that undo can name, by its number; nothing without `keep`.

        Whether to keep it may be asked at the end.
        """
        if keep:
            self._make()
        self._alike_stale = True
        self._record_mornings()
        stays = True
        with self.database.transaction(keep=lambda: stays):
            at = self.now.instant.isoformat(timespec="seconds")
            journal.adopt(self.database, at)
            number = self.database.insert("commands", {"at": at, "words": words, "open": 1})
            self.database.command = number, at
            if settle:
                self._settle()
            yield number
            stays = keep() if callable(keep) else keep
            journal.close(self.database)
            self.stamp, self.seen = stamp_after(self) if stays else None, None
        self._alike_stale = True

    def _settle(self) -> None:
        """Write down as ended the digital loans whose time has come."""
        for loan in self._loans("SELECT * FROM checkouts_out", logs=False):
            if loan.ended is not None and loan.ending is not None and loan.outcome is not None:
                self.end(loan.id, loan.ended, loan.ending, loan.outcome)

    def add_loan(self, loan: Loan) -> int:
        """Store a new loan and return its id, which the store chooses."""
        number = self.add(loan)
        if loan.until is not None:
            self._leave_the_end_to(loan._replace(id=number))
        return number

    def change_loan(self, loan: Loan) -> None:
        """Make the stored loan what `loan` is, the positions of its log included."""
        (stored,) = self.rows("SELECT length FROM loans WHERE id = :id", {"id": loan.id})
        # Every position stays within its length on the way: the larger length is the one in force.
        grows = loan.length >= stored["length"]
        if grows:
            self.change(loan)
        for entry in loan.entries:
            self._update("progress", entry.id, {"position": entry.position})
        if not grows:
            self.change(loan)
        if loan.until is not None or loan.ends is None:
            self._leave_the_end_to(loan)

    def _leave_the_end_to(self, loan: Loan) -> None:
        """Clear `until` in the other editions read with this one, which alone says the end."""
        sql = "SELECT * FROM checkouts WHERE book_id = :book AND id <> :id AND until IS NOT NULL"
        for other in self._loans(sql, {"book": loan.book.id, "id": loan.id}, logs=False):
            if other.read_with(loan):
                self._update("loans", other.id, {"until": None})

    def end(self, loan_id: int, day: date, ending: Ending, outcome: Outcome) -> None:
        self._update("loans", loan_id, {"ended": day, "ending": ending, "outcome": outcome})

    def renew(self, loan: Loan, due_before: date) -> None:
        """Store the later due date of a loan, and that it was renewed."""
        self.change(loan._replace(renewable_on=None, estimated=False))
        days = {"day": self.now.today, "due_before": due_before, "due_after": loan.due}
        self._insert("renewals", {"loan_id": loan.id, **days})

    def add_progress(self, loan_id: int, day: date, position: float, minutes: int | None) -> int:
        row = {"loan_id": loan_id, "day": day, "position": position, "minutes": minutes}
        return self._insert("progress", row)

    def snooze(self, book_id: int, until: date) -> None:
        """Do not warn of the book through the day `until`, instead of any day before."""
        self.database.run("DELETE FROM snoozes WHERE book_id = :book", {"book": book_id})
        self._insert("snoozes", {"book_id": book_id, "until": until})

    def add(self, what: StoredValue) -> int:
        """Store a new row and return its id, which the store chooses."""
        return self._insert(*row_of(what))

    def change(self, what: StoredValue) -> None:
        """Make the stored row of that number what `what` is."""
        relation, row = row_of(what)
        self._update(relation, what.id, row)

    def rename(self, before: Book, book: Book) -> None:
        """Store another name of a book. A file that uses the name `before` still finds the book."""
        _, name = row_of(before)
        self.database.run(KEEP_NAME, {**stored_row(name), "book": book.id, "row": str(book.id)})
        self.change(book)

    def remove(self, what: StoredValue) -> None:
        """Remove what the reader wants no more."""
        relation, _ = row_of(what)
        self.database.run(f"DELETE FROM {relation} WHERE id = :id", {"id": what.id})

    def set(self, key: str, value: str | None) -> None:
        """Store a setting under the day it was set, or return it to its default with None.

        Setting the value that is stored already changes nothing, not even the day.
        """
        row = {"key": key, "value": value, "since": self.now.today.isoformat()}
        if self.rows("SELECT 1 FROM settings WHERE key = :key AND value = :value", row):
            return
        self.database.run("DELETE FROM settings WHERE key = :key", row)
        if value is not None:
            sql = "INSERT INTO settings (key, value, since) VALUES (:key, :value, :since)"
            self.database.run(sql, row)

    def undo(self) -> PastCommand | None:
        """Take back the newest command that stands and return it; None when there is none."""
        return self._reverse(journal.undo)

    def redo(self) -> PastCommand | None:
        """Take back the last undo; the command that stands again, or None."""
        return self._reverse(journal.redo)

    def _reverse(self, reverse: Callable[[Database], int | None]) -> PastCommand | None:
        if self.stand_in is not None:
            return None
        with self.command("", settle=False):
            try:
                found = self._done("id = :value", reverse(self.database))
            except (ValueError, AttributeError, StopIteration) as error:
                raise self.database.damaged("its journal says what cannot be") from error
            return found[0] if found else None

    def _insert(self, relation: str, row: Values) -> int:
        self._alike_stale = True
        return self.database.insert(relation, stored_row(row))

    def _update(self, relation: str, row_id: int, row: Values) -> None:
        self._alike_stale = True
        assigned = ", ".join(f"{name} = :{name}" for name in row)
        sql = f"UPDATE {relation} SET {assigned} WHERE id = :id"
        self.database.run(sql, {**stored_row(row), "id": row_id})


def _changed_meanwhile(loan: Loan) -> ReadtrackError:
    return ReadtrackError(
        f"{loan.book.title} was changed meanwhile, by another program.",
        "Nothing was changed here. Look at it, then try again.",
    )
