"""An Audible library as audible-cli exports it: how long audiobooks are, and which are finished."""

from collections.abc import Iterator, Mapping
from typing import Any

from readtrack.errors import UsageError
from readtrack.importing.files import Context, File
from readtrack.importing.records import Item, Past, Problem, Record, Skipped
from readtrack.importing.values import count_of, excerpt, foreign, items_of, names_in, text_of
from readtrack.model import Format

LABEL = "Audible library"

COLUMNS = {"asin", "title", "runtime_length_min"}

YES = ("true", "1", "yes")


def recognises(file: File) -> bool:
    if {name.casefold() for name in file.header} >= COLUMNS:
        return True
    listed = file.json
    return isinstance(listed, list) and any(
        isinstance(item, dict) and item.keys() >= COLUMNS for item in listed
    )


def read(file: File, context: Context) -> Iterator[Item]:
    """A record for every audiobook with a length or that is finished.

    When it was finished is not told, and neither is when a percentage was reached.
    Raises UsageError for another file.
    """
    if not recognises(file):
        raise foreign(file, LABEL)
    listed = file.json
    if isinstance(listed, list):
        return (_listed(f"item {number}", item) for number, item in enumerate(listed, 1))
    return items_of(file, _item, ("title", "authors"))


def _listed(where: str, item: Any) -> Item:
    if not isinstance(item, dict):
        return Problem(where, "", "This is no audiobook.", "Export the library again.")
    try:
        return _item(where, item)
    except UsageError as error:
        told = filter(None, (text_of(item.get("title")), *_authors(item)))
        return Problem(where, excerpt(", ".join(told)), error.what, error.remedy)


def _item(where: str, row: Mapping[str, Any]) -> Item:
    title = text_of(row.get("title"))
    if not title:
        return Skipped(where, "", "no title")
    minutes = count_of(row.get("runtime_length_min"), "runtime")
    finished = str(row.get("is_finished")).strip().casefold() in YES
    if minutes is None and not finished:
        return Skipped(where, title, "nothing to learn: no length and not finished")
    return Record(
        where,
        title,
        _authors(row),
        format=Format.AUDIOBOOK,
        seconds=minutes and minutes * 60,
        past=(Past(),) if finished else (),
    )


def _authors(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The authors; `Jane Doe - translator` is told with what she did."""
    told = row.get("authors")
    if isinstance(told, list):
        named = (each.get("name") if isinstance(each, dict) else each for each in told)
        told = ", ".join(filter(None, map(text_of, named)))
    names = (name.partition(" - ")[0].strip() for name in names_in(text_of(told)))
    return tuple(dict.fromkeys(filter(None, names)))
