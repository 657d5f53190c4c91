"""Read a Goodreads export: the books on the shelves, their lengths, and when they were read."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache, partial

from readtrack.dates import DayOrder
from readtrack.importing.days import order_of, read_on
from readtrack.importing.extents import pages_in
from readtrack.importing.files import Context, File
from readtrack.importing.layouts import DAY, NUMBER, RATING, Layout
from readtrack.importing.people import author_called, names_in
from readtrack.importing.records import Item, Past, Record, Skipped
from readtrack.importing.rows import items_of, other_source
from readtrack.importing.values import clean, format_of, isbn_restored
from readtrack.model import Format

LABEL = "Goodreads library"

LAYOUT = Layout(
    frozenset({"book id", "title", "exclusive shelf"}),
    (
        "Book Id", "Title", "Author", "Author l-f", "Additional Authors", "ISBN", "ISBN13",
        "My Rating", "Average Rating", "Publisher", "Binding", "Number of Pages", "Year Published",
        "Original Publication Year", "Date Read", "Date Added", "Bookshelves",
        "Bookshelves with positions", "Exclusive Shelf",
    ),
    {"Book Id": NUMBER, "Average Rating": RATING, "Date Added": DAY, "Exclusive Shelf": r".+"},
    {"My Rating": NUMBER, "Year Published": r"-?\d+(\.0)?", "Date Read": r".*\d.*"},
)  # fmt: skip
"""Columns that every Goodreads export has, before and since October 2022, and no other table."""

NAMED_BY = ("title", "author")
PARTS = ("number of pages", "date read", "author", "additional authors")


def recognises(file: File) -> bool:
    return LAYOUT.columns(file) is not None


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield a record for every book that has a length or was read, without reviews and notes.

    A shelf shows neither a loan nor a position. Raises UsageError for another file.
    """
    columns = LAYOUT.columns(file)
    if columns is None:
        raise other_source(file, LABEL)
    names = [name.casefold() for name in columns.names]
    place = names.index("date read") if "date read" in names else -1
    order = _order(file, place, context.now.today) or "month first"
    read_day = lru_cache(20_000)(lambda text: read_on(text, context.now.today, order))
    return items_of(file, partial(_item, read_day), NAMED_BY, PARTS, columns)


def _order(file: File, place: int, today: date) -> DayOrder | None:
    """Return whether a spreadsheet that saved the file wrote the day or the month first."""
    if place < 0 or not file.has_slashed_dates:
        return None
    return order_of((cells[place] for _, cells in file.rows() if len(cells) > place), today)


def _item(read_day: Callable[[str], date | None], where: str, row: Mapping[str, str]) -> Item:
    title, binding = clean(row.get("title")), format_of(row.get("binding"))
    if not title:
        return Skipped(where, "", "no title")
    audio = binding is Format.AUDIOBOOK  # its pages are hours, or discs
    pages = None if audio else pages_in(row.get("number of pages"))
    past: tuple[Past, ...] = ()
    if clean(row.get("exclusive shelf")).casefold() == "read":
        past = (Past(None, read_day(row.get("date read", ""))),)
    if pages is None and not past:
        return Skipped(where, title, "nothing to learn: no length and not read")
    return Record(
        where,
        title,
        _authors(row),
        isbn_restored(row.get("isbn13")) or isbn_restored(row.get("isbn")),
        binding,
        pages,
        past=past,
    )


def _authors(row: Mapping[str, str]) -> tuple[str, ...]:
    """Return the author, whose name may contain a comma, and the other authors, each once."""
    first = names_in(row.get("author")) or author_called(row.get("author l-f"))
    return tuple(dict.fromkeys((*first, *names_in(row.get("additional authors")))))
