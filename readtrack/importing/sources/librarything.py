"""Read a LibraryThing library, as tab-separated text or JSON: lengths, and when books were read."""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import zip_longest
from typing import Any

from readtrack.importing.days import AsOf
from readtrack.importing.extents import pages_in
from readtrack.importing.files import Context, File
from readtrack.importing.layouts import NUMBER, Layout
from readtrack.importing.people import Person, author_called, authors_of, writers
from readtrack.importing.phrases import phrases
from readtrack.importing.readings import each_time, learnt, unbracketed
from readtrack.importing.records import Item, Past, Problem, Record
from readtrack.importing.rows import salvaged
from readtrack.importing.values import clean, format_of, isbn_of, list_at, text_of
from readtrack.names import fold

LAYOUT = Layout(
    frozenset({"book id", "title", "primary author", "sort character"}),
    phrases("""
        Book Id, Title, Sort Character, Primary Author, Primary Author Role, Secondary Author,
        Secondary Author Roles, Publication, Date, Review, Rating, Comment, Private Comment,
        Summary, Media, Physical Description, Page Count, Date Started, Date Read, Tags,
        Collections, ISBN, ISBNs, Lending Patron
    """),
    {"Book Id": NUMBER, "Sort Character": NUMBER, "ISBN": r"\[[\dx]*\]"},
    {"Date Started": r"[\[\]\d, -]+", "Date Read": r"[\[\]\d, -]+", "ISBNs": r"[\dx, ]+"},
    ("page count", "date started", "date read", "primary author", "secondary author"),
    ("title", "primary author"),
)
"""The columns of its tables; reviews, comments and borrowers' names are not read."""


LISTED = ("title", "primaryauthor")
LISTED_PARTS = ("pages", "datestarted", "dateread", "authors", "primaryauthor")

AUTHOR = ("", "author", "editor", "auteur", "autor", "herausgeber", "main author")


def recognises(file: File) -> bool:
    if LAYOUT.recognises(file):
        return True
    found = file.json
    return isinstance(found, dict) and any(
        isinstance(book, dict) and {"books_id", "title"} <= book.keys() for book in found.values()
    )


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield a record for every book that has a length or was read."""
    if isinstance(file.json, dict):
        return _listed(file.json, AsOf(context.now.today))
    return LAYOUT.items(file, partial(_item, LAYOUT.as_of(file, context)))


def _item(as_of: AsOf, where: str, row: Mapping[str, str]) -> Item:
    others, roles = (
        clean(row.get(name)).split("|") for name in ("secondary author", "secondary author roles")
    )
    named = zip_longest(others, roles[: len(others)], fillvalue="")
    wrote = [name for name, role in named if fold(role.strip()) in AUTHOR]
    authors = (*author_called(row.get("primary author")), *authors_of(";".join(wrote)))
    title, people = clean(row.get("title")), tuple(dict.fromkeys(authors))
    isbn = isbn_of(row.get("isbns")) or isbn_of(row.get("isbn"))
    kind, pages = format_of(row.get("media")), pages_in(row.get("page count"))
    past = _past(row, as_of, "date started", "date read")
    return learnt(Record(where, title, people, isbn, kind, pages, past=past), row.get("media"))


def _listed(books: dict[str, Any], as_of: AsOf) -> Iterator[Item]:
    for number, book in enumerate(books.values(), 1):
        where = f"book {number}"
        if isinstance(book, dict):
            yield from salvaged(where, book, partial(_book, as_of), LISTED, LISTED_PARTS)
        else:
            yield Problem(where, "", "This is no book.", "Export the library again.")


def _book(as_of: AsOf, where: str, book: Mapping[str, Any]) -> Item:
    isbns = book.get("isbn")
    numbers = list(isbns.values()) if isinstance(isbns, dict) else isbns
    numbers = [*(numbers if isinstance(numbers, list) else [numbers]), book.get("originalisbn")]
    media = [
        text_of(each.get("text")) for each in list_at(book, "format") if isinstance(each, dict)
    ]
    isbn = next(filter(None, map(isbn_of, map(text_of, numbers))), None)
    kind = next(filter(None, map(format_of, media)), None)
    title, pages = text_of(book.get("title")), pages_in(text_of(book.get("pages")))
    past = _past(book, as_of, "datestarted", "dateread")
    record = Record(where, title, _authors(book), isbn, kind, pages, past=past)
    return learnt(record, ", ".join(media))


def _authors(book: Mapping[str, Any]) -> tuple[str, ...]:
    people = [
        Person(name, fold(text_of(each.get("role"))) in AUTHOR)
        for each in list_at(book, "authors")
        if isinstance(each, dict)
        for name in author_called(text_of(each.get("lf")) or text_of(each.get("fl")))
    ]
    return writers(people) or author_called(text_of(book.get("primaryauthor")))


def _past(row: Mapping[str, Any], as_of: AsOf, begun: str, finished: str) -> tuple[Past, ...]:
    """Return every reading; the dates stand in square brackets, one after the other."""
    cells = (row.get(name) for name in (begun, finished))
    listed = (each if isinstance(each, list) else [each] for each in cells)
    texts = (",".join(map(text_of, each)).replace("][", "],[") for each in listed)
    begins, ends = (list(map(unbracketed, text.split(","))) for text in texts)
    return each_time(begins, ends, as_of)
