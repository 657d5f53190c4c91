"""Rows of the lists of books that programs keep, and the tables that they stand in."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import strategies as st

from tests.importing.reading import DATA, NOW

Row = Any
DAY = timedelta(days=1)


class Book(NamedTuple):
    title: str
    author: str
    isbn: str
    pages: int
    hours: int


BOOKS = (
    Book("Harbour", "Ida Lund", "9780306406157", 310, 8),
    Book("Harbour: A Novel", "Ida Lund", "9781861972712", 322, 9),
    Book("Harbour Lights", "Ida Lund", "", 200, 6),
    Book("Moor & Mire", "Bo Ek", "9781408839973", 474, 14),
    Book("Moor & Mire", "Bo Ek", "", 480, 15),
    Book("Poems (Collected, #2)", "Dee Fay", "", 90, 3),
    Book("Atlas, or the World", "Eve Gore", "", 640, 20),
)
"""Some are editions of one book."""

books = st.sampled_from(BOOKS)
days = st.dates(date(2025, 1, 1), NOW.today)


def last_first(name: str) -> str:
    first, last = name.split()
    return f"{last}, {first}"


def table(delimiter: str, *names: str) -> Callable[[Path, Sequence[Row]], None]:
    """Writes rows of cells by their columns under a line of all the names."""

    def write(path: Path, rows: Sequence[Row]) -> None:
        text = io.StringIO()
        writer = csv.DictWriter(text, names, restval="", delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
        path.write_text(text.getvalue(), newline="")

    return write


def like(name: str) -> Callable[[Path, Sequence[Row]], None]:
    """Writes rows under the first line of a file of `data/`."""
    tabs = name.endswith(".tsv")
    first = (DATA / name).read_text(encoding="utf-8-sig").splitlines()[0]
    delimiter = "\t" if tabs else ","
    return table(delimiter, *next(csv.reader([first], delimiter=delimiter)))


def json_of(wrap: Callable[[Sequence[Row]], object]) -> Callable[[Path, Sequence[Row]], None]:
    def write(path: Path, rows: Sequence[Row]) -> None:
        path.write_text(json.dumps(wrap(rows)))

    return write


def _unlike(row: Row) -> str:
    return json.dumps(row, sort_keys=True, default=str)


def rows_of(one: st.SearchStrategy[Row]) -> st.SearchStrategy[list[Row]]:
    return st.lists(one, max_size=8, unique_by=_unlike)


def listed(cells: Callable[..., Row]) -> st.SearchStrategy[list[Row]]:
    """Rows of a list: a book with its day of reading, a day before, and whether it is read."""
    return rows_of(st.builds(cells, books, days, st.integers(0, 30), st.booleans()))


def slashed(day: date) -> str:
    return f"{day:%Y/%m/%d}"


def goodreads(book: Book, day: date, _: int, read: bool) -> Row:
    return {
        "Book Id": "1", "Title": book.title, "Author": book.author,
        "Author l-f": last_first(book.author), "ISBN13": f'="{book.isbn}"', "Binding": "Paperback",
        "Number of Pages": book.pages, "Date Read": slashed(day) if read else "",
        "Exclusive Shelf": "read" if read else "to-read",
    }  # fmt: skip


def storygraph(book: Book, day: date, before: int, read: bool) -> Row:
    spans = f"{slashed(day - before * DAY)}-{slashed(day)}" if before else slashed(day)
    return {
        "Title": book.title, "Authors": book.author, "ISBN/UID": book.isbn, "Format": "paperback",
        "Read Status": "read", "Last Date Read": slashed(day) if read else "",
        "Dates Read": spans if read else "",
    }  # fmt: skip


def librarything(book: Book, day: date, before: int, read: bool) -> Row:
    return {
        "Book Id": "1", "Title": book.title, "Primary Author": last_first(book.author),
        "Media": "Paperback", "Page Count": f"xii; {book.pages} ", "ISBNs": book.isbn,
        "Date Started": f"[{day - before * DAY}]" if read else "",
        "Date Read": f"[{day}]" if read else "",
    }  # fmt: skip


def librarything_json(book: Book, day: date, before: int, read: bool) -> Row:
    return {
        "books_id": "1", "title": book.title, "primaryauthor": last_first(book.author),
        "pages": f"{book.pages} ", "isbn": {"0": book.isbn}, "format": [{"text": "Paperback"}],
        **({"datestarted": f"{day - before * DAY}", "dateread": f"{day}"} if read else {}),
    }  # fmt: skip


def bookwyrm(book: Book, day: date, before: int, read: bool) -> Row:
    return {
        "title": book.title, "author_text": book.author, "isbn_13": book.isbn,
        "start_date": day - before * DAY, "finish_date": day if read else "",
        "shelf": "read" if read else "reading",
    }  # fmt: skip


def hardcover(book: Book, day: date, before: int, read: bool) -> Row:
    return {
        "Title": book.title, "Author": book.author, "Hardcover Book ID": 1, "ISBN 13": book.isbn,
        "Media": "Book", "Pages": book.pages, "Status": "Read" if read else "Want to Read",
        "Date Started": day - before * DAY if read else "", "Date Finished": day if read else "",
    }  # fmt: skip


def openreads(book: Book, day: date, before: int, read: bool) -> Row:
    span = f"{day - before * DAY}T00:00:00.000|{day}T00:00:00.000|7200000"
    return {
        "title": book.title, "author": book.author, "deleted": "false", "pages": book.pages,
        "isbn": book.isbn, "book_format": "paperback", "readings": span if read else "",
        "status": "finished" if read else "for_later",
    }  # fmt: skip


def bookbuddy(book: Book, day: date, before: int, read: bool) -> Row:
    title, _, subtitle = book.title.partition(": ")
    return {
        "Title": title, "Subtitle": subtitle, "Author": book.author, "Number of Pages": book.pages,
        "Format": "Paperback", "ISBN": book.isbn, "Status": "Read" if read else "Unread",
        "Date Started": slashed(day - before * DAY) if read else "",
        "Date Finished": slashed(day) if read else "",
    }  # fmt: skip


def calibre(book: Book, day: date, _: int, read: bool) -> Row:
    return {
        "author_sort": last_first(book.author), "authors": book.author, "formats": "epub",
        "isbn": book.isbn, "title": book.title, "#pages": book.pages, "#read": read,
        "#date_read": f"{day}T12:00:00+00:00" if read else "",
    }  # fmt: skip


def audible(book: Book, _: date, __: int, read: bool) -> Row:
    return {
        "asin": "B08X000001", "title": book.title, "authors": book.author, "is_finished": read,
        "runtime_length_min": 60 * book.hours,
    }  # fmt: skip


def own_table(book: Book, day: date, before: int, read: bool) -> Row:
    return {
        "volume": {474: "1", 480: "2"}.get(book.pages, ""), "series": "Moor & Mire",
        "title": book.title, "author": book.author, "isbn": book.isbn, "pages": book.pages,
        "started": day - before * DAY if read else "", "finished": day if read else "",
    }  # fmt: skip


def due_table(book: Book, day: date, length: int, ended: bool) -> Row:
    due = day + (length + 10) * DAY
    return {
        "title": book.title, "author": book.author, "format": "print", "checked_out": day,
        "due": due, "returned": min(due, NOW.today) if ended else "",
    }  # fmt: skip
