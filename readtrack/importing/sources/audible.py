"""Read an Audible library exported by audible-cli or Libation: lengths, and what is finished."""

from collections.abc import Iterator, Mapping
from typing import Any

from readtrack.importing.files import Context, File
from readtrack.importing.layouts import DAY, INSTANT, NUMBER, YES_OR_NO, Layout
from readtrack.importing.people import names_in
from readtrack.importing.phrases import phrases
from readtrack.importing.playing_times import seconds_in
from readtrack.importing.records import Item, Past, Problem, Record, Skipped
from readtrack.importing.rows import Columns, items_of, salvaged
from readtrack.importing.values import text_of
from readtrack.model import Format

LAYOUT = Layout(
    frozenset({"asin", "title", "runtime_length_min"}),
    phrases("""
        asin, title, subtitle, extended_product_description, authors, narrators, series_title,
        series_sequence, genres, runtime_length_min, is_finished, percent_complete, rating,
        num_ratings, date_added, release_date, cover_url, purchase_date
    """),
    {"asin": r"\w{10}", "runtime_length_min": NUMBER, "is_finished": YES_OR_NO},
    {"date_added": INSTANT, "release_date": DAY, "num_ratings": NUMBER},
    ("runtime_length_min", "authors"),
    ("title", "authors"),
)

LIBATION = {
    "audibleproductid": "asin",
    "authornames": "authors",
    "lengthinminutes": "runtime_length_min",
    "isfinished": "is_finished",
    "contenttype": "content_type",
}
"""The names of Libation, without blanks: its tables have `Is Finished?`, its JSON `IsFinished`."""

EPISODES = ("episode", "parent")
"""What Libation calls parts of podcasts, and the shows that they are of."""

YES = ("true", "1", "yes")


def recognises(file: File) -> bool:
    if LAYOUT.recognises(file) or {*map(_name, file.header)} >= LAYOUT.needed:
        return True
    listed = file.json
    return isinstance(listed, list) and any(
        isinstance(item, dict) and {*map(_name, item)} >= LAYOUT.needed for item in listed
    )


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield a record for every audiobook that has a length or is finished.

    The file has no dates: not when a book was finished, nor when a percentage was reached.
    """
    listed = file.json
    if isinstance(listed, list):
        return _listed(listed)
    columns = LAYOUT.columns(file) or Columns(tuple(map(_name, file.header)), headed=True)
    return items_of(file, _item, LAYOUT.named_by, LAYOUT.parts, columns)


def _name(column: str) -> str:
    """Return the name that audible-cli has for a column."""
    name = column.casefold()
    return LIBATION.get("".join(filter(str.isalpha, name)), name)


def _listed(items: list[Any]) -> Iterator[Item]:
    for number, item in enumerate(items, 1):
        where = f"item {number}"
        if isinstance(item, dict):
            row = {_name(name): value for name, value in item.items()}
            yield from salvaged(where, row, _item, LAYOUT.named_by, LAYOUT.parts)
        else:
            yield Problem(where, "", "This is no audiobook.", "Export the library again.")


def _item(where: str, row: Mapping[str, Any]) -> Item:
    title = text_of(row.get("title"))
    if not title:
        return Skipped(where, "", "no title")
    if text_of(row.get("content_type")).casefold() in EPISODES:
        return Skipped(where, title, "no book: podcast")
    seconds = seconds_in(row.get("runtime_length_min"), "minutes")
    finished = str(row.get("is_finished")).strip().casefold() in YES
    if seconds is None and not finished:
        return Skipped(where, title, "nothing to learn: no length and not finished")
    past, kind = (Past(),) if finished else (), Format.AUDIOBOOK
    return Record(where, title, _authors(row), format=kind, seconds=seconds, past=past)


def _authors(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the authors, without contributors such as `Jane Doe - translator`."""
    found = row.get("authors")
    if isinstance(found, list):
        named = (each.get("name") if isinstance(each, dict) else each for each in found)
        found = ", ".join(filter(None, map(text_of, named)))
    return names_in(text_of(found))
