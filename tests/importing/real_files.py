"""Files as every source writes them, made of rows that can be shuffled and parted."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st

from readtrack.importing.sources.libby_timeline import written_instant
from tests.importing.reading import BERLIN, NOW, made
from tests.importing.real_lists import (
    BOOKS,
    DAY,
    Book,
    Row,
    audible,
    bookbuddy,
    books,
    bookwyrm,
    calibre,
    days,
    due_table,
    goodreads,
    hardcover,
    json_of,
    last_first,
    librarything,
    librarything_json,
    like,
    listed,
    openreads,
    own_table,
    rows_of,
    storygraph,
    table,
)
from tests.importing.sources import test_kobo, test_koreader


class Form(NamedTuple):
    """One form in which a source writes its files."""

    source: str
    rows: st.SearchStrategy[list[Row]]
    write: Callable[[Path, Sequence[Row]], None]


class Lent(NamedTuple):
    """A loan as Libby knows it: renewed or not, and given back so many days early."""

    book: Book
    out: datetime
    days: int
    renewed: bool
    early: int | None


def lent(titles: Sequence[Book]) -> st.SearchStrategy[list[Lent]]:
    """Loans, one of each title a month, so that which is which is plain."""
    loan = st.builds(
        lambda book, month, day, days, renewed, early: Lent(
            book, datetime(2026, month, day, 9, 30, tzinfo=UTC), days, renewed, early
        ),
        st.sampled_from(titles), st.sampled_from([1, 3, 5, 7, 9, 11]), st.integers(1, 5),
        st.sampled_from([14, 21]), st.booleans(), st.none() | st.integers(1, 9),
    )  # fmt: skip
    return st.lists(loan, max_size=4, unique_by=lambda one: (one.book.title, one.out.month))


def events(loan: Lent) -> list[tuple[datetime, str, str]]:
    """What a timeline tells of a loan by now, as it happened."""
    found = [(loan.out, "Borrowed", f"{loan.days} days")]
    due = loan.out + loan.days * DAY
    if loan.renewed:
        found.append((due - 2 * DAY, "Renewed", f"{loan.days} days"))
        due += loan.days * DAY
    if loan.early is not None:
        found.append((due - loan.early * DAY, "Returned", f"{loan.early} days early"))
    return [each for each in found if each[0] <= NOW.instant]


def timeline_cells(loan: Lent) -> list[Row]:
    return [
        {
            "cover": f"https://img1.od-cdn.com/{loan.book.title}.jpg", "title": loan.book.title,
            "author": loan.book.author, "publisher": "Quay", "isbn": loan.book.isbn,
            "timestamp": f"{at:%B %d, %Y %H:%M}", "activity": activity, "details": details,
            "library": "Harbour Library",
        }
        for at, activity, details in events(loan)
    ]  # fmt: skip


def timeline_objects(loan: Lent) -> list[Row]:
    return [
        {
            "cover": {"url": f"https://img1.od-cdn.com/{loan.book.title}.jpg", "format": "ebook"},
            "title": {"text": loan.book.title}, "author": loan.book.author,
            "timestamp": int(at.timestamp() * 1000), "activity": activity, "details": details,
            "library": {"text": "Harbour Library"},
        }
        for at, activity, details in events(loan)
    ]  # fmt: skip


def timeline(rows: Callable[[Lent], list[Row]]) -> st.SearchStrategy[list[Row]]:
    one_edition = [book for book in BOOKS if book.title not in ("Harbour: A Novel",) and (
        book.isbn or not book.title.startswith("Moor"))]  # fmt: skip
    return lent(one_edition).map(
        lambda loans: sorted((row for each in loans for row in rows(each)), key=_when)
    )


def _when(row: Row) -> float:
    """Return when a row was: a part of a timeline has the rows of some months in order."""
    at = row["timestamp"]
    if isinstance(at, int):
        return at
    written = written_instant(at)
    assert written is not None
    return written.timestamp()


def journey(path: Path, rows: Sequence[Row]) -> None:
    """A reading journey of one title; its loan stands in every part of it."""
    out = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
    loan = {"activity": "Borrowed", "details": "21 days", "timestamp": int(out.timestamp() * 1000),
            "library": {"text": "Harbour Library"}}  # fmt: skip
    told = {
        "version": 1,
        "readingJourney": {"cover": {"format": "ebook"}, "title": {"text": "Harbour"},
                           "author": "Ida Lund", "isbn": "9780306406157"},
        "bookmarks": list(rows), "highlights": [], "circulation": [loan],
    }  # fmt: skip
    path.write_text(json.dumps(told))


def bookmark(hours: int) -> Row:
    at = datetime(2026, 11, 3, 9, 30, tzinfo=UTC) + timedelta(hours=hours)
    return {"timestamp": int(at.timestamp() * 1000), "percent": (1 + hours) / 500}


def loan_of_libby(book: Book, day: date, length: int, audio: bool) -> Row:
    out = datetime(2026, 11, 1 + day.day % 20, 9, 30, tzinfo=UTC)
    return {
        "id": "1", "title": book.title, "firstCreatorName": book.author,
        "type": {"id": "audiobook" if audio else "ebook"},
        "checkoutDate": out.isoformat(), "expireDate": (out + (length + 7) * DAY).isoformat(),
    }  # fmt: skip


def once_each(rows: list[Row]) -> list[Row]:
    """One loan of each book and format: an account has no more of them out at once."""
    return list({(row["title"][:7], str(row.get("type"))): row for row in rows}.values())


def paia(book: Book, day: date, length: int, named: bool) -> Row:
    """A document of an account; some servers give items no URI."""
    out = date(2026, 11, 1) + day.day % 20 * DAY
    return {
        "status": 3, "about": book.title, "X_author": last_first(book.author), "renewals": 0,
        "label": f"{book.title} {book.pages}",
        **({"item": f"http://quay/{book.pages}"} if named else {}),
        "starttime": f"{out}T10:37:11Z", "endtime": f"{out + (length + 7) * DAY}",
    }  # fmt: skip


def named_where_alike(rows: list[Row]) -> list[Row]:
    """Give items of one title a URI, since without it a later file corrects the due date.

    Two items of one title, checked out on one day, are then one loan with the later due date.
    """
    stems = [row["about"][:7] for row in rows]
    return [
        {**row, "item": row["label"]} if stems.count(stem) > 1 else row
        for row, stem in zip(rows, stems, strict=True)
    ]


def calendar(path: Path, rows: Sequence[Row]) -> None:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Harbour//EN"]
    for row in rows:
        lines += ["BEGIN:VEVENT", f"UID:{row['uid']}", f"SUMMARY:{row['title']} is due"]
        lines += [f"DTSTART;VALUE=DATE:{row['due']:%Y%m%d}", "END:VEVENT"]
    path.write_text("\r\n".join([*lines, "END:VCALENDAR", ""]))


def event(book: Book, day: date, length: int, _: bool) -> Row:
    """Return an event, the only one of its book.

    Another one in a later file may be the same loan, renewed, with a UID of its own.
    """
    due = date(2026, 11, 20) + (day.day + length) * DAY
    return {
        "uid": f"{book.title} {book.pages}",
        "title": book.title.replace(",", "\\,"),
        "due": due,
    }


def kindle(path: Path, rows: Sequence[Row]) -> None:
    path.write_text(f"\ufeff{''.join(map(clipping, rows))}", encoding="utf-8", newline="")


def clipping(row: Row) -> str:
    book, day, page = row
    return (
        f"{book.title} ({last_first(book.author)})\r\n- Your Highlight on page {page} "
        f"| Location {page * 15} | Added on {day:%A, %B} {day.day}, {day.year} 3:19:07 PM"
        "\r\n\r\nhush\r\n==========\r\n"
    )


def in_nights(rows: list[Row]) -> list[Row]:
    """One row a day of each book: the minutes of half a day cannot be told from the whole."""
    found = {(row[0], row[2] // 86_400): row for row in rows}
    return sorted(found.values(), key=lambda row: row[2])


def koreader(path: Path, rows: Sequence[Row]) -> None:
    """Pages of two books that were turned; the books stand in every part."""
    told = [
        test_koreader.book(number, each.title, each.author, each.pages)
        for number, each in enumerate((BOOKS[2], BOOKS[3]), 1)
    ]
    made(path, test_koreader.SCHEMA, {"book": told, "page_stat_data": rows})


def turned(number: int, day: int, page: int) -> Row:
    at = datetime(2026, 11, 1 + day, 20, 0, tzinfo=BERLIN) + page * timedelta(minutes=1)
    return number, page, int(at.timestamp()), 60, BOOKS[1 + number].pages


def kobo(path: Path, rows: Sequence[Row]) -> None:
    made(path, test_kobo.SCHEMA, {"content": rows, "OverDriveCheckoutBook": []})


def on_kobo(book: Book, day: date, percent: int, lent: bool) -> Row:
    last = f"{day}T12:30:00Z"
    row = test_kobo.book(f"{book.title} {book.pages}", book.title, 3 * percent, 1, last)
    ends = "2026-12-04T22:00:00Z" if lent and day > date(2026, 11, 12) else None
    return (*row[:6], last_first(book.author), *row[7:13], book.isbn or None, row[14], ends)


FORMS = {
    "libby-timeline.csv": Form(
        "libby-timeline", timeline(timeline_cells), like("libby-timeline.csv")
    ),
    "libby-timeline.json": Form(
        "libby-timeline", timeline(timeline_objects),
        json_of(lambda rows: {"version": 1, "timeline": list(rows)}),
    ),
    "libby-journey.json": Form(
        "libby-journey", rows_of(st.builds(bookmark, st.integers(0, 480))), journey,
    ),
    "libby-loans.json": Form(
        "libby-loans", listed(loan_of_libby).map(once_each),
        json_of(lambda rows: {"result": "synchronized", "loans": list(rows), "holds": []}),
    ),
    "calendar.ics": Form(
        "calendar", st.lists(st.builds(event, books, days, st.integers(0, 30), st.just(True)),
                             max_size=8, unique_by=lambda row: row["title"].partition(":")[0]),
        calendar,
    ),
    "paia.json": Form(
        "paia", st.lists(st.builds(paia, books, days, st.integers(0, 30), st.booleans()),
                         max_size=8, unique_by=lambda row: row["label"]).map(named_where_alike),
        json_of(lambda rows: {"status": "1", "items": {"loan": list(rows)}}),
    ),
    "goodreads.csv": Form("goodreads", listed(goodreads), like("goodreads.csv")),
    "storygraph.csv": Form("storygraph", listed(storygraph), like("storygraph.csv")),
    "librarything.tsv": Form("librarything", listed(librarything), like("librarything.tsv")),
    "librarything.json": Form(
        "librarything", listed(librarything_json),
        json_of(lambda rows: {str(n): row for n, row in enumerate(rows, 1)}),
    ),
    "bookwyrm.csv": Form("bookwyrm", listed(bookwyrm), like("bookwyrm.csv")),
    "hardcover.csv": Form("hardcover", listed(hardcover), like("hardcover.csv")),
    "openreads.csv": Form("openreads", listed(openreads), like("openreads.csv")),
    "bookbuddy.csv": Form("bookbuddy", listed(bookbuddy), like("bookbuddy.csv")),
    "calibre.csv": Form("calibre", listed(calibre), like("calibre.csv")),
    "audible.csv": Form("audible", listed(audible), like("audible.csv")),
    "audible.json": Form("audible", listed(audible), json_of(list)),
    "koreader.sqlite3": Form(
        "koreader",
        rows_of(
            st.builds(turned, st.sampled_from([1, 2]), st.integers(0, 9), st.integers(1, 90))
        ).map(in_nights),
        koreader,
    ),
    "kobo.sqlite": Form(
        "kobo", st.lists(st.builds(on_kobo, books, days, st.integers(1, 33), st.booleans()),
                         max_size=6, unique_by=lambda row: row[5]), kobo,
    ),
    "kindle.txt": Form("kindle", rows_of(st.tuples(books, days, st.integers(1, 300))), kindle),
    "table of the read.csv": Form(
        "csv", listed(own_table),
        table(",", "title", "series", "volume", "author", "isbn", "pages", "started", "finished"),
    ),
    "table of loans.csv": Form(
        "csv", listed(due_table),
        table(",", "title", "author", "format", "checked_out", "due", "returned"),
    ),
}  # fmt: skip
"""Every source but the export of readtrack, which `test_replay` tries, and audio, one book."""
