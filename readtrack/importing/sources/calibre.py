"""Read a Calibre library, from a CSV catalogue or `metadata.db`: lengths, positions, books read.

Newer versions of Calibre count pages; many readers add columns such as #pages or #read, and a
length in one of these comes first.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from readtrack.importing.column_words import COLUMNS
from readtrack.importing.columns import column_name, column_names
from readtrack.importing.days import AsOf
from readtrack.importing.extents import pages_in
from readtrack.importing.files import Context, File
from readtrack.importing.layouts import saved_as_of
from readtrack.importing.people import authors_of, names_in
from readtrack.importing.readings import is_yes, learnt, readings_of
from readtrack.importing.records import Item, Reached, Record
from readtrack.importing.rows import items_of, rows_of, salvaged
from readtrack.importing.values import epoch_of, format_of, isbn_restored, local, number_of, text_of

NAMED_BY = ("title", "authors")
BESIDE = {"uuid", "author_sort", "title_sort", "timestamp", "formats", "library_name"}
"""Other columns of a catalogue; the reader chooses which of them are exported."""

TABLES = {"books", "authors", "books_authors_link", "custom_columns"}

OWN = {
    "pages": tuple(name for name in COLUMNS["pages"] if name not in COLUMNS["extent"]),
    "begun": COLUMNS["started"],
    "finished": COLUMNS["finished"],
    "status": COLUMNS["status"],
}
"""Usual names of columns that readers add; a catalogue writes `#` before each."""

UNDEFINED = re.compile(r"010[01]-.*|None|0(\.0)?|-\d+", re.ASCII)
"""A date that is not set, which Calibre writes as one of the year 101, or pages not counted."""

IN_CELLS, LINKED = ("int", "float", "bool", "datetime"), ("text", "enumeration")
"""Types of columns with a cell for each book, and of those whose words books share."""

PARTS = ("pages", "begun", "finished", "authors")


def recognises(file: File) -> bool:
    names = {name.casefold() for name in file.header}
    return file.tables >= TABLES or (names >= {*NAMED_BY} and len(names & BESIDE) > 1)


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield a record for every book that has a length, a position or was read."""
    if file.is_database:
        return _books(file, context)
    header = sorted(file.header, key=lambda name: not name.startswith("#"))
    own = [(ours, name.casefold()) for name in header if (ours := _ours(name))]
    dated = (name for ours, name in own if ours in ("begun", "finished"))
    make = partial(_catalogued, saved_as_of(file, context, dated), own)
    return items_of(file, make, NAMED_BY, (*(name for _, name in own), "authors"))


def _ours(name: str) -> str | None:
    """Return the field that a reader's own column stands for, going by its name."""
    plain = column_name(name)
    return next((ours for ours, names in OWN.items() if plain in column_names(names)), None)


def _catalogued(when: AsOf, own: list[tuple[str, str]], where: str, row: Mapping[str, str]) -> Item:
    named: dict[str, str] = {}
    for ours, name in own:
        _take(named, ours, row.get(name, ""))
    authors = row.get("authors", "")
    people = authors_of(authors) if " & " in authors else names_in(authors)
    return _item(when, where, {**row, **dict.fromkeys(OWN, ""), **named}, people)


def _item(
    when: AsOf,
    where: str,
    row: Mapping[str, Any],
    people: tuple[str, ...],
    log: tuple[Reached, ...] = (),
) -> Item:
    cells = (text_of(row.get(name)) for name in ("begun", "finished", "status"))
    past = readings_of(*cells, today=when.today, order=when.order, first_order=when.order)
    kind = format_of(row.get("formats")) or format_of("ebook")
    title, isbn = text_of(row.get("title")), isbn_restored(row.get("isbn"))
    pages = pages_in(row.get("pages"))
    return learnt(Record(where, title, people, isbn, kind, pages, log=log, past=past))


def _books(file: File, context: Context) -> Iterator[Item]:
    books, authors, linked, identifiers, columns, places, counted = rows_of(
        file,
        {
            "books": ("id", "title"),
            "authors": ("id", "name"),
            "books_authors_link": ("id", "book", "author"),
            "identifiers": ("book", "type", "val"),
            "custom_columns": ("id", "label", "datatype", "mark_for_delete"),
            "last_read_positions": ("book", "epoch", "pos_frac"),
            "books_pages_link": ("book", "pages"),
        },
    )
    names = {key: text_of(name).replace("|", ",") for key, name in authors}
    people: dict[Any, list[str]] = defaultdict(list)
    for _, book, author in sorted(linked, key=lambda row: number_of(row[0]) or 0):
        people[book].append(names.get(author, ""))
    isbns = {book: value for book, kind, value in identifiers if text_of(kind) == "isbn"}
    own, logs, when = _own(file, columns), _logs(places, context), AsOf(context.now.today)
    for book, pages in counted:
        _take(own[book], "pages", text_of(pages))
    for number, (key, title) in enumerate(books, 1):
        row = {"title": text_of(title), "isbn": isbns.get(key), **own.get(key, {})}
        row["authors"] = ", ".join(people[key])

        def made(
            where: str, cells: Mapping[str, Any], key: Any = key, given: Any = people[key]
        ) -> Item:
            return _item(when, where, cells, names_in(", ".join(given)), logs.get(key, ()))

        yield from salvaged(f"book {number}", row, made, NAMED_BY, PARTS)


def _own(file: File, columns: list[tuple[Any, ...]]) -> defaultdict[Any, dict[str, str]]:
    """Return the cells of the reader's own columns for each book; comments are not read."""
    found = defaultdict[Any, dict[str, str]](dict)
    for key, label, kind, gone in columns:
        ours, kind = _ours(text_of(label)), text_of(kind)
        if ours is None or gone or kind not in (*IN_CELLS, *LINKED):
            continue
        for book, cell in _cells_of(file, int(number_of(key) or 0), kind):
            _take(found[book], ours, cell)
    return found


def _take(cells: dict[str, str], ours: str, cell: str) -> None:
    """Add a cell of one of the reader's own columns; a day says more than a yes."""
    before = cells.get(ours, "")
    is_more = not before or (ours == "finished" and is_yes(before) is not None)
    if is_more and cell and not UNDEFINED.fullmatch(cell):
        cells[ours] = cell


def _cells_of(file: File, number: int, kind: str) -> Iterator[tuple[Any, str]]:
    """Yield each book that has something in a column, and that as text."""
    table = f"custom_column_{number}"
    if kind in LINKED:
        link = f"books_{table}_link"
        named, linked = rows_of(file, {table: ("id", "value"), link: ("book", "value")})
        words, cells = dict(named), defaultdict(list)
        for book, word in linked:
            cells[book].append(text_of(words.get(word)))
        yield from ((book, ", ".join(each)) for book, each in cells.items())
        return
    for book, value in rows_of(file, {table: ("book", "value")})[0]:
        is_flag = kind == "bool"
        yield book, ("yes" if number_of(value) else "no") if is_flag else text_of(value)


def _logs(places: list[tuple[Any, ...]], context: Context) -> dict[Any, tuple[Reached, ...]]:
    """Return the furthest position of each day in Calibre's own viewer, for each book."""
    days: dict[Any, dict[date, float]] = defaultdict(dict)
    tomorrow = context.now.today + timedelta(days=1)
    for book, epoch, share in places:
        instant, at = epoch_of(epoch), number_of(share)
        if instant is None or at is None or not 0 < at <= 1:
            continue
        day, _ = local(instant, context.zone)
        if day <= tomorrow:
            days[book][day] = max(at, days[book].get(day, 0))
    logs = ((book, sorted(found.items())) for book, found in days.items())
    return {book: tuple(Reached(day, at) for day, at in log) for book, log in logs}
