"""Read Libby's reading journey of one title: where its bookmarks are, never what they say."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from readtrack.importing.files import Context, File
from readtrack.importing.records import Item, Problem, Reached, Record, Skipped
from readtrack.importing.sources.libby_timeline import Event, event, loans
from readtrack.importing.values import dated, epoch_of, excerpt, format_of, list_at, number_of

TOO_FAR = 1.1
"""Fractions from 1 up to here are the end of the book; larger ones are errors."""

AGAIN = "Export the reading journey again."

Place = tuple[date, float]


def recognises(file: File) -> bool:
    found = file.json
    return isinstance(found, dict) and isinstance(found.get("readingJourney"), dict)


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield the loans and the furthest position of each day."""
    found, book = file.json, file.json["readingJourney"]
    about = event("journey", {}, book)
    assert isinstance(about, Event)
    title = about.title
    if not title:
        yield Problem("journey", "", "There is no title.", AGAIN)
        return
    if "magazine" in about.kind:
        yield Skipped("journey", title, "a magazine")
        return
    circulation = enumerate(list_at(found, "circulation"), 1)
    lent = list(loans((event(f"circulation {n}", each, book) for n, each in circulation), context))
    yield from lent
    furthest: dict[date, float] = {}
    at_last = _at_last(book.get("percent"), lent, context.now.today)
    for each in (*_places(found, title, context), at_last):
        if isinstance(each, Problem):
            yield each
        elif each is not None:
            furthest[each[0]] = max(each[1], furthest.get(each[0], 0))
    log = tuple(Reached(day, at) for day, at in sorted(furthest.items()))
    if log:
        yield Record("journey", title, about.authors, about.isbn, format_of(about.kind), log=log)
    else:
        yield Skipped("journey", title, "no place in it that was read to")


def _at_last(percent: object, lent: Sequence[Item], today: date) -> Place | None:
    """Return the position of the whole title, dated at the end of its last loan.

    While the loan is out, its date is today.
    """
    at = None if isinstance(percent, bool) else number_of(percent)
    borrowed = [each.loan for each in lent if isinstance(each, Record) and each.loan]
    ends = [min(today, loan.ended or loan.due or today) for loan in borrowed]
    if at is None or not 0 < at < TOO_FAR or not ends:
        return None
    return max(ends), min(1.0, at)


def _places(found: dict[str, Any], title: str, context: Context) -> Iterator[Place | Problem]:
    """Yield the position of each bookmark and highlight that has one; about half of them do."""
    for kind in ("bookmark", "highlight"):
        for number, mark in enumerate(list_at(found, f"{kind}s"), 1):
            place = _place(mark, kind, context)
            if isinstance(place, str):
                yield Problem(f"{kind} {number}", excerpt(title), place, AGAIN)
            elif place is not None:
                yield place


def _place(mark: object, kind: str, context: Context) -> Place | str | None:
    """Return the day and the fraction of the book, or a Problem that does not quote the note."""
    if not isinstance(mark, dict):
        return f"This is no {kind}."
    if mark.get("percent") is None:
        return None
    at = number_of(mark["percent"])
    when = dated(epoch_of(mark.get("timestamp"), 1000), context.zone)
    if at is None or at < 0 or mark["percent"] is True:
        return f"The place of the {kind} is no fraction of the book."
    return (when[0], min(1.0, at)) if when else f"There is no readable time of the {kind}."
