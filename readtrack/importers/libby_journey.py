"""Libby's reading journey of one title: the places of its bookmarks, never what was noted there."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from readtrack.importers.files import Context, File
from readtrack.importers.libby_timeline import event, loans
from readtrack.importers.values import epoch_of, local
from readtrack.records import Item, Problem, Reached, Record

LABEL = "Libby reading journey"


def recognises(file: File) -> bool:
    found = file.json
    return isinstance(found, dict) and isinstance(found.get("readingJourney"), dict)


def read(file: File, context: Context) -> Iterator[Item]:
    """The title's loans, and the furthest place of every day that has one."""
    book = file.json["readingJourney"]
    known = file.json.get("circulation")
    events = [
        event(each, f"item {number}", book)
        for number, each in enumerate(known if isinstance(known, list) else (), 1)
        if isinstance(each, dict)
    ]
    yield from loans(events, context)
    whole = event({}, "journey", book)
    if not whole.title:
        yield Problem("journey", "", "the title is missing", "Export the journey again.")
        return
    places = _places(file.json, context)
    log = tuple(Reached(day, at) for day, at in sorted(places.items()))
    if log:
        authors = (whole.author,) if whole.author else ()
        yield Record("journey", whole.title, authors, whole.isbn, whole.format, log=log)


def _places(found: dict[str, Any], context: Context) -> dict[date, float]:
    """The furthest place by day; a fraction slightly above 1 is the end."""
    places: dict[date, float] = {}
    for kind in ("bookmarks", "highlights"):
        marks = found.get(kind)
        for mark in marks if isinstance(marks, list) else ():
            if not isinstance(mark, dict) or not isinstance(mark.get("percent"), int | float):
                continue
            instant = epoch_of(mark.get("timestamp"), 1000)
            if instant is None or not mark["percent"] >= 0:
                continue
            day = local(instant, context.zone)[0]
            places[day] = max(places.get(day, 0.0), min(1.0, float(mark["percent"])))
    return places
