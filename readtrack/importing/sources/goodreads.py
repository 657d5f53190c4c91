"""Read a Goodreads export: the books on the shelves, their lengths, and when they were read."""

from collections.abc import Iterator, Mapping
from functools import partial

from readtrack.importing.days import AsOf, read_on
from readtrack.importing.extents import pages_in
from readtrack.importing.files import Context, File
from readtrack.importing.layouts import DAY, NUMBER, RATING, Layout
from readtrack.importing.people import author_called, names_in
from readtrack.importing.phrases import phrases
from readtrack.importing.readings import learnt
from readtrack.importing.records import Item, Past, Record
from readtrack.importing.values import clean, format_of, isbn_restored
from readtrack.model import Format

LAYOUT = Layout(
    frozenset({"book id", "title", "exclusive shelf"}),
    phrases("""
        Book Id, Title, Author, Author l-f, Additional Authors, ISBN, ISBN13, My Rating,
        Average Rating, Publisher, Binding, Number of Pages, Year Published,
        Original Publication Year, Date Read, Date Added, Bookshelves, Bookshelves with positions,
        Exclusive Shelf
    """),
    {"Book Id": NUMBER, "Average Rating": RATING, "Date Added": DAY, "Exclusive Shelf": r".+"},
    {"My Rating": NUMBER, "Year Published": r"-?\d+(\.0)?", "Date Read": r".*\d.*"},
    ("number of pages", "date read", "author", "additional authors"),
)
"""Columns that every Goodreads export has, before and since October 2022, and no other table."""


recognises = LAYOUT.recognises


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield a record for every book that has a length or was read, without reviews and notes.

    A shelf shows neither a loan nor a position.
    """
    return LAYOUT.items(file, partial(_item, LAYOUT.as_of(file, context)))


def _item(as_of: AsOf, where: str, row: Mapping[str, str]) -> Item:
    title, binding = clean(row.get("title")), format_of(row.get("binding"))
    audio = binding is Format.AUDIOBOOK  # its pages are hours, or discs
    pages = None if audio else pages_in(row.get("number of pages"))
    past: tuple[Past, ...] = ()
    if clean(row.get("exclusive shelf")).casefold() == "read":
        past = (Past(None, read_on(row.get("date read"), *as_of)),)
    first = names_in(row.get("author")) or author_called(row.get("author l-f"))
    authors = tuple(dict.fromkeys((*first, *names_in(row.get("additional authors")))))
    isbn = isbn_restored(row.get("isbn13")) or isbn_restored(row.get("isbn"))
    record = Record(where, title, authors, isbn, binding, pages, past=past)
    return learnt(record, row.get("binding"))
