"""A library account as PAIA (Patrons Account Information API) answers, in JSON."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from readtrack.dates import parse_written
from readtrack.errors import UsageError
from readtrack.importers.files import Context, File
from readtrack.importers.values import clean, excerpt, format_of, instant_of, local, whole
from readtrack.model import Format
from readtrack.records import Borrowed, Item, Problem, Record, Skipped

LABEL = "PAIA account"

HELD = 3
"""The status of a document that the patron has (PAIA 1.3, document status)."""


def recognises(file: File) -> bool:
    return any(
        isinstance(each, dict) and "about" in each and ("endtime" in each or "status" in each)
        for each in _documents(file.json)
    )


def _documents(found: Any) -> list[Any]:
    """Every document of an account: PAIA's `doc`, or the lists that some servers sort them in."""
    if not isinstance(found, dict):
        return []
    if isinstance(found.get("doc"), list):
        return list(found["doc"])
    items = found.get("items")
    lists = items.values() if isinstance(items, dict) else ()
    return [each for each in lists if isinstance(each, list) for each in each]


def read(file: File, context: Context) -> Iterator[Item]:
    """A loan for every document that the patron has; what is reserved or ordered is left out."""
    for number, each in enumerate(_documents(file.json), 1):
        yield _record(each, f"item {number}", context)


def _record(each: Any, where: str, context: Context) -> Item:
    if not isinstance(each, dict):
        return Problem(where, excerpt(str(each)), "this is no document", "Export it again.")
    title = clean(each.get("about")).replace("¬", "").split(" / ")[0].strip()
    if whole(each.get("status")) != HELD:
        return Skipped(where, title, "reserved or ordered, not a loan")
    due = _due(each, context)
    if due is None:
        return Problem(
            where, excerpt(title), "no due date that can be read", "Type it: readtrack add"
        )
    begun = instant_of(each.get("starttime"))
    return Record(
        where,
        title,
        _authors(each.get("X_author")),
        format=format_of(each.get("X_medientyp_desc") or each.get("medium")) or Format.PRINT,
        loan=Borrowed(
            checked_out=local(begun, context.zone)[0] if begun else None,
            due=due,
            renewals=whole(each.get("renewals")) or 0,
        ),
    )


def _due(each: dict[str, Any], context: Context) -> date | None:
    """The due date: as the library writes it, else the local date of the instant."""
    for name in ("X_date_due", "duedate", "endtime"):
        text = clean(each.get(name))
        instant = instant_of(text) if "T" in text else None
        if instant is not None:
            return local(instant, context.zone)[0]
        try:
            if text:
                return parse_written(text)
        except UsageError:
            continue
    return None


def _authors(told: Any) -> tuple[str, ...]:
    """`Bachofer, Mark` as people say it."""
    names = [told] if isinstance(told, str) else told if isinstance(told, list) else []
    said = []
    for name in filter(None, map(clean, names)):
        last, comma, first = name.partition(",")
        said.append(f"{first.strip()} {last.strip()}".strip() if comma else name)
    return tuple(said)
