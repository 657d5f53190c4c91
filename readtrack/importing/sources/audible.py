"""Read an Audible library exported by audible-cli: lengths, and which books are finished."""

from collections.abc import Iterator, Mapping
from typing import Any

from readtrack.importing.files import Context, File
from readtrack.importing.layouts import DAY, INSTANT, NUMBER, YES_OR_NO, Layout
from readtrack.importing.people import names_in
from readtrack.importing.phrases import phrases
from readtrack.importing.playing_times import seconds_in
from readtrack.importing.records import Item, Past, Problem, Record, Skipped
from readtrack.importing.rows import salvaged
from readtrack.importing.values import text_of
from readtrack.model import Format

LABEL = "Audible library"

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


YES = ("true", "1", "yes")


def recognises(file: File) -> bool:
    if LAYOUT.recognises(file):
        return True
    listed = file.json
    return isinstance(listed, list) and any(
        isinstance(item, dict) and item.keys() >= LAYOUT.needed for item in listed
    )


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield a record for every audiobook that has a length or is finished.

    The file has no dates: not when a book was finished, nor when a percentage was reached.
    """
    listed = file.json
    if isinstance(listed, list):
        return _listed(listed)
    return LAYOUT.items(file, _item)


def _listed(items: list[Any]) -> Iterator[Item]:
    for number, item in enumerate(items, 1):
        where = f"item {number}"
        if isinstance(item, dict):
            yield from salvaged(where, item, _item, LAYOUT.named_by, LAYOUT.parts)
        else:
            yield Problem(where, "", "This is no audiobook.", "Export the library again.")


def _item(where: str, row: Mapping[str, Any]) -> Item:
    title = text_of(row.get("title"))
    if not title:
        return Skipped(where, "", "no title")
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
