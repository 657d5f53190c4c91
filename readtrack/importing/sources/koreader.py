"""Read KOReader's statistics: turned pages, as the position and the minutes of each day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from readtrack.errors import UsageError
from readtrack.importing.files import Context, File
from readtrack.importing.people import authors_of, if_names
from readtrack.importing.records import Item, Reached, Record, Skipped
from readtrack.importing.rows import rows_of
from readtrack.importing.values import epoch_of, local, number_of, text_of
from readtrack.limits import FIRST_YEAR_OF_DEVICES, LAST_YEAR, MINUTES_OF_A_DAY
from readtrack.model import Format
from readtrack.named_tuple import NamedTuple

PAGES = ("page_stat_data", "page_stat")
"""The table of pages now (where `page_stat` is a view), and before October 2020."""

BOOK = ("id", "title", "authors", "pages")
PAGE = ("id_book", "page", "total_pages", "start_time", "duration", "period")
"""The columns that are read; notes and highlights are not."""

FIRST = date(FIRST_YEAR_OF_DEVICES, 1, 1)
"""Earlier days come from a device whose clock was never set."""

BEYOND = datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC).timestamp()
"""Unix time of the first instant after the last year that a loan may have."""

NEAR_PAGES = 5
NEAR_SHARE = 0.02
"""The share of a book that may lie between two pages of one stretch."""

GLANCE = 60
"""Seconds on far pages below which they were looked up, not read."""

Key = tuple[str, ...]


class BookRow(NamedTuple):
    title: str
    authors: tuple[str, ...]
    pages: float | None

    @property
    def key(self) -> Key:
        """Return the title and authors, which all rows of one book share; each file makes a row."""
        return tuple(each.casefold() for each in (self.title, *self.authors))


class Turned(NamedTuple):
    """One viewed page, as a fraction of the book; `at` is None if the page is not plausible."""

    start: float
    at: float | None
    page: float
    """The size of one page, as a fraction of the book."""
    seconds: float


class PageRun(NamedTuple):
    """Pages that were read one after the other."""

    first: float
    furthest: float
    latest: float
    near: float
    """How far apart two pages may be and still be read one after the other."""
    seconds: float
    pages: int = 1

    def goes_on(self, at: float) -> bool:
        return abs(at - self.latest) <= self.near or self.first <= at <= self.furthest + self.near


def recognises(file: File) -> bool:
    return "book" in file.tables and not file.tables.isdisjoint(PAGES)


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield a record with a log for every title that was read. UsageError for another file."""
    if not recognises(file):
        what = f"{file.path.name} holds no statistics of KOReader."
        raise UsageError(what, "They are in koreader/settings/statistics.sqlite3 on the device.")
    table = next(name for name in PAGES if name in file.tables)
    book_rows, turned = rows_of(file, {"book": BOOK, table: PAGE})
    books = _books(book_rows)
    days = _days(turned, books, context)
    titles: dict[Key, BookRow] = {}
    for book in books.values():
        titles.setdefault(book.key, book)
    for number, (key, book) in enumerate(titles.items(), 1):
        yield _item(f"book {number}", book, days[key])


def _item(where: str, book: BookRow, days: dict[date, list[Turned]]) -> Item:
    if not book.title:
        return Skipped(where, "", "no title")
    log = _log(sorted(days.items()))
    if not log:
        return Skipped(where, book.title, "nothing to learn: no page was read")
    return Record(where, book.title, book.authors, format=Format.EBOOK, log=log)


def _log(days: list[tuple[date, list[Turned]]]) -> tuple[Reached, ...]:
    """Return the position where each day's reading stopped, with the minutes of that day."""
    read = [(day, _stretches(turned), turned) for day, turned in days]
    found: list[Reached] = []
    for number, (day, stretches, turned) in enumerate(read):
        later = (each for _, following, _ in read[number + 1 :] for each in _reading(following))
        after = next((each.first for each in later), None)
        at = _went_on(stretches, found[-1].at if found else None, after)
        if at is not None:
            seconds = sum(each.seconds for each in turned)
            minutes = min(MINUTES_OF_A_DAY, max(1, round(seconds / 60))) if seconds else None
            found.append(Reached(day, at, minutes))
    return tuple(found)


def _stretches(turned: list[Turned]) -> list[PageRun]:
    """Group the pages of a day into stretches that lie far from each other."""
    found: list[PageRun] = []
    for _, at, page, seconds in sorted(turned, key=lambda each: each.start):
        if at is None:
            continue
        last = found[-1] if found else None
        near = max(NEAR_PAGES * page, NEAR_SHARE)
        if last is None or not last.goes_on(at):
            found.append(PageRun(at, at, at, near, seconds))
        else:
            first = min(last.first, at) if last.pages == 1 else last.first
            furthest, spent = max(last.furthest, at), last.seconds + seconds
            found[-1] = PageRun(first, furthest, at, near, spent, last.pages + 1)
    return found


def _reading(stretches: list[PageRun]) -> list[PageRun]:
    """Return the stretches longer than a glance at a map or glossary, or all if none is longer."""
    long = [each for each in stretches if each.seconds >= GLANCE]
    return [each for each in long if each.pages > 1] or long


def _went_on(stretches: list[PageRun], before: float | None, after: float | None) -> float | None:
    """Return the end of the stretch that the next day continues, else of the last stretch.

    Return None if the pages were only glanced at, which shows no position.
    """
    if after is not None and (followed := [each for each in stretches if each.goes_on(after)]):
        return followed[-1].furthest
    if read := _reading(stretches):
        return read[-1].furthest
    if not stretches:
        return None
    longest = max(stretches, key=lambda each: each.seconds)
    elsewhere = abs(longest.first - (before or 0)) > longest.near
    return None if elsewhere or after is not None else longest.furthest


def _books(rows: Iterable[tuple[Any, ...]]) -> dict[object, BookRow]:
    found = {}
    for key, title, authors, pages in rows:
        lines = authors.splitlines() if isinstance(authors, str) else ()
        people = "; ".join(filter(None, map(text_of, lines)))
        name = "" if text_of(title).upper() == "N/A" else text_of(title)
        found[key] = BookRow(name, if_names(authors_of, people), number_of(pages))
    return found


def _days(
    rows: Iterable[tuple[Any, ...]], books: dict[object, BookRow], context: Context
) -> dict[Key, dict[date, list[Turned]]]:
    """Return the viewed pages of each book on each of the reader's days."""
    found: dict[Key, dict[date, list[Turned]]] = defaultdict(lambda: defaultdict(list))
    tomorrow = context.now.today + timedelta(days=1)
    for key, page, total, started, duration, period in rows:
        book, start = books.get(key), number_of(started) or 0
        instant = epoch_of(start) if 0 < start < BEYOND else None
        if book is None or instant is None:
            continue
        day, _ = local(instant, context.zone)
        if FIRST <= day <= tomorrow:
            seconds = number_of(period if duration is None else duration) or 0
            at, one = _place(page, total, book.pages)
            found[book.key][day].append(Turned(start, at, one, max(0.0, seconds)))
    return found


def _place(page: object, total: object, pages: float | None) -> tuple[float | None, float]:
    """Return the page as a fraction of the pages there were at the time, and the size of one page.

    Page 0, which KOReader writes now and then, is no position.
    """
    number, of = number_of(page), number_of(total) or pages
    if number is None or number <= 0 or of is None or of <= 0:
        return None, 0
    return min(1.0, number / of), 1 / of
