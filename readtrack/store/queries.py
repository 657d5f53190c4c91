"""What is read from the store: plain SQL that every engine understands, model values out."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from readtrack.library import (
    HOLD_LASTS,
    Aside,
    Asked,
    Away,
    Library,
    PastCommand,
    Routine,
    Settings,
    Snooze,
    Wish,
)
from readtrack.model import (
    Book,
    Ending,
    Entry,
    Loan,
    Now,
    Outcome,
    Renewal,
    Title,
    Unit,
    run_out,
)
from readtrack.names import answers, same_author, title_key
from readtrack.settings import settings_from
from readtrack.store.alike import HasBook, apart, named, with_authors
from readtrack.store.database import NOTHING, Database, Row, Values, batches, placeholders
from readtrack.store.rows import (
    aside_from,
    asked_from,
    away_from,
    book_from,
    loan_from,
    routine_from,
    snooze_from,
    wish_from,
)
from readtrack.store.sittings import running
from readtrack.store.troubles import in_our_words

T = TypeVar("T")

RECENT = 12
"""Ended loans that speed and forecast learn from: enough to know a reader by, and the same small
cost however long the history is."""

NAMED = 50
"""Past titles of one name that are looked at; who has more should say more words."""

EXPIRED_SHOWN = timedelta(days=7)

READY_WISHES = """
SELECT * FROM shelf WHERE ready <= :today
    AND (collect_by >= :today OR collect_by IS NULL AND ready >= :since) ORDER BY ready, id
"""

FOUR_WEEKS = timedelta(days=28)


class Queries:
    """Reads an open store as it is at the moment `now`."""

    def __init__(self, database: Database, now: Now) -> None:
        self.database = database
        self.now = now
        self._alike: dict[int, str] = {}
        """What tells the books apart that were out under one title while this store was open."""
        self._alike_stale = True

    def settings(self) -> Settings:
        return settings_from(dict(map(tuple, self.rows("SELECT key, value FROM settings"))))

    def reserve_since(self) -> date | None:
        """Return the day on which the reserve was set; None where no day is stored for it."""
        found = self.rows("SELECT since FROM settings WHERE key = 'reserve' AND since IS NOT NULL")
        return date.fromisoformat(found[0]["since"]) if found else None

    def library(self) -> Library:
        """Everything a decision is made from; lapsed digital loans count as ended."""
        out, titles, expired = self._desk()
        ended = [loan for loan in out if loan.ended is not None]
        past = ended + self._loans(
            "SELECT * FROM checkouts_ended WHERE untold = 0 AND format <> 'magazine' "
            "ORDER BY ended DESC NULLS LAST, id DESC LIMIT :most",  # as PostgreSQL's index has it
            {"most": RECENT},
        )
        return Library(
            titles=titles,
            expired=expired,
            past=tuple(past[:RECENT]),
            settings=self.settings(),
            routines=self.routines(),
            away=self.away(),
            asides=self.asides(self.now.today - FOUR_WEEKS),
            timed=self._timed(),
            reserve_since=self.reserve_since(),
            asked=self._asked(),
            snoozed=self.snoozed(),
            begun=self._begun(),
            sitting=running(self),
            magazines=tuple(loan for loan in out if not loan.has_end),
        )

    def _desk(self) -> tuple[list[Loan], tuple[Title, ...], tuple[Title, ...]]:
        """The loans not yet written down as ended; the titles that are out, and just expired."""
        out = self._loans("SELECT * FROM checkouts_out ORDER BY due, id")
        here = [loan for loan in out if loan.ended is None and loan.has_end]
        ended = [loan for loan in out if loan.ended is not None]
        books = {loan.book.id for loan in here}
        expired = [loan for loan in self._recently_expired(ended) if loan.book.id not in books]
        return out, self._titles(here, ended), self._titles(expired, ended)

    def _begun(self) -> date:
        """Return the day of the store's first command; today while there was none."""
        found = self.rows("SELECT at FROM commands ORDER BY id LIMIT 1")
        instants = self._made(lambda row: datetime.fromisoformat(row["at"]), found)
        return instants[0].astimezone(UTC).date() if instants else self.now.today

    def _asked(self) -> tuple[Asked, ...]:
        """Return what the mornings asked that follow-through is measured over, oldest first."""
        sql = "SELECT day, titles FROM asked WHERE day >= :since ORDER BY day"
        since = (self.now.today - FOUR_WEEKS).isoformat()
        return self._made(asked_from, self.rows(sql, {"since": since}))

    def snoozed(self) -> tuple[Snooze, ...]:
        """Return the titles that are not to be warned of today."""
        rows = self.rows(
            "SELECT snoozes.id, book_id, title, authors, isbn, until FROM snoozes "
            "JOIN books ON books.id = book_id WHERE until >= :today ORDER BY snoozes.id",
            {"today": self.now.today.isoformat()},
        )
        return tuple(self.told_apart(list(self._made(snooze_from, rows))))

    def routines(self) -> tuple[Routine, ...]:
        return self._made(routine_from, self.rows("SELECT * FROM routines ORDER BY id"))

    def away(self) -> tuple[Away, ...]:
        return self._made(away_from, self.rows("SELECT * FROM away ORDER BY first, id"))

    def asides(self, since: date) -> tuple[Aside, ...]:
        """Other reading from the day `since` on, oldest first."""
        sql = "SELECT * FROM asides WHERE day >= :since ORDER BY day, id"
        return self._made(aside_from, self.rows(sql, {"since": since.isoformat()}))

    def _timed(self) -> tuple[tuple[float, int], ...]:
        """Pages and minutes of the latest readings outside of loans, at speeds people have."""
        rows = self.rows(
            "SELECT share * length, minutes FROM readings JOIN lengths USING (book_id) "
            "WHERE minutes IS NOT NULL AND unit = 'pages' AND coalesce(format, '') <> 'audiobook' "
            "AND minutes BETWEEN share * length * 0.3 AND share * length * 6 "
            "ORDER BY last DESC NULLS LAST LIMIT :most",
            {"most": RECENT},
        )
        return tuple(map(tuple, rows))

    def lengths(self, book_id: int) -> dict[Unit, int]:
        """Return how long the book is in pages and in seconds, as far as imports say."""
        sql = "SELECT unit, length FROM lengths WHERE book_id = :book"
        return {Unit(unit): length for unit, length in self.rows(sql, {"book": book_id})}

    def wishes(self) -> tuple[Wish, ...]:
        """Return the shelf of books to borrow later, in its order."""
        wishes = self._made(wish_from, self.rows("SELECT * FROM shelf ORDER BY id"))
        return self._wishes_apart(wishes, wishes)

    def ready_wishes(self) -> tuple[Wish, ...]:
        """Return the holds that are ready and not over: seven days where no last day is set."""
        today = self.now.today
        values = {"today": today.isoformat(), "since": (today - HOLD_LASTS).isoformat()}
        ready = self._made(wish_from, self.rows(READY_WISHES, values))
        return self._wishes_apart(ready, self.wishes()) if ready else ()

    def _wishes_apart(self, wishes: Sequence[Wish], shelf: Sequence[Wish]) -> tuple[Wish, ...]:
        """The wishes, with an author where the title is that of another one, or of one out."""
        if not wishes:
            return ()
        out = [(row["id"], row["key"], json.loads(row["authors"])) for row in self._rows_out()]
        books = {wish.book.id: wish.book for wish in shelf}.values()
        wished = [(book.id, title_key(book.title), book.authors) for book in books]
        return tuple(named(list(wishes), apart([*out, *wished])))

    def _titles(self, loans: Sequence[Loan], lapsed: Sequence[Loan]) -> tuple[Title, ...]:
        by_book: dict[int, list[Loan]] = {}
        for loan in loans:
            by_book.setdefault(loan.book.id, []).append(loan)
        titles = []
        for book_id, editions in by_book.items():
            here = {loan.id for loan in editions}
            siblings = [loan for loan in lapsed if loan.book.id == book_id]
            sql = "SELECT * FROM checkouts_ended WHERE book_id = :book"
            siblings += self._loans(sql, {"book": book_id})
            others = tuple(
                loan
                for loan in siblings
                if loan.id not in here and loan.has_end and any(map(loan.read_with, editions))
            )
            titles.append(Title(editions[0].book, tuple(editions), others))
        return tuple(titles)

    def _recently_expired(self, lapsed: Sequence[Loan]) -> list[Loan]:
        since = self.now.today - EXPIRED_SHOWN
        sql = "SELECT * FROM checkouts_ended WHERE ended >= :since AND ending = 'expired'"
        settled = self._loans(sql, {"since": since.isoformat()})
        recent = settled + [loan for loan in lapsed if loan.ended and loan.ended >= since]
        unread = (loan for loan in recent if loan.outcome is Outcome.UNFINISHED)
        latest = (loan for loan in unread if not self._borrowed_since(loan))
        return sorted(latest, key=lambda loan: loan.deadline)

    def _borrowed_since(self, loan: Loan) -> bool:
        sql = "SELECT 1 FROM loans WHERE book_id = :book AND id > :id AND checked_out >= :ended"
        ended = (loan.ended or loan.due).isoformat()
        return bool(self.rows(sql, {"book": loan.book.id, "id": loan.id, "ended": ended}))

    def loans(self, *, past: bool = False, everything: bool = False) -> list[Loan]:
        """Loans that are out, or ended, or both, without their logs; past ones newest first."""
        out = self._loans("SELECT * FROM checkouts_out ORDER BY due, id", logs=False)
        still_out = [loan for loan in out if loan.ended is None]
        if not past and not everything:
            return still_out
        lapsed = [loan for loan in reversed(out) if loan.ended is not None]
        sql = "SELECT * FROM checkouts_ended ORDER BY ended DESC NULLS LAST, id DESC"
        ended = self._loans(sql, logs=False)
        return with_authors((still_out if everything else []) + lapsed + ended)

    def loan(self, loan_id: int) -> Loan | None:
        found = self._loans("SELECT * FROM checkouts WHERE id = :id", {"id": loan_id})
        return found[0] if found else None

    def stored_loan(self, loan_id: int) -> Loan:
        """Return the loan of a number that is sure to be there."""
        (loan,) = self._loans("SELECT * FROM checkouts WHERE id = :id", {"id": loan_id})
        return loan

    def loans_of(self, book_id: int) -> list[Loan]:
        """Every loan of one book, oldest first."""
        sql = "SELECT * FROM checkouts WHERE book_id = :book ORDER BY id"
        return self._loans(sql, {"book": book_id})

    def past_loans_called(self, words: str) -> list[Loan]:
        """Ended loans whose title and authors answer to the words, newest first."""
        first = max(title_key(words).split(), key=len, default="")
        titles = self.rows(
            "SELECT id, title, authors FROM books "
            "WHERE key LIKE :pattern OR lower(authors) LIKE :pattern ORDER BY id",
            {"pattern": f"%{first}%"},
        )
        books = [
            row["id"]
            for row in titles
            if answers(words, " ".join((row["title"], *json.loads(row["authors"]))))
        ]
        places, values = placeholders(books[-NAMED:])
        sql = f"SELECT * FROM checkouts WHERE book_id IN ({places}) ORDER BY id DESC"
        ended = [loan for loan in self._loans(sql, values) if loan.ended is not None]
        return sorted(ended, key=lambda loan: (loan.ended or loan.due, loan.id), reverse=True)

    def book_called(self, title: str, authors: Sequence[str], isbn: str | None) -> Book | None:
        """The book of this ISBN or title; another author under the same title is another book."""
        sql = "SELECT * FROM books WHERE key = :key OR isbn = :isbn ORDER BY id"
        rows = self.rows(sql, {"key": title_key(title), "isbn": isbn})
        books = [book_from(row, row["id"]) for row in rows]
        for book in books:
            if isbn is not None and book.isbn == isbn:
                return book
        for book in books:
            pairs = ((one, other) for one in book.authors for other in authors)
            if not book.authors or not authors or any(same_author(*pair) for pair in pairs):
                return book
        return None

    def books_out(self) -> set[int]:
        """Return the books in a slot, by id: cheap enough to be asked under the lock."""
        printed = "SELECT book_id FROM loans WHERE ended IS NULL AND format = 'print'"
        digital = (
            "SELECT book_id, due, due_time FROM loans "
            "WHERE ended IS NULL AND format <> 'print' AND format <> 'magazine'"
        )
        return {book for (book,) in self.rows(printed)} | {
            book
            for book, due, due_time in self.rows(digital)
            if not run_out(date.fromisoformat(due), due_time, self.now)
        }

    def renewals(self, loan_id: int) -> list[Renewal]:
        sql = "SELECT day, due_before, due_after FROM renewals WHERE loan_id = :loan ORDER BY id"
        rows = self.rows(sql, {"loan": loan_id})
        return [Renewal(*map(date.fromisoformat, row)) for row in rows]

    def commands(self, limit: int) -> list[PastCommand]:
        """Return the last commands, newest first."""
        return self._done("undoes IS NULL ORDER BY id DESC LIMIT :value", limit)

    def _done(self, which: str, value: object) -> list[PastCommand]:
        sql = f"SELECT id, at, words, undone_by IS NOT NULL FROM commands WHERE {which}"
        found = self.rows(sql, {"value": value})
        return [PastCommand(number, at, words, bool(undone)) for number, at, words, undone in found]

    def rows(self, sql: str, values: Values = NOTHING) -> list[Row]:
        """Return what a look at the store gives, for the other modules of this folder too."""
        return self.database.run(sql, values)

    def _made(self, make: Callable[..., T], rows: Iterable[object]) -> tuple[T, ...]:
        """Values made of rows; raises StoreError for a row that says what cannot be."""
        try:
            return tuple(map(make, rows))
        except (ValueError, TypeError, LookupError) as error:
            raise self.database.damaged(in_our_words(error)) from error

    def _loans(self, sql: str, values: Values = NOTHING, *, logs: bool = True) -> list[Loan]:
        """The loans `sql` selects from one of the checkout views, with or without their logs."""
        rows = self.rows(sql, values)
        entries = self._logs([row["id"] for row in rows]) if logs else {}

        def made(row: Row) -> Loan:
            return self._lapse(loan_from(row, entries.get(row["id"], ())))

        return self.told_apart(list(self._made(made, rows)))

    def told_apart(self, loans: list[HasBook]) -> list[HasBook]:
        """The loans or others with a book; where titles that are out are alike, with its author."""
        if self._alike_stale:
            self._alike |= self._find_alike()
            self._alike_stale = False
        return named(loans, self._alike) if self._alike else loans

    def _find_alike(self) -> dict[int, str]:
        """Return what tells the books apart that are out under one title, by their ids."""
        rows = self._rows_out()
        if len({row["key"] for row in rows}) == len(rows):
            return {}
        out = self.books_out()
        return apart(
            (row["id"], row["key"], json.loads(row["authors"])) for row in rows if row["id"] in out
        )

    def _rows_out(self) -> list[Row]:
        """Return the id, key and authors of each book that is out."""
        return self.rows(
            "SELECT DISTINCT books.id, key, authors FROM books "
            "JOIN loans ON book_id = books.id WHERE ended IS NULL"
        )

    def _logs(self, loan_ids: Sequence[int]) -> dict[int, tuple[Entry, ...]]:
        logs: dict[int, list[Entry]] = {}
        for ids in batches(loan_ids):
            places, values = placeholders(ids)
            rows = self.rows(
                "SELECT loan_id, id, day, position, minutes FROM progress "
                f"WHERE loan_id IN ({places}) ORDER BY loan_id, day, id",
                values,
            )
            for loan_id, entry_id, day, position, minutes in rows:
                entry = Entry(entry_id, date.fromisoformat(day), position, minutes)
                logs.setdefault(loan_id, []).append(entry)
        return {loan_id: tuple(log) for loan_id, log in logs.items()}

    def _lapse(self, loan: Loan) -> Loan:
        """Return the loan as it is now: a digital one past its end has ended as expired."""
        if loan.ended is not None or not loan.over(self.now):
            return loan
        outcome = Outcome.FINISHED if loan.reached >= loan.end else Outcome.UNFINISHED
        ended = min(loan.due, self.now.today)
        return loan._replace(ended=ended, ending=Ending.EXPIRED, outcome=outcome)
