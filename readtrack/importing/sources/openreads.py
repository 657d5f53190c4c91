"""Read an Openreads export: lengths, and every reading of each book."""

from collections.abc import Mapping

from readtrack.importing.days import AsOf
from readtrack.importing.extents import pages_in
from readtrack.importing.layouts import INSTANT, ISBN, NUMBER, YES_OR_NO, Layout
from readtrack.importing.people import names_in
from readtrack.importing.phrases import phrases
from readtrack.importing.readings import STOPPED, learnt, once
from readtrack.importing.records import Item, Past, Record, Skipped
from readtrack.importing.titles import whole_title
from readtrack.importing.values import clean, format_of, isbn_restored, number_of
from readtrack.names import fold

LAYOUT = Layout(
    frozenset({"title", "author", "favourite", "deleted", "olid"}),
    phrases("""
        title, subtitle, author, description, status, favourite, deleted, rating, pages, publisher,
        publication_year, isbn, olid, tags, my_review, notes, book_format, readings, date_added,
        date_modified
    """),
    {
        "status": r"finished|in_progress|planned|for_later|abandoned|unfinished|unknown",
        "favourite": YES_OR_NO,
        "deleted": YES_OR_NO,
    },
    {
        "pages": NUMBER, "isbn": ISBN, "olid": r"OL\w+", "date_added": INSTANT,
        "date_modified": INSTANT,
    },
    ("pages", "readings", "start_date", "finish_date", "author"),
)  # fmt: skip
"""The columns of an export; reviews and notes are not read."""


def _item(as_of: AsOf, where: str, row: Mapping[str, str]) -> Item:
    title = whole_title(clean(row.get("title")), row.get("subtitle"))
    if clean(row.get("deleted")).casefold() in ("true", "1"):
        return Skipped(where, title, "deleted in Openreads")
    past, status = _past(row, as_of), fold(clean(row.get("status")))
    if status != "finished":  # an earlier reading of a book that is read again has its end
        past = tuple(each for each in past if each.last and status not in STOPPED)
    authors, isbn = names_in(row.get("author")), isbn_restored(row.get("isbn"))
    kind, pages = format_of(row.get("book_format")), pages_in(row.get("pages"))
    return learnt(Record(where, title, authors, isbn, kind, pages, past=past))


def _past(row: Mapping[str, str], as_of: AsOf) -> tuple[Past, ...]:
    """Parse every reading of `begun|finished|milliseconds;…`; older exports have only one."""
    readings = [each.split("|") for each in clean(row.get("readings")).split(";") if each]
    if not readings:
        readings = [[row.get(name, "") for name in ("start_date", "finish_date", "reading_time")]]
    found = []
    for begun, finished, took, *_ in ([*each, "", "", ""] for each in readings):
        spent = number_of(took.strip() or None)
        found.append(once(begun, finished, as_of, round(spent / 60_000) or None if spent else None))
    return tuple(dict.fromkeys(found))


recognises, read = LAYOUT.recognises, LAYOUT.reader(_item)
