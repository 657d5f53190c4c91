"""The table as the import reads it: every text comes back as it was."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readtrack.exported import ExportedRow
from readtrack.exporters.csv import table
from readtrack.importing.files import Context, File
from readtrack.importing.sources.own import read, recognises
from readtrack.names import visible
from tests.store.contents import NOON

CONTEXT = Context(NOON)

texts = st.text("\r\n\t\"',;|=+-@ aé📚\u2028", min_size=1)
"""Text as a store may have it; nothing at all and an empty cell are one."""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(texts, st.lists(texts), st.none() | texts), max_size=4))
def test_every_text_comes_back_as_far_as_it_can_be_seen(
    tmp_path: Path, books: list[tuple[str, list[str], str | None]]
) -> None:
    rows = [
        ExportedRow(
            "", "books", {"id": str(number), "title": title, "authors": authors, "isbn": isbn}
        )
        for number, (title, authors, isbn) in enumerate(books)
    ]
    path = tmp_path / "all.csv"
    path.write_bytes(b"".join(table(iter(rows), ["id", "title", "authors", "isbn"])))
    file = File(path)
    assert recognises(file)
    told = [item.values for item in read(file, CONTEXT) if isinstance(item, ExportedRow)]
    kept = [
        {name: seen(value) for name, value in row.values.items() if value is not None}
        for row in rows
    ]
    assert told == kept


def seen(value: object) -> object:
    """Text without what cannot be seen, also within a list."""
    return list(map(visible, value)) if isinstance(value, list) else visible(str(value))
