"""Writes everything stored as one table, in which the first cell of a row names its table."""

import csv
import json
from collections.abc import Iterator, Sequence
from itertools import chain

from readtrack.cells import defused
from readtrack.exported import ExportedRow
from readtrack.names import visible

BEGINS = rb"record,id,"

END = "\r\n"
"""What ends a line while it is made: the writer quotes the cells that have a character of it."""


def table(rows: Iterator[ExportedRow], columns: Sequence[str]) -> Iterator[bytes]:
    """Yield the header of `columns` and the rows as lines; lists are JSON, None is an empty cell.

    Cells that a spreadsheet would take for a formula begin with a quote.
    """
    line = csv.writer(_Given(), lineterminator=END).writerow
    cells = ((row.relation, *map(_cell, map(row.values.get, columns))) for row in rows)
    for each in chain([("record", *columns)], cells):
        yield (line(each).removesuffix(END) + "\n").encode()


class _Given:
    """A file that returns what is written to it."""

    def write(self, text: str) -> str:
        return text


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        value = json.dumps([visible(str(each)) for each in value], ensure_ascii=False)
    return defused(visible(str(value)))
