"""Everything that is kept as one table: a row a thing, its first cell the table it is from."""

import csv
import io
import json
from collections.abc import Iterator, Sequence

from readtrack.cells import defused
from readtrack.records import Row

FLUSH = 1000
"""Rows that are written at a time."""


def table(rows: Iterator[Row], columns: Sequence[str]) -> Iterator[bytes]:
    """The rows under one header of `columns`, in chunks; lists are JSON, nothing is an empty cell.

    Cells that a spreadsheet would take for a formula have a quote in front.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("record", *columns))
    for number, row in enumerate(rows, 1):
        writer.writerow((row.relation, *(_cell(row.values.get(name)) for name in columns)))
        if number % FLUSH == 0:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        value = json.dumps(value, ensure_ascii=False)
    return defused(str(value))
