"""Which records are of one book: with the books of the store, and with one another."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from readtrack.importing.check import authors_json
from readtrack.importing.match import Match, NamedBook, Shelf, same_book, stem_of
from readtrack.importing.records import Reached, Record
from readtrack.limits import MINUTES_OF_A_DAY
from readtrack.model import Format
from readtrack.named_tuple import NamedTuple
from readtrack.names import isbn_10, isbn_13, joined, title_key, unjoined
from readtrack.store.sets import Draft, Sets, Shelved, Values

MOST_ASKED = 9
"""Books that a person is given to choose from."""

Named = tuple[str, tuple[str, ...]]
"""A title with its authors: what a book is called before it has an id that lasts."""


class Unsure(NamedTuple):
    """A book of the file that may be one of the store."""

    book: Named
    candidates: tuple[Named, ...]


Answers = Mapping[Named, Named | None]
"""For an unsure book the stored one that it is; None for another one."""


class Found:
    """A book that records are of: one of the store, or one to come."""

    id = 0
    """Its id in the store; 0 for one to come."""
    shelved: Shelved | None = None


class Matched(NamedTuple):
    """A record, and the book that it belongs to."""

    record: Record
    found: Found

    @property
    def shelved(self) -> Shelved:
        assert self.found.shelved is not None
        return self.found.shelved

    @property
    def log_of(self) -> tuple[int, Format | None]:
        """What the records share whose logs are one."""
        return self.shelved.book.id, self.record.format


class Merger:
    """Finds the book of each record of a batch."""

    def __init__(self, sets: Sets, answers: Answers) -> None:
        self._sets = sets
        self._answers = answers
        self._books: dict[int, Found] = {}
        self.unsure: list[Unsure] = []

    def books_of(self, records: Sequence[Record]) -> list[Found | Unsure]:
        """Return the book of each record, or what it may be.

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
        places: Sequence[int] = range(len(records))
        if len({*stems}) < len(stems) or any(record.isbn for record in records):
            places = sorted(places, key=lambda n: _less(records[n], keys[n]))
        for place in places:
            record, stem = records[place], stems[place]
            isbn = record.isbn and isbn_13(record.isbn)
            book: Found | Unsure | None = of_isbn.get(isbn) if isbn else None
            names = alike.get(stem)
            if book is None and names:
                if stem not in shelves:
                    shelves[stem] = Shelf(names)
                book = self._which(record, shelves[stem].like(record.title, record.authors))
            if book is None:
                book = Found()
            found[place] = book
            if isinstance(book, Unsure):
                continue
            if names is not None:
                names.append(NamedBook(book, record.title, record.authors))
            if isbn:
                of_isbn.setdefault(isbn, book)
        return [each for each in found if each is not None]

    def _book(self, number: int) -> Found:
        found = self._books.setdefault(number, Found())
        found.id = number
        return found

    def _alike(self, stems: Iterable[str]) -> dict[str, list[NamedBook[Found]]]:
        """Return the books of the store by the words that their titles begin with.

        Words that begin the titles of two or more records always have a list.
        """
        times = Counter(stems)
        alike: dict[str, list[NamedBook[Found]]] = defaultdict(list)
        alike.update((stem, []) for stem, number in times.items() if number > 1)
        others = defaultdict(list)
        for stem in times:
            for other in unjoined(stem):
                others[other].append(stem)
        for begins, number, title, authors in self._sets.alike((*times, *others)):
            book = NamedBook(self._book(number), title, authors)
            for stem in {begins, *others.get(begins, ())} & times.keys():
                alike[stem].append(book)
        return alike

    def _of_isbn(self, records: Sequence[Record]) -> dict[str, Found]:
        """Return the books of the store by the ISBNs of the records; both lengths name one book."""
        wanted = {record.isbn for record in records if record.isbn}
        wanted |= {isbn_13(isbn) for isbn in wanted}
        wanted |= {isbn_10(isbn) for isbn in wanted if isbn.startswith("978")}
        found: dict[str, Found] = {}
        for isbn, number in self._sets.of_isbn(wanted) if wanted else ():
            found.setdefault(isbn_13(isbn), self._book(number))
        return found

    def _which(self, record: Record, alike: Iterable[NamedBook[Found]]) -> Found | Unsure | None:
        """Return the book that a record is of, the ones that it may be of, or None."""
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


def name_books(sets: Sets, matched: Sequence[Matched]) -> list[str]:
    """Name the books of records. Return what was new in the name that each record uses, in words.

    Of each book the record that tells most comes first, so the order of rows makes no other names.
    """
    places: dict[Found, list[int]] = defaultdict(list)
    for place, each in enumerate(matched):
        places[each.found].append(place)

    def order(place: int) -> tuple[object, ...]:
        record = matched[place].record
        return _less(record, title_key(joined(record.title)))

    news = [""] * len(matched)
    for found, of_book in places.items():
        for place in sorted(of_book, key=order) if len(of_book) > 1 else of_book:
            news[place] = _name_book(sets, found, matched[place].record)
    return news


def _name_book(sets: Sets, found: Found, record: Record) -> str:
    """Note by which title, authors and ISBN a record calls its book; what was new, in words.

    The book has the fullest form of its title, as `_fullness` sorts them; what else files may call
    it are its editions. So the order of rows and of files makes no other book. A name that the
    reader typed stays, whatever files say; another title, of a translation, stays an edition of a
    book that was stored before.
    """
    isbn, authors = record.isbn, authors_json(record.authors)
    key = title_key(record.title)
    name: Values = {"title": record.title, "key": key, "authors": authors, "isbn": isbn}
    if found.shelved is None:
        found.shelved = Shelved(sets.add("books", name))
        return ""
    book, editions = found.shelved.book, found.shelved.editions
    before = dict(book.values)
    gives_way = _gives_way(sets, record, authors, (book, *editions))
    if book["authors"] == "[]" and authors != "[]":
        sets.change(book, {"authors": authors})
    if gives_way is not None:
        sets.change(gives_way, name)
    elif book["isbn"] is None and isbn is not None:
        sets.change(book, {"isbn": isbn})
    other = []
    if _is_news(record, authors, (book, *editions)):
        editions.append(sets.add("editions", {"book_id": book.id, **name}))
        other.append("another edition")
    stored = editions[:-1] if other else editions
    fullest = min(_forms(book, editions, is_new=not found.id), key=_fullness)
    if fullest is not book and _by_files(sets, before, book.id, stored):
        names = [{column: each[column] for column in name} for each in (book, fullest)]
        sets.change(book, names[1])
        sets.change(fullest, names[0])
    return ", ".join((*_what_changed(before, book), *other))


def _forms(book: Draft, editions: Sequence[Draft], *, is_new: bool) -> Iterator[Draft]:
    """The names that a book may go by: forms of one title, or all names of a book that is new."""
    yield book
    title, authors = str(book["title"]), _authors(book)
    for each in editions:
        if is_new or same_book(title, authors, str(each["title"]), _authors(each)):
            yield each


def _what_changed(before: Mapping[str, object], book: Draft) -> Iterator[str]:
    """What of the name of a book is another one now, in words."""
    if before["title"] != book["title"]:
        yield f"called {book['title']}"
    for column, words, none in (("authors", "its author", "[]"), ("isbn", "its ISBN", None)):
        if before[column] == none and book[column] != none:
            yield words


def _gives_way(sets: Sets, record: Record, authors: str, names: Sequence[Draft]) -> Draft | None:
    """Return the stored name that the fuller one of a record takes the place of, or None.

    Both are of one edition as far as the ISBNs say, and of one title.
    """
    name = {"title": record.title, "key": title_key(record.title), "authors": authors}
    rank = _fullness({**name, "isbn": record.isbn})
    for each in names:
        if each["isbn"] is not None:
            is_other = record.isbn is None or isbn_13(record.isbn) != isbn_13(str(each["isbn"]))
        else:
            is_other = record.isbn is not None and any(
                row["isbn"] and isbn_13(str(row["isbn"])) == isbn_13(record.isbn) for row in names
            )
        if is_other or _fullness(each.values) <= rank:
            continue
        match = same_book(record.title, record.authors, str(each["title"]), _authors(each))
        if match >= Match.YES and (
            each is not names[0] or _by_files(sets, each.values, each.id, names[1:])
        ):
            return each
    return None


def _by_files(
    sets: Sets, book: Mapping[str, object], number: int, editions: Sequence[Draft]
) -> bool:
    """Return whether a book has its name from files, so that a fuller one may take its place.

    Where a form of its title that is an edition is fuller already, the reader has chosen its name.
    """
    rank, title = _fullness(book), str(book["title"])
    authors = json.loads(str(book["authors"]))
    for each in editions:
        match = same_book(title, authors, str(each["title"]), _authors(each))
        if match and _fullness(each.values) < rank:
            return False
    return sets.is_named_by_files(number)


def _fullness(name: Mapping[str, object] | Draft) -> tuple[object, ...]:
    """Return the sort key of a book's name, the most complete name first, then by text.

    One with authors goes before one without, then one with an ISBN, then the longer title.
    """
    key, title = str(name["key"]), str(name["title"])
    return (
        name["authors"] == "[]",
        name["isbn"] is None,
        -len(key),
        title.isupper() or title.islower(),
        -len(title),
        key,
        -len(str(name["authors"])),
        name["authors"],
        name["isbn"] or "",
        title,
    )


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
    # Without an ISBN a person has named the book.
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
