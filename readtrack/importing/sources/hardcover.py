"""Read a Hardcover export: lengths in pages and seconds, and when books were read."""

import re
from collections.abc import Mapping

from readtrack.importing.days import AsOf
from readtrack.importing.extents import pages_in
from readtrack.importing.layouts import DAY, ISBN, NUMBER, Layout
from readtrack.importing.people import names_in
from readtrack.importing.phrases import phrases
from readtrack.importing.playing_times import seconds_in
from readtrack.importing.readings import each_time, learnt, once
from readtrack.importing.records import Item, Record
from readtrack.importing.values import clean, format_of, isbn_restored

LAYOUT = Layout(
    frozenset({"title", "author", "status", "hardcover book id"}),
    phrases("""
        Title, Author, Series, Status, Privacy, Hardcover Book ID, Hardcover Edition ID, ISBN 10,
        ISBN 13, ASIN, Media, Country Code, Language Code, Binding, Pages, Duration in Seconds,
        Publish Date, Publisher, Genres, Moods, Tags, Content Warnings, Lists, Date Added,
        Date Started, Date Finished, Rating, Review, Review Contains Spoilers, Sponsored Review,
        Review Date, Review URL, Review Media URL, Private Notes, Owned, Compilation, Review Slate
    """),
    {
        "Hardcover Book ID": NUMBER,
        "Status": r"(want to|currently )?read(ing)?|did not finish|paused|stopped|ignored",
        "Privacy": r"public|private|followers( only)?",
    },
    {
        "ISBN 10": ISBN, "ISBN 13": ISBN, "Pages": NUMBER, "Duration in Seconds": NUMBER,
        "Date Added": DAY, "Date Started": DAY, "Date Finished": DAY,
    },
    ("pages", "duration in seconds", "date started", "date finished", "author"),
)  # fmt: skip
"""Columns that no other table has; reviews and private notes are not read."""

SEVERAL = re.compile(r"\s*[,;]\s*(?=\d{4}-\d\d-)")
"""What stands between the dates of a book that was read more than once."""


def _item(as_of: AsOf, where: str, row: Mapping[str, str]) -> Item:
    begun, finished = (
        SEVERAL.split(clean(row.get(name))) for name in ("date started", "date finished")
    )
    was_read = clean(row.get("status")).casefold() == "read"
    past = each_time(begun, finished, as_of) or (once(begun[0], "", as_of),) if was_read else ()
    title, authors = clean(row.get("title")), names_in(row.get("author"))
    isbn = isbn_restored(row.get("isbn 13")) or isbn_restored(row.get("isbn 10"))
    kind = format_of(row.get("media")) or format_of(row.get("binding"))
    pages = pages_in(row.get("pages"))
    seconds = seconds_in(row.get("duration in seconds"), "seconds")
    record = Record(where, title, authors, isbn, kind, pages, seconds, past=past)
    return learnt(record, f"{row.get('media', '')} {row.get('binding', '')}")


recognises, read = LAYOUT.recognises, LAYOUT.reader(_item)
