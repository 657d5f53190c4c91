"""Which records are of one book: with the books of the store, and with one another."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import islice

from readtrack.importing.check import authors_json
from readtrack.importing.match import Kept, Match, Shelf, same_book, stem_of
from readtrack.importing.records import Reached, Record
from readtrack.limits import MINUTES_OF_A_DAY
from readtrack.named_tuple import NamedTuple
from readtrack.names import isbn_10, isbn_13, joined, title_key, unjoined
from readtrack.store.sets import Draft, Sets, Shelved

MOST_ASKED = 9
"""Books that a person is given to choose from."""

Named = tuple[str, tuple[str, ...]]
"""A title with its authors: what a book is called before it has an id that lasts."""


class Unsure(NamedTuple):
    """A book of the file that may be one that is kept."""

    book: Named
    candidates: tuple[Named, ...]


Answers = Mapping[Named, Named | None]
"""For an unsure book the kept one that it is; None for another one."""


class Found:
    """A book that records are of: one of the store, or one to come."""

    __slots__ = ("id", "shelved")

    def __init__(self, number: int) -> None:
        self.id = number
        """Its id in the store; 0 for one to come."""
        self.shelved: Shelved | None = None


class Merger:
    """Finds the book of each record of a batch."""

    def __init__(self, sets: Sets, answers: Answers) -> None:
        self._sets = sets
        self._answers = answers
        self._books: dict[int, Found] = {}
        self.unsure: list[Unsure] = []

    def books_of(self, records: Sequence[Record]) -> list[Found | Unsure]:
        """The book of each record, or what it may be.

        Records that tell more come first, whatever the order of the file: an edition with its
        author, its ISBN and its subtitle says which book it is, a bare title may be of several.
        """
        self._books = {}
        titles = [joined(record.title) for record in records]
        keys = list(map(title_key, titles))
        stems = list(map(stem_of, titles, keys))
        alike = self._alike(stems)
        shelves: dict[str, Shelf[Found]] = {}
        of_isbn = self._of_isbn(records)
        found: list[Found | Unsure | None] = [None] * len(records)
        for place in sorted(range(len(records)), key=lambda n: _less(records[n], keys[n])):
            record, stem = records[place], stems[place]
            name = record.title, record.authors
            isbn = record.isbn and isbn_13(record.isbn)
            book: Found | Unsure | None = of_isbn.get(isbn) if isbn else None
            names = alike.setdefault(stem, [])
            if book is None and names:
                if stem not in shelves:
                    shelves[stem] = Shelf(names)
                book = self._which(record, shelves[stem].like(*name))
            if book is None:
                book = Found(0)
            found[place] = book
            if isinstance(book, Unsure):
                continue
            names.append(Kept(book, *name))
            if isbn:
                of_isbn.setdefault(isbn, book)
        return [each for each in found if each is not None]

    def _book(self, number: int) -> Found:
        return self._books.setdefault(number, Found(number))

    def _alike(self, stems: Iterable[str]) -> dict[str, list[Kept[Found]]]:
        """The books of the store by the words that their titles begin with."""
        alike: dict[str, list[Kept[Found]]] = defaultdict(list)
        wanted: dict[str, set[str]] = {stem: {stem} for stem in stems}
        for stem in list(wanted):
            for other in unjoined(stem):
                wanted.setdefault(other, set()).add(stem)
        for begins, number, title, authors in self._sets.alike(wanted):
            for stem in wanted[begins]:
                alike[stem].append(Kept(self._book(number), title, authors))
        return alike

    def _of_isbn(self, records: Sequence[Record]) -> dict[str, Found]:
        """The books of the store by the ISBNs of the records; both lengths name one book."""
        wanted = {record.isbn for record in records if record.isbn}
        wanted |= {isbn_13(isbn) for isbn in wanted}
        wanted |= {isbn_10(isbn) for isbn in wanted if isbn.startswith("978")}
        found: dict[str, Found] = {}
        for isbn, number in self._sets.of_isbn(wanted) if wanted else ():
            found.setdefault(isbn_13(isbn), self._book(number))
        return found

    def _which(self, record: Record, alike: Iterable[Kept[Found]]) -> Found | Unsure | None:
        """The book that a record is of, the ones that it may be of, or None."""
        found = [
            (same_book(record.title, record.authors, each.title, each.authors), each)
            for each in alike
        ]
        best = max((match for match, _ in found), default=Match.NO)
        if best is Match.NO:
            return None
        chosen = {each.id: (each.title, each.authors) for match, each in found if match is best}
        names = {name: book for book, name in chosen.items()}
        if best is not Match.MAYBE and len(names) == 1:
            return next(iter(names.values()))
        name = record.title, record.authors
        if name in self._answers:
            answer = self._answers[name]
            return None if answer is None else names.get(answer)
        unsure = Unsure(name, tuple(islice(names, MOST_ASKED)))
        if unsure not in self.unsure:
            self.unsure.append(unsure)
        return unsure


def _less(record: Record, key: str) -> tuple[object, ...]:
    """By how little a record tells of its book; of two that tell alike, by what they tell."""
    return (
        not record.authors,
        not record.isbn,
        -len(key),
        key,
        record.authors,
        record.isbn or "",
        record.title,
    )


def name_book(sets: Sets, found: Found, record: Record) -> str:
    """Note by which title, authors and ISBN a record calls its book; what was new, in words.

    The book keeps its first title; what else it is called is an edition of it.
    """
    isbn, authors = record.isbn, authors_json(record.authors)
    if found.shelved is None:
        key = title_key(record.title)
        values = {"title": record.title, "key": key, "authors": authors, "isbn": isbn}
        found.shelved = Shelved(sets.add("books", values))
        return ""
    book = found.shelved.book
    said = []
    if book["authors"] == "[]" and authors != "[]":
        sets.change(book, {"authors": authors})
        said.append("its author")
    if book["isbn"] is None and isbn is not None:
        sets.change(book, {"isbn": isbn})
        said.append("its ISBN")
    if _is_news(record, authors, (book, *found.shelved.editions)):
        values = {"title": record.title, "key": title_key(record.title), "authors": authors}
        edition = sets.add("editions", {"book_id": book.id, **values, "isbn": isbn})
        found.shelved.editions.append(edition)
        said.append("another edition")
    return ", ".join(said)


def _is_news(record: Record, authors: str, names: Sequence[Draft]) -> bool:
    """Whether the next record of this title or ISBN would not find its book by these names."""
    for each in names:
        is_same = each["title"] == record.title and each["authors"] == authors
        if is_same and record.isbn in (None, each["isbn"]):
            return False
    if record.isbn is not None:
        isbn = isbn_13(record.isbn)
        if not any(each["isbn"] and isbn_13(str(each["isbn"])) == isbn for each in names):
            return True
    match = max(
        same_book(record.title, record.authors, str(each["title"]), _authors(each))
        for each in names
    )
    # Without an ISBN it is a person who has said which book it is.
    return match is Match.NO or (match is Match.MAYBE and record.isbn is None)


def _authors(row: Draft) -> list[str]:
    found: list[str] = json.loads(str(row["authors"]))
    return found


def merged_log(logs: Iterable[Sequence[Reached]]) -> tuple[Reached, ...]:
    """One log of several of a book: the furthest place and all the minutes of each day."""
    days: dict[date, set[Reached]] = defaultdict(set)
    for log in logs:
        for entry in log:
            days[entry.day].add(entry)
    return tuple(_together(day, days[day]) for day in sorted(days))


def _together(day: date, entries: Collection[Reached]) -> Reached:
    minutes = sum(entry.minutes or 0 for entry in entries)
    furthest = max(entry.at for entry in entries)
    page = max((entry.page or 0 for entry in entries), default=0) or None
    return Reached(day, furthest, min(MINUTES_OF_A_DAY, minutes) or None, page)
