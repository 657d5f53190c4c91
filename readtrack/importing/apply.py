"""From what a file says to what is kept: matched with the store, applied some thousand at a time.

Everything happens in one transaction of the caller's. What a batch brings in is in the store when
the next one is matched, so a file is held to the same rule as the store, and costs no memory.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from readtrack.importing.check import (
    Surroundings,
    Term,
    authors_json,
    fault,
    kind_of,
    length_of,
    loan_row,
    stem_of,
)
from readtrack.importing.holds import learn_hold
from readtrack.importing.match import Kept, Match, Shelf, same_book
from readtrack.importing.merge import Learner
from readtrack.importing.records import Item, Problem, Record, Skipped
from readtrack.importing.report import Tally
from readtrack.limits import LONGEST_TEXT
from readtrack.names import isbn_10, isbn_13, title_key
from readtrack.store.journal import note_new, without_insert_triggers
from readtrack.store.store import Store

BATCH = 10_000
MOST_ASKED = 9
"""Books that a person is given to choose from."""

MANY = 1000
"""Rows from which it pays to write them without asking the table's checks again."""

ALIKE = """
SELECT wanted.key, books.id, title, authors FROM json_each(?) AS wanted
JOIN books ON books.key >= wanted.value AND books.key < wanted.value || '!'
"""
"""Kept books whose key begins with the words of a title: `!` follows the blank."""

OF_ISBN = "SELECT isbn, id FROM books WHERE isbn IN (SELECT value FROM json_each(?))"

BOOK = ("id", "title", "key", "authors", "isbn")

LOAN = ("book_id", "unit", "length", "untold", *Term._fields)

MAY_LACK = {
    "isbn", "due_time", "library", "renewable_on", "ended", "ending", "outcome", "renewals_left",
}  # fmt: skip


Named = tuple[str, tuple[str, ...]]
"""A title with its authors: what a book is called before it has an id that lasts."""


class Unsure(NamedTuple):
    """A book of the file that may be one that is kept."""

    book: Named
    candidates: tuple[Named, ...]


Answers = Mapping[Named, Named | None]
"""For an unsure book the kept one that it is; None for another one."""


class Intake:
    """One file on its way into the store, within the caller's transaction."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        around: Surroundings,
        answers: Answers,
        listed: Mapping[str, int],
    ) -> None:
        self._connection = connection
        self._around = around
        self._answers = answers
        self.tally = Tally(listed)
        self._learner = Learner(connection, around)
        self._books: list[tuple[object, ...]] = []
        self._loans: list[tuple[object, ...]] = []
        self._next = self._last("books") + 1
        self.unsure: list[Unsure] = []

    def take(self, items: Iterable[Item]) -> None:
        """Match the records of a file and keep what is new in them."""
        self._connection.execute("PRAGMA cache_size = -16000")
        source = iter(items)
        with (
            without_insert_triggers(self._connection, "books"),
            without_insert_triggers(self._connection, "loans"),
        ):
            while batch := list(islice(source, BATCH)):
                self._take(sorted(self._records(batch), key=_when))
                self._flush()
        self._learner.count_what_is_known()

    def _records(self, batch: Iterable[Item]) -> Iterator[Record]:
        """The records that can be taken; what is told of the others."""
        for item in batch:
            if isinstance(item, Record):
                wrong = fault(item, self._around.now.today)
                if wrong is not None:
                    self.tally.tell("problem", item.where, item.title[:60], *wrong)
                elif _tells(item):
                    yield item
                else:  # also of a book that is known: a later row may be what makes it so
                    reason = "neither a loan nor a length, and nothing read"
                    self.tally.tell("skipped", item.where, item.title, reason)
            elif isinstance(item, Skipped):
                self._skip(item)
            elif isinstance(item, Problem):
                self.tally.tell("problem", item.where, item.excerpt, item.what, item.remedy)

    def _skip(self, item: Skipped) -> None:
        """Leave it out, but for a hold that is ready and whose book is on the shelf."""
        title, news = item.title[:LONGEST_TEXT], None
        if item.hold is not None and title:
            news = learn_hold(self._connection, title, item.hold, self._around.now.today)
        if news is None:
            self.tally.tell("skipped", item.where, title, item.reason)
        else:
            self.tally.tell("changed" if news else "unchanged", item.where, title, news)

    def _take(self, records: Sequence[Record]) -> None:
        keys = [title_key(record.title) for record in records]
        stems = [stem_of(record.title, key) for record, key in zip(records, keys, strict=True)]
        alike = self._alike(stems)
        shelves: dict[str, Shelf] = {}
        of_isbn = self._of_isbn(records)
        for record, key, stem in zip(records, keys, stems, strict=True):
            isbn = record.isbn and isbn_13(record.isbn)
            book = of_isbn.get(isbn) if isbn else None
            if book is None and stem in alike:
                if stem not in shelves:
                    shelves[stem] = Shelf(alike[stem])
                book = self._which(record, shelves[stem].like(record.title, record.authors))
                if book is None:
                    continue
            if book:
                self._flush()
                if self._learner.name(record, book):
                    alike.update(self._alike([stem]))
                    shelves.pop(stem, None)
                    of_isbn.update(self._of_isbn([record]))
                self._of_kept(record, book)
                continue
            book = self._new_book(record, key)
            alike.setdefault(stem, []).append(Kept(book, record.title, record.authors))
            if isbn:
                of_isbn[isbn] = book
            self._of_new(record, book)

    def _alike(self, stems: Iterable[str]) -> dict[str, list[Kept]]:
        """The kept books by the words that their titles begin with."""
        wanted = list(dict.fromkeys(stems))
        alike: dict[str, list[Kept]] = {}
        for place, book, title, authors in self._connection.execute(ALIKE, (json.dumps(wanted),)):
            kept = Kept(book, title, tuple(json.loads(authors)))
            alike.setdefault(wanted[place], []).append(kept)
        return alike

    def _of_isbn(self, records: Sequence[Record]) -> dict[str, int]:
        """The kept books by ISBN, as far as the records have some; both lengths name one book."""
        wanted = {record.isbn for record in records if record.isbn}
        wanted |= {isbn_13(isbn) for isbn in wanted}
        wanted |= {isbn_10(isbn) for isbn in wanted if isbn.startswith("978")}
        found = self._connection.execute(OF_ISBN, (json.dumps(sorted(wanted)),))
        return {isbn_13(isbn): book for isbn, book in found} if wanted else {}

    def _which(self, record: Record, alike: Iterable[Kept]) -> int | None:
        """The id of the kept book that a record is of; 0 for none, None when it is not sure."""
        found = [
            (same_book(record.title, record.authors, each.title, each.authors), each)
            for each in alike
        ]
        best = max((match for match, _ in found), default=Match.NO)
        if best is Match.NO:
            return 0
        chosen = {each[1:]: each.id for match, each in found if match is best}
        if best is not Match.MAYBE and len(chosen) == 1:
            return next(iter(chosen.values()))
        book = record.title, record.authors
        if book in self._answers:
            answer = self._answers[book]
            return 0 if answer is None else chosen.get(answer, 0)
        unsure = Unsure(book, tuple(islice(chosen, MOST_ASKED)))
        if unsure not in self.unsure:
            self.unsure.append(unsure)
        others = " or ".join(title for title, _ in unsure.candidates)
        self.tally.tell("unsure", record.where, record.title, f"may be {others}")
        return None

    def _new_book(self, record: Record, key: str) -> int:
        book, self._next = self._next, self._next + 1
        authors = authors_json(record.authors)
        self._books.append((book, record.title, key, authors, record.isbn or ""))
        return book

    def _of_new(self, record: Record, book: int) -> None:
        """Keep what a record tells of a book that was not known."""
        if record.loan is not None:
            length = length_of(record, kind_of(record))
            self._loans.append(loan_row(record, book, length, self._around))
            if not record.log and not record.past:
                due = ""
                if self.tally.wants("new"):
                    due = _due_words(self._loans[-1])
                self.tally.tell("new", record.where, record.title, due)
                return
        self._flush()
        said = self._learner.learn(record, book)
        self.tally.tell(
            "new" if said or record.loan else "unchanged", record.where, record.title, said
        )

    def _of_kept(self, record: Record, book: int) -> None:
        """Keep what a record tells of a book that is known, as far as it is news."""
        state, said = "unchanged", ""
        if record.loan is not None:
            held = self._learner.loan_of(record, book)
            if held is None:
                length = length_of(record, kind_of(record)) or self._learner.length(record, book)
                self._loans.append(loan_row(record, book, length, self._around))
                said = _due_words(self._loans[-1])
                self._flush()
                state = "new"
            else:
                said = self._learner.change(record, held)
                state = "changed" if said else "unchanged"
        learnt = self._learner.learn(record, book)
        if learnt and state == "unchanged":
            state = "new"
        self.tally.tell(state, record.where, record.title, ", ".join(filter(None, (said, learnt))))

    def _flush(self) -> None:
        """Write what waits to be written: looking for it again finds it then."""
        self._write("books", BOOK, self._books)
        self._write("loans", LOAN, self._loans)

    def _write(self, relation: str, columns: Sequence[str], rows: list[tuple[object, ...]]) -> None:
        """Write rows, an empty text as nothing, and journal them."""
        if not rows:
            return
        last = self._last(relation)
        names = ", ".join(columns)
        places = ", ".join("nullif(?, '')" if name in MAY_LACK else "?" for name in columns)
        more, given = (", start, speed", ", 0, 1") if relation == "loans" else ("", "")
        # `fault` and `loan_row` have seen to what the checks ask; they cost as much as the rest.
        if len(rows) > MANY:
            self._connection.execute("PRAGMA ignore_check_constraints = ON")
        try:
            self._connection.executemany(
                f"INSERT INTO {relation} ({names}{more}) VALUES ({places}{given})", rows
            )
        finally:
            self._connection.execute("PRAGMA ignore_check_constraints = OFF")
        note_new(self._connection, relation, last)
        rows.clear()

    def _last(self, relation: str) -> int:
        found = self._connection.execute(f"SELECT coalesce(max(id), 0) FROM {relation}")
        return int(found.fetchone()[0])


def take_in(
    store: Store, items: Iterable[Item], answers: Answers, listed: Mapping[str, int]
) -> Intake:
    """Match what a file says with what is kept, and keep what is new, within a command."""
    around = Surroundings(store.now, timedelta(days=store.settings().loan_days))
    intake = Intake(store.connection, around, answers, listed)
    intake.take(items)
    return intake


def _tells(record: Record) -> bool:
    """Whether there is more to keep than the name of a book."""
    if record.loan is not None:
        return True
    return bool(record.log or record.past or length_of(record, kind_of(record)))


def _due_words(row: tuple[object, ...]) -> str:
    """`due 2026-03-24` of a new loan, `out 2026-02-01 to 2026-02-20` of one that is over."""
    loan = dict(zip(LOAN, row, strict=True))
    if loan["ended"]:
        return f"out {loan['checked_out']} to {loan['ended']}"
    return f"due {'~' if loan['estimated'] else ''}{loan['due']}"


def _when(record: Record) -> date:
    """Loans are kept in the order in which they were begun, whatever the order of the file."""
    loan = record.loan
    return date.max if loan is None else loan.checked_out or loan.due or date.max
