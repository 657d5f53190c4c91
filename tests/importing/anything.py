"""JSON that nobody would write, for importers that may stumble over nothing."""

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from hypothesis import strategies as st

from readtrack.errors import ReadtrackError
from readtrack.importing.records import Item
from readtrack.importing.sources.registry import SOURCES
from tests.importing.reading import claims, items

DATES = st.sampled_from(
    ["0001-01-01T00:00:00Z", "9999-12-31", "2024-02-30", "1704066600000", -62135596800000, 1e300]
)
TEXT = st.text(st.characters(exclude_categories=()), max_size=8)
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT | DATES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=4,
)


def objects(*fields: str, **known: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Objects that may have these fields, holding anything or what is `known` of them; or none."""
    fitting = {name: known.get(name, VALUE) | VALUE for name in (*fields, *known)}
    return st.fixed_dictionaries({}, optional=fitting) | VALUE


def damaged(data: st.DataObject, whole: bytes, first: int) -> bytes:
    """A file with other bytes from the `first` on, or without its end."""
    raw = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(first, len(raw) - 1))] = data.draw(st.integers(0, 255))
    return bytes(raw[: data.draw(st.integers(first, len(raw)))])


def read_anyway(source: str, document: object) -> list[Item]:
    """What is said of a document, which every source has been asked about; nothing if refused."""
    return read_text(source, json.dumps(document), "any.json")


def read_rows(source: str, rows: Iterable[Sequence[str]]) -> list[Item]:
    """What is said of a table of these rows; nothing if it is refused."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return read_text(source, text.getvalue(), "any.csv")


def read_text(source: str, text: str, name: str) -> list[Item]:
    """What is said of a file, which every source has been asked about; nothing if refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(text.encode(errors="replace"))
        claims(path, tuple(SOURCES))
        try:
            found = items(source, path)
        except ReadtrackError:
            return []
        repr(found).encode()
        return found
