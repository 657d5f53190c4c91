"""KOReader's statistics: every page that was turned, as the place and the minutes of each day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from readtrack.errors import UsageError
from readtrack.importing.files import Context, File
from readtrack.importing.people import authors_of
from readtrack.importing.records import Item, Reached, Record, Skipped
from readtrack.importing.values import epoch_of, local, number_of, rows_of, text_of
from readtrack.limits import LAST_YEAR, MINUTES_OF_A_DAY
from readtrack.model import Format

LABEL = "KOReader statistics"

PAGES = ("page_stat_data", "page_stat")
"""The table of pages: of today, where `page_stat` is a view, and of before October 2020."""

BOOK = ("id", "title", "authors", "pages")
PAGE = ("id_book", "page", "total_pages", "start_time", "duration", "period")
"""The columns that are looked at: notes and highlights are not."""

UNKNOWN = "N/A"
"""What KOReader writes for a title or an author that a file does not name."""

FIRST = date(1990, 1, 1)
"""Days before are those of a device whose clock was never set."""

BEYOND = datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC).timestamp()
"""Unix time after the last day that a loan may have."""

Key = tuple[str, ...]


class Book(NamedTuple):
    title: str
    authors: tuple[str, ...]
    pages: float | None

    @property
    def key(self) -> Key:
        """What the rows of one book share: each file and each change of one makes a row."""
        return tuple(each.casefold() for each in (self.title, *self.authors))


class Turned(NamedTuple):
    """What was read of a book on a day: the latest place that is known, and all the seconds."""

    start: float = 0
    at: float | None = None
    seconds: float = 0


def recognises(file: File) -> bool:
    return "book" in file.tables and not file.tables.isdisjoint(PAGES)


def read(file: File, context: Context) -> Iterator[Item]:
    """A record with its log for every title that was read. Raises UsageError for another file."""
    if not recognises(file):
        raise UsageError(
            f"{file.path.name} holds no statistics of KOReader.",
            "They are in koreader/settings/statistics.sqlite3 on the device.",
        )
    table = next(name for name in PAGES if name in file.tables)
    kept, turned = rows_of(file, {"book": BOOK, table: PAGE})
    books = _books(kept)
    days = _days(turned, books, context)
    titles: dict[Key, Book] = {}
    for book in books.values():
        titles.setdefault(book.key, book)
    for number, (key, book) in enumerate(titles.items(), 1):
        yield _item(f"book {number}", book, days[key])


def _item(where: str, book: Book, days: dict[date, Turned]) -> Item:
    if not book.title:
        return Skipped(where, "", "no title")
    log = tuple(
        Reached(day, turned.at, _minutes(turned.seconds))
        for day, turned in sorted(days.items())
        if turned.at is not None
    )
    if not log:
        return Skipped(where, book.title, "nothing to learn: no page was read")
    return Record(where, book.title, book.authors, format=Format.EBOOK, log=log)


def _minutes(seconds: float) -> int | None:
    return min(MINUTES_OF_A_DAY, max(1, round(seconds / 60))) if seconds else None


def _books(rows: Iterable[tuple[Any, ...]]) -> dict[object, Book]:
    """The books by their ids."""
    found = {}
    for key, title, authors, pages in rows:
        lines = authors.splitlines() if isinstance(authors, str) else ()
        people = "; ".join(filter(None, map(text_of, lines)))
        found[key] = Book(
            _known(text_of(title)),
            tuple(filter(_known, authors_of(people))),
            number_of(pages),
        )
    return found


def _known(text: str) -> str:
    return "" if text.upper() == UNKNOWN else text


def _days(
    rows: Iterable[tuple[Any, ...]], books: dict[object, Book], context: Context
) -> dict[Key, dict[date, Turned]]:
    """What was read of each book on each of the reader's days."""
    found: dict[Key, dict[date, Turned]] = defaultdict(dict)
    tomorrow = context.now.today + timedelta(days=1)
    for key, page, total, started, duration, period in rows:
        book, start = books.get(key), number_of(started) or 0
        instant = epoch_of(start) if 0 < start < BEYOND else None
        if book is None or instant is None:
            continue
        day, _ = local(instant, context.zone)
        if FIRST <= day <= tomorrow:
            days = found[book.key]
            seconds = number_of(period if duration is None else duration) or 0
            at = _place(page, total, book.pages)
            days[day] = _later(days.get(day, Turned()), Turned(start, at, max(0.0, seconds)))
    return found


def _place(page: object, total: object, pages: float | None) -> float | None:
    """How far a page is, of as many as there were when it was read; else of those of the book."""
    number, of = number_of(page), number_of(total) or pages
    if number is None or of is None or of <= 0:
        return None
    return min(1.0, max(0.0, number / of))


def _later(one: Turned, other: Turned) -> Turned:
    """Both together: the later place that is known, and all the time."""
    placed = other if other.at is not None and other.start >= one.start else one
    return Turned(placed.start, placed.at, one.seconds + other.seconds)
