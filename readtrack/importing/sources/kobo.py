"""Read a Kobo's database: how far its books are read, and when borrowed ones end."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from readtrack.errors import UsageError
from readtrack.importing.files import Context, File
from readtrack.importing.people import authors_of, if_names
from readtrack.importing.phrases import phrases
from readtrack.importing.records import Borrowed, Item, Past, Problem, Reached, Record, Skipped
from readtrack.importing.rows import rows_of
from readtrack.importing.values import (
    excerpt,
    format_of,
    instant_of,
    isbn_of,
    local,
    number_of,
    text_of,
)
from readtrack.limits import FIRST_YEAR_OF_DEVICES, LAST_YEAR
from readtrack.model import Format
from readtrack.named_tuple import NamedTuple

BESIDE = {"volume_shortcovers", "shortcover_page", "OverDriveCheckoutBook", "AnalyticsEvents"}
"""Tables that stand beside `content`; each firmware has some of them."""

COLUMNS = phrases("""
    ContentType, BookID, ContentID, MimeType, Accessibility, Title, Attribution, ISBN,
    ___PercentRead, ReadStatus, DateLastRead, AdobeLoanExpiration
""")

BOOK = "6"
PREVIEW = 6
FINISHED = 2
POCKET = "html+pocket"
"""The type of an article that was saved for later."""

DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

AGAIN = "Open it on the device once more, and copy the file again."

YEARS = range(FIRST_YEAR_OF_DEVICES, LAST_YEAR + 1)
"""Other years stand for "no date", or come from a clock that was never set."""


class Content(NamedTuple):
    """The columns that are read; the tables of the account are not."""

    kind: Any
    part_of: Any
    id: Any
    mime: Any
    access: Any
    title: Any
    authors: Any
    isbn: Any
    percent: Any
    status: Any
    last_read: Any
    loan_ends: Any

    @property
    def is_book(self) -> bool:
        return text_of(self.kind) == BOOK and not text_of(self.part_of)


NO_CONTENT = Content(BOOK, *[None] * (len(COLUMNS) - 1))


def recognises(file: File) -> bool:
    return "content" in file.tables and not file.tables.isdisjoint(BESIDE)


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield a record for every book opened or borrowed. Raises UsageError for another file."""
    if not recognises(file):
        what = f"{file.path.name} is not the database of a Kobo."
        raise UsageError(what, "It is .kobo/KoboReader.sqlite on the device.")
    lent = {"OverDriveCheckoutBook": ("id", "title", "expireDate", "placedDate")}
    contents, checkouts = rows_of(file, {"content": COLUMNS, **lent})
    books = [row for row in map(Content._make, contents) if row.is_book]
    for number, book in enumerate(_all(books, _lent(checkouts)), 1):
        where = f"book {number}"
        title, people = text_of(book.title), if_names(authors_of, text_of(book.authors))
        try:
            yield _item(where, title, people, book, context)
        except UsageError as error:
            yield Problem(where, excerpt(title, *people), error.what, error.remedy)


def _lent(rows: Iterable[tuple[Any, ...]]) -> dict[str, Content]:
    """Return the digital loans by their ids, without holds, which have the day of the request."""
    found = {}
    for id, title, ends, asked in rows:
        if text_of(id) and not text_of(asked):
            found[text_of(id)] = NO_CONTENT._replace(title=title, loan_ends=ends)
    return found


def _all(books: list[Content], lent: dict[str, Content]) -> Iterator[Content]:
    """Yield the books on the device, with the ends of their loans, then loans not on the device."""
    there = set()
    for book in books:
        id = text_of(book.id)
        there.add(id)
        ends = book.loan_ends or (lent[id].loan_ends if id in lent else None)
        yield book._replace(loan_ends=ends)
    yield from (book for id, book in lent.items() if id not in there)


def _item(where: str, title: str, people: tuple[str, ...], book: Content, context: Context) -> Item:
    if not title:
        return Skipped(where, "", "no title")
    if POCKET in text_of(book.mime):
        return Skipped(where, title, "an article")
    if number_of(book.access) == PREVIEW:
        return Skipped(where, title, "a preview")
    ends = _moment(book.loan_ends, context)
    loan = Borrowed(due=ends[0], due_time=ends[1]) if ends else None
    at, read_at = _place(book), _moment(book.last_read, context)
    tomorrow = context.now.today + timedelta(days=1)
    log: tuple[Reached, ...] = ()
    if at is not None and read_at and read_at[0] <= tomorrow:
        log = (Reached(read_at[0], at),)
    past = (Past(),) if at == 1 and not log else ()
    if not (loan or log or past):
        return Skipped(where, title, "nothing to learn: no day of reading and no loan")
    isbn, kind = isbn_of(text_of(book.isbn)), format_of(text_of(book.mime)) or Format.EBOOK
    return Record(where, title, people, isbn, kind, loan=loan, log=log, past=past)


def _place(book: Content) -> float | None:
    """Return the fraction read, or None for an unopened book; UsageError if it is no number."""
    percent = number_of(book.percent or 0)
    if percent is None:
        raise UsageError("How far it is read is no number.", AGAIN)
    if number_of(book.status) == FINISHED:
        return 1
    return min(1.0, percent / 100) if percent > 0 else None


def _moment(value: object, context: Context) -> tuple[date, str | None] | None:
    """Return the date and time in the reader's zone, without a time for a bare date."""
    text = text_of(value)
    if not text or text.startswith("0000-"):
        return None
    instant = instant_of(text)
    if instant is None:
        raise UsageError(f"{excerpt(text)!r} is no date.", AGAIN)
    if instant.year not in YEARS:
        return None
    return (instant.date(), None) if DATE.fullmatch(text) else local(instant, context.zone)
