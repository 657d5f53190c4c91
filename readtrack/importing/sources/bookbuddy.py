"""Read a BookBuddy export: lengths of books, and when they were read.

The current page has no date, and a book lent by a friend has no due date, so neither is used.
"""

from collections.abc import Mapping

from readtrack.importing.days import AsOf
from readtrack.importing.extents import pages_in
from readtrack.importing.layouts import DAY, ISBN, NUMBER, Layout
from readtrack.importing.people import author_called, names_in
from readtrack.importing.playing_times import seconds_in
from readtrack.importing.readings import STOPPED, learnt, once
from readtrack.importing.records import Item, Record
from readtrack.importing.titles import whole_title
from readtrack.importing.values import clean, format_of, isbn_restored
from readtrack.names import fold

LAYOUT = Layout(
    frozenset({"title", "author", "status", "google volumeid"}),
    (
        "Title", "Original Title", "Subtitle", "Series", "Volume", "Author",
        "Author (Last, First)", "Publisher", "Year Published", "Genre", "Summary",
        "Number of Pages", "Format", "Audio Runtime", "Language", "ISBN", "Rating",
        "Physical Location", "Status", "Date Started", "Date Finished", "Current Page",
        "Loaned To", "Date Loaned", "Borrowed From", "Date Borrowed", "Date Added", "Tags",
        "Notes", "Google VolumeID", "Wish List",
    ),
    {
        "Status": r"(un)?read|(currently )?reading|in progress|want to read|abandoned|incomplete",
        "Author (Last, First)": r"[^,]+, .+", "Date Added": DAY,
    },
    {"Number of Pages": NUMBER, "ISBN": ISBN, "Date Started": DAY, "Date Finished": DAY},
    ("number of pages", "length", "audio runtime", "date started", "date finished", "author"),
)  # fmt: skip
"""The columns of an export; summaries, notes and prices are not read."""


def _item(as_of: AsOf, where: str, row: Mapping[str, str]) -> Item:
    finished, status = clean(row.get("date finished")), fold(clean(row.get("status")))
    was_read = status == "read" or (finished and status not in STOPPED)
    authors = names_in(row.get("author")) or author_called(row.get("author (last, first)"))
    past = (once(row.get("date started"), finished, as_of),) if was_read else ()
    isbn, kind = isbn_restored(row.get("isbn")), format_of(row.get("format"))
    pages = pages_in(row.get("number of pages") or row.get("length"))
    seconds = seconds_in(row.get("audio runtime"))
    told = (row.get(name) for name in ("subtitle", "series", "volume"))
    title = whole_title(clean(row.get("title")), *told)
    record = Record(where, title, authors, isbn, kind, pages, seconds, past=past)
    return learnt(record, row.get("format"))


recognises, read = LAYOUT.recognises, LAYOUT.reader(_item)
