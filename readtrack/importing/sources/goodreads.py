"""The library export of Goodreads: what is on the shelves, how long it is and when it was read."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from readtrack.importing.files import Context, File
from readtrack.importing.records import Item, Past, Record, Skipped
from readtrack.importing.values import (
    clean,
    count_of,
    foreign,
    format_of,
    isbn_restored,
    items_of,
    names_in,
    read_on,
)
from readtrack.model import Format

LABEL = "Goodreads library"

COLUMNS = {"book id", "title", "exclusive shelf"}
"""What an export of today and one of before October 2022 have, and nobody else's."""


def recognises(file: File) -> bool:
    return {name.casefold() for name in file.header} >= COLUMNS


def read(file: File, context: Context) -> Iterator[Item]:
    """A record for every book with a length or that was read; reviews and notes are not looked at.

    A shelf tells neither a loan nor a place.
    Raises UsageError for another file.
    """
    if not recognises(file):
        raise foreign(file, LABEL)
    return items_of(file, partial(_item, context.now.today), ("title", "author"))


def _item(today: date, where: str, row: Mapping[str, str]) -> Item:
    title, binding = clean(row.get("title")), format_of(row.get("binding"))
    if not title:
        return Skipped(where, "", "no title")
    audio = binding is Format.AUDIOBOOK  # its pages are hours, or discs
    pages = None if audio else count_of(row.get("number of pages"), "number of pages")
    past: tuple[Past, ...] = ()
    if clean(row.get("exclusive shelf")).casefold() == "read":
        past = (Past(None, read_on(row.get("date read"), today)),)
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
    """The author, whose name may have a comma, and the others, each once."""
    first = clean(row.get("author"))
    others = names_in(row.get("additional authors"))
    return tuple(dict.fromkeys(filter(None, (first, *others))))
