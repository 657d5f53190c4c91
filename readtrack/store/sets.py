"""Books with all that hangs on them, read and written in sets, for an import of many rows."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from operator import itemgetter

from readtrack.named_tuple import NamedTuple
from readtrack.store.database import Database, Row, batches

ALIKE = """
WITH wanted (place, stem) AS (VALUES {})
SELECT place, books.id, title, authors FROM wanted
JOIN books ON books.key >= stem AND books.key < stem || '!'
UNION ALL SELECT place, book_id, title, authors FROM wanted
JOIN editions ON editions.key >= stem AND editions.key < stem || '!'
"""
"""Titles whose key begins with the words of another: `!` follows the blank."""

OF_ISBN = """
SELECT isbn, id FROM books WHERE isbn IN ({0})
UNION ALL SELECT isbn, book_id FROM editions WHERE isbn IN ({0})
"""

OF_BOOKS = "SELECT * FROM {} WHERE {} IN ({}) ORDER BY id"

FINISHED = """
UPDATE loans SET outcome = 'finished' WHERE outcome = 'unfinished' AND book_id IN ({})
    AND (EXISTS (SELECT 1 FROM progress WHERE loan_id = loans.id
            AND position >= coalesce(until, length))
        OR untold = 1 AND EXISTS (SELECT 1 FROM readings WHERE readings.book_id = loans.book_id
            AND share = 1 AND last BETWEEN checked_out AND ended))
"""
"""Loans of some books in which the end was reached, as the log or a list of books tells it."""

READ_THROUGH = """
UPDATE loans SET outcome = 'finished' WHERE outcome <> 'finished' AND id IN (
    SELECT id FROM checkouts WHERE id IN ({}) AND reached >= coalesce(until, ends, length))
"""
"""Loans that have just ended, of titles whose end was reached in any edition."""

CORRECTED = """
SELECT key, before ->> 'due', before ->> 'estimated',
    CASE WHEN substr(words, 1, 6) = 'import' THEN 1 ELSE 0 END
FROM journal JOIN commands ON commands.id = command_id
WHERE relation = 'loans' AND before IS NOT NULL AND undone_by IS NULL AND undoes IS NULL
ORDER BY journal.id
"""
"""Due dates that loans had, whether they were estimated, and whether a file changed them."""

FORMERLY = """
SELECT key, before ->> 'format', CASE WHEN substr(words, 1, 6) = 'import' THEN 1 ELSE 0 END
FROM journal JOIN commands ON commands.id = command_id
WHERE relation = 'loans' AND undone_by IS NULL AND undoes IS NULL ORDER BY journal.id
"""
"""The format of each loan before each change, NULL where it was new, and if an import did it."""

NAMED_BY_FILES = """
SELECT key FROM journal LEFT JOIN commands ON commands.id = command_id
WHERE relation = 'books' AND undoes IS NULL GROUP BY key
HAVING min(CASE WHEN substr(words, 1, 6) = 'import' THEN 1 ELSE 0 END) = 1
"""
"""Books that nothing but imports has made or changed."""

ORDER = ("books", "editions", "loans", "copies", "renewals", "lengths", "readings", "progress")
"""The tables in the order in which their rows refer to one another."""

NAMED = """
SELECT key, id, title, authors, isbn, 0 FROM books WHERE key IN ({0})
UNION ALL SELECT key, book_id, title, authors, isbn, 1 FROM editions WHERE key IN ({0})
"""

MANY = 20
"""Loans of a book from which on they are looked up by their days."""

Values = dict[str, object]


class NamedRow(NamedTuple):
    """A name of a book as the store has it."""

    key: str
    id: int
    title: str
    authors: str
    isbn: str | None
    is_edition: int


class Span(NamedTuple):
    """Reading outside of loans."""

    first: str | None
    last: str | None
    share: float
    minutes: int | None = None


class Draft:
    """A row of the store as it is to be."""

    __slots__ = ("changed", "id", "is_new", "relation", "values")

    def __init__(self, relation: str, number: int, values: Values, *, is_new: bool = True) -> None:
        self.relation = relation
        self.id = number
        self.values = values
        self.is_new = is_new
        self.changed: frozenset[str] = frozenset()

    def __getitem__(self, column: str) -> object:
        return self.values[column]


class Shelved:
    """A book of the store, or one to come, with the rows that hang on it."""

    __slots__ = ("_by_day", "book", "copies", "editions", "lengths", "loans", "progress",
                 "readings", "renewals")  # fmt: skip

    def __init__(self, book: Draft) -> None:
        self.book = book
        self.editions: list[Draft] = []
        self.loans: list[Draft] = []
        self.lengths: list[Draft] = []
        self.readings: list[Draft] = []
        self._by_day: dict[str, list[Draft]] | None = None
        self.copies: dict[int, str] = {}
        """The names of copies by the ids of their loans."""
        self.progress: dict[int, list[Draft]] = {}
        """The log of each loan by its id."""
        self.renewals: dict[int, int] = {}
        """How often each loan was renewed, by its id."""

    def add_loan(self, loan: Draft) -> None:
        self.loans.append(loan)
        self.note_days(loan)

    def note_days(self, loan: Draft) -> None:
        """Have a loan found by its days, also by a due date that it has just got."""
        if self._by_day is not None:
            for day in (str(loan["checked_out"]), str(loan["due"])):
                self._by_day.setdefault(day, []).append(loan)

    def loans_on(self, days: Iterable[str]) -> Sequence[Draft]:
        """Return the loans checked out or due on one of some days; of a book with few, all."""
        if len(self.loans) < MANY:
            return self.loans
        if self._by_day is None:
            self._by_day = {}
            for each in self.loans:
                self.note_days(each)
        found = {each.id: each for day in days for each in self._by_day.get(day, ())}
        return list(found.values())


class Sets:
    """What an import reads and writes, within the caller's transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._next: dict[str, int] = {}
        self._last_book = self.last("books")
        """The largest id of a book before this import."""
        self._new: dict[str, list[Draft]] = {relation: [] for relation in ORDER}
        self._changed: list[Draft] = []

    def last(self, relation: str) -> int:
        """Return the largest id of a table."""
        found = self._database.run(f"SELECT coalesce(max(id), 0) FROM {relation}")
        return int(found[0][0])

    def alike(self, stems: Iterable[str]) -> list[tuple[str, int, str, tuple[str, ...]]]:
        """For words that a title begins with, the ids, titles and authors of books."""
        wanted = list(dict.fromkeys(stems))
        found: list[tuple[str, int, str, tuple[str, ...]]] = []
        for some in batches(wanted):
            rows = ", ".join(f"({place}, ?)" for place in range(len(some)))
            found += (
                (some[place], book, title, _names(authors))
                for place, book, title, authors in self._database.run(ALIKE.format(rows), some)
            )
        return found

    def of_isbn(self, isbns: Iterable[str]) -> list[tuple[str, int]]:
        """ISBNs and the ids of the books that have them."""
        return [(isbn, book) for isbn, book in self._of(OF_ISBN, sorted(set(isbns)))]

    def _of(self, sql: str, wanted: Sequence[object]) -> Iterator[Row]:
        """The rows of a statement about a list, which may be long."""
        for some in batches(wanted):
            places = ", ".join("?" * len(some))
            yield from self._database.run(sql.format(places), [*some] * sql.count("{"))

    def shelved(self, books: Sequence[int]) -> dict[int, Shelved]:
        """Books of the store by their ids, with all that hangs on them."""
        found = {row.id: Shelved(row) for row in self._rows("books", "id", books)}
        for row in self._rows("editions", "book_id", books):
            found[_number(row["book_id"])].editions.append(row)
        owner: dict[int, Shelved] = {}
        for row in self._rows("loans", "book_id", books):
            shelved = owner[row.id] = found[_number(row["book_id"])]
            shelved.add_loan(row)
        for row in self._rows("lengths", "book_id", books):
            found[_number(row["book_id"])].lengths.append(row)
        for row in self._rows("readings", "book_id", books):
            found[_number(row["book_id"])].readings.append(row)
        loans = list(owner)
        for row in self._rows("copies", "loan_id", loans):
            loan = _number(row["loan_id"])
            owner[loan].copies[loan] = str(row["name"])
        for row in self._rows("renewals", "loan_id", loans):
            loan = _number(row["loan_id"])
            owner[loan].renewals[loan] = owner[loan].renewals.get(loan, 0) + 1
        for row in self._rows("progress", "loan_id", loans):
            loan = _number(row["loan_id"])
            owner[loan].progress.setdefault(loan, []).append(row)
        return found

    def _rows(self, relation: str, column: str, wanted: Sequence[int]) -> list[Draft]:
        sql = OF_BOOKS.format(relation, column, "{}")
        return [
            Draft(relation, row["id"], dict(zip(row.keys(), row, strict=True)), is_new=False)
            for row in self._of(sql, wanted)
        ]

    def named(self, keys: Iterable[str]) -> list[NamedRow]:
        """Return the names in the store that have one of these keys."""
        return [NamedRow(*row) for row in self._of(NAMED, list(dict.fromkeys(keys)))]

    def lengths_and_readings(
        self, books: Iterable[int]
    ) -> tuple[dict[tuple[int, str], int], dict[int, list[Span]]]:
        """For some books, their lengths by their units; and their reading past."""
        wanted, among = list(books), "WHERE book_id IN ({})"
        found = self._of(f"SELECT book_id, unit, length FROM lengths {among}", wanted)
        lengths = {(book, unit): length for book, unit, length in found}
        readings: dict[int, list[Span]] = {}
        for row in self._of(f"SELECT book_id, first, last, share FROM readings {among}", wanted):
            readings.setdefault(row[0], []).append(Span(row[1], row[2], row[3]))
        return lengths, readings

    def is_named_by_files(self, book: int) -> bool:
        """Whether a book has its name from a file, this one or another, not from the reader."""
        return book > self._last_book or book in self._named_by_files

    @cached_property
    def _named_by_files(self) -> set[int]:
        return {int(book) for (book,) in self._database.run(NAMED_BY_FILES)}

    def corrected(self) -> dict[tuple[int, str, bool], bool]:
        """Return whether a file changed it last, for each due date that a loan had before.

        The keys are ids of loans, due dates, and whether those were estimated.
        """
        found = self._database.run(CORRECTED)
        return {
            (int(loan), due, str(estimated) == "1"): bool(by_file)
            for loan, due, estimated, by_file in found
        }

    def formerly(self) -> set[tuple[int, str]]:
        """Return each loan that an import made and the reader changed, with its imported format."""
        made, found = set(), dict[int, str]()
        for key, kind, by_file in self._database.run(FORMERLY):
            if kind is None and by_file:
                made.add(int(key))
            elif not by_file and int(key) in made:
                found.setdefault(int(key), kind)
        return set(found.items())

    def add(self, relation: str, values: Values) -> Draft:
        """Return a row to come of these values; they get the number that it will have."""
        number = self._next.get(relation) or self.last(relation) + 1
        self._next[relation] = number + 1
        values["id"] = number
        made = Draft(relation, number, values)
        self._new[relation].append(made)
        return made

    def change(self, row: Draft, values: Mapping[str, object]) -> bool:
        """Set columns of a row; whether any had another value."""
        news = {name: value for name, value in values.items() if row.values[name] != value}
        if not news:
            return False
        row.values.update(news)
        if not row.is_new:
            if not row.changed:
                self._changed.append(row)
            row.changed = row.changed.union(news)
        return True

    def write(self) -> None:
        """Write the rows to come and what has changed of the others."""
        for relation, rows in self._new.items():
            if rows:
                self._insert(relation, [row.values for row in rows])
                rows.clear()
        groups: dict[tuple[str, ...], list[Values]] = defaultdict(list)
        for row in self._changed:
            groups[row.relation, *sorted(row.changed)].append(row.values)
            row.changed = frozenset()
        self._changed.clear()
        for (relation, *columns), values in groups.items():
            assigned = ", ".join(f"{column} = :{column}" for column in columns)
            self._database.many(f"UPDATE {relation} SET {assigned} WHERE id = :id", values)

    def _insert(self, relation: str, rows: Sequence[Values]) -> None:
        """Write rows of the same columns; a column that is empty in all is left to the table."""
        used = [name for name in rows[0] if any(row[name] is not None for row in rows)]
        self._database.insert_many(relation, used, map(itemgetter(*used), rows))

    def note_finished(self, books: Iterable[int]) -> None:
        """Mark the loans of these books in which the end was reached."""
        for _ in self._of(FINISHED, sorted(books)):
            pass

    def note_read_through(self, loans: Iterable[int]) -> None:
        """Mark those of these loans, which have just ended, whose title was read to its end."""
        for _ in self._of(READ_THROUGH, sorted(loans)):
            pass

    @cached_property
    def wishes(self) -> Mapping[tuple[int, str], int]:
        """The wishes on the shelf by book and format."""
        found = self._database.run("SELECT book_id, format, id FROM wishes")
        return {(int(book), kind): int(number) for book, kind, number in found}

    def forget(self, wishes: Iterable[int]) -> None:
        """Take these wishes off the shelf."""
        for _ in self._of("DELETE FROM wishes WHERE id IN ({})", sorted(wishes)):
            pass

    def count_in(self, loan: int, unit: str, length: int) -> None:
        """Give a loan that counted percent its length, and its places their numbers.

        A length below 100 waits until the places, which may be up to 100, are small enough.
        """
        values = {"unit": unit, "length": length, "more": max(length, 100), "loan": loan}
        for statement in (
            "UPDATE loans SET unit = :unit, length = :more, "
            f"start = {_share_of('start')}, until = CASE WHEN {_share_of('until')} < 1 THEN 1 "
            f"ELSE {_share_of('until')} END WHERE id = :loan",
            f"UPDATE progress SET position = {_share_of('position')} WHERE loan_id = :loan",
            "UPDATE loans SET length = :length WHERE id = :loan AND length <> :length",
        ):
            self._database.run(statement, values)


def _share_of(percent: str) -> str:
    """A percentage in a column, counted in the new length; halves are rounded up everywhere."""
    return f"round(CAST({percent} / 100.0 * :length AS NUMERIC))"


@lru_cache(20_000)
def _names(authors: str) -> tuple[str, ...]:
    return tuple(json.loads(authors))


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value
