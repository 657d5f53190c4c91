"""The export of BookWyrm: what is on the shelves, and when it was read."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from readtrack.importing.extents import pages_in
from readtrack.importing.files import Context, File
from readtrack.importing.people import names_in
from readtrack.importing.records import Item, Past, Record
from readtrack.importing.rows import foreign, items_of
from readtrack.importing.shelves import learnt, once
from readtrack.importing.values import clean, isbn_restored

LABEL = "BookWyrm export"

COLUMNS = {"title", "author_text", "start_date", "finish_date", "shelf"}
"""What its exports of all versions have; reviews are not looked at."""

TOLD = ("title", "author_text")
PARTS = ("start_date", "finish_date", "page_count", "author_text")


def recognises(file: File) -> bool:
    return {name.casefold() for name in file.header} >= COLUMNS


def read(file: File, context: Context) -> Iterator[Item]:
    """A record for every book that was read. Raises UsageError for another file."""
    if not recognises(file):
        raise foreign(file, LABEL)
    return items_of(file, partial(_item, context.now.today), TOLD, PARTS)


def _item(today: date, where: str, row: Mapping[str, str]) -> Item:
    return learnt(
        Record(
            where,
            clean(row.get("title")),
            names_in(row.get("author_text")),
            isbn_restored(row.get("isbn_13")) or isbn_restored(row.get("isbn_10")),
            pages=pages_in(row.get("page_count")),
            past=_past(row, today),
        )
    )


def _past(row: Mapping[str, str], today: date) -> tuple[Past, ...]:
    """The last reading, where it came to the end."""
    finished, shelf = clean(row.get("finish_date")), clean(row.get("shelf")).casefold()
    if not finished and (shelf != "read" or clean(row.get("stopped_date"))):
        return ()
    return (once(row.get("start_date"), finished, today),)
