"""Read what readtrack exported, as CSV or JSON, or another readtrack store."""

import json
import re
from collections.abc import Iterator

from readtrack.cells import restored
from readtrack.exported import AGAIN, EXPORT, RELATIONS, ExportedRow
from readtrack.importing.files import Context, File
from readtrack.importing.records import Item, Problem
from readtrack.importing.values import ROUNDED, excerpt, isbn_restored, number_of
from readtrack.store.backup import BEGINS, checked
from readtrack.store.database import connect
from readtrack.store.exchange import everything


def recognises(file: File) -> bool:
    if file.header[:2] == ("record", "id") or re.match(BEGINS, file.head):
        return True
    return b'"schema"' in file.head[:200] and EXPORT.encode() in file.head[:200]


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield the rows of every table by id; rows come after those that they refer to."""
    if file.is_database:  # such as a copy made by a program that syncs folders
        with checked(file.path, "") as copy, connect(str(copy)) as database:
            yield from everything(database)
        return
    items = list(_cells(file) if file.header[:1] == ("record",) else _objects(file))
    yield from (item for item in items if not isinstance(item, ExportedRow))
    rows = [item for item in items if isinstance(item, ExportedRow)]
    yield from sorted(rows, key=_place)


def _place(row: ExportedRow) -> tuple[int, float]:
    return RELATIONS.index(row.relation), number_of(row.values.get("id")) or 0


def _cells(file: File) -> Iterator[Item]:
    for line, cells in file.rows(exact=True):
        relation, where = cells[0], f"line {line}"
        if relation not in RELATIONS:
            yield _unknown(where, relation)
            continue
        named = zip(file.header[1:], cells[1:], strict=False)
        values: dict[str, object] = {name: restored(cell) for name, cell in named if cell != ""}
        try:
            if "authors" in values:
                values["authors"] = json.loads(str(values["authors"]))
        except (ValueError, RecursionError):
            shown = excerpt(", ".join(cells))
            yield Problem(where, shown, "the authors are no list", 'Write ["A"].')
            continue
        if isbn := values.get("isbn"):
            values["isbn"] = isbn_restored(isbn) or isbn
            if ROUNDED.fullmatch(str(isbn)):
                values["isbn"] = None
                what = f"{excerpt(str(isbn))} is no ISBN"
                yield Problem(where, excerpt(*cells[2:5]), what, AGAIN)
        yield ExportedRow(where, relation, values)


def _objects(file: File) -> Iterator[Item]:
    found = file.json
    for relation, rows in found.items() if isinstance(found, dict) else ():
        if relation == "schema":
            continue
        if relation not in RELATIONS or not isinstance(rows, list):
            yield _unknown(relation, relation)
            continue
        for number, row in enumerate(rows, 1):
            where = f"{relation} {number}"
            if isinstance(row, dict):
                yield ExportedRow(where, relation, row)
            else:
                yield Problem(where, "", "this is no row", "Export it again.")


def _unknown(where: str, relation: str) -> Problem:
    what = f"readtrack keeps nothing called {relation[:60]!r}"
    return Problem(where, relation[:60], what, "Known: " + ", ".join(RELATIONS))
