"""Writes everything stored as one JSON object: for each table a list of its rows, as objects."""

import json
from collections.abc import Iterator
from itertools import groupby

from readtrack.exported import EXPORT, ExportedRow
from readtrack.names import escaped

BEGINS = rb'\{\s*"schema": "readtrack\.export/'


def document(rows: Iterator[ExportedRow]) -> Iterator[bytes]:
    """Yield the rows, grouped by their tables, in chunks."""
    yield f'{{\n  "schema": "{EXPORT}"'.encode()
    for relation, group in groupby(rows, key=lambda row: row.relation):
        yield f',\n  "{relation}": ['.encode()
        for number, row in enumerate(group):
            text = escaped(json.dumps(row.values, ensure_ascii=False))
            yield f"{',' if number else ''}\n    {text}".encode()
        yield b"\n  ]"
    yield b"\n}\n"
