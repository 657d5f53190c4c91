"""Read a library's calendar: one event for each printed book, on its due date."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from readtrack.clock import is_possible
from readtrack.errors import ReadtrackError
from readtrack.importing.files import Context, File
from readtrack.importing.people import author_called
from readtrack.importing.records import Borrowed, Item, Problem, Record, Skipped
from readtrack.importing.values import dated, excerpt, text_of
from readtrack.model import Format

AGAIN = "Download the calendar again."
ADD_EACH = "Add each of them: readtrack add 'Hard Times' --due 2026-12-14"
NAME_THEM = (
    "Name them like 'Emma is due', or add the books: readtrack add 'Hard Times' --due 2026-12-14"
)

LARGEST = 10
"""The largest calendar, in megabytes."""

MOST_EVENTS = 5_000
MOST = 20_000
"""The most components of a calendar: events, alarms, time zones and their rules."""

MOST_LINES = 200_000

FOLD = re.compile(rb"(?:\r?\n)+[ \t]")
"""A line break within a folded line."""

BEGIN = re.compile(rb"BEGIN[:;]", re.IGNORECASE)
EVENT = re.compile(rb"BEGIN[:;]\s*(?:VEVENT|VTODO)", re.IGNORECASE)

OUTDATED = "replaced by a later version of it"

A_DAY = timedelta(days=1)
A_LOAN = timedelta(days=5)
"""An event at least this long starts on the day of the checkout."""


def recognises(file: File) -> bool:
    return file.head.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].upper() == b"BEGIN:VCALENDAR"


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield a record for every due date, and a Problem with an example if no event has one.

    Raises ReadtrackError if the file is broken or too large.
    """
    # Its patterns take long to make, and every file is asked whether it is a calendar.
    from readtrack.importing.due_words import NOT_NAMED, NOT_UNDERSTOOD

    events = _events(file)
    understood, vague = not events, False
    relevant = "VEVENT" if any(each.name == "VEVENT" for each in events) else "VTODO"
    outdated = _outdated(events)
    for number, event in enumerate(events, 1):
        where = f"event {number}"
        if number - 1 in outdated:
            item: Item = Skipped(where, _text(event, "summary"), OUTDATED)
        else:
            item = _item(where, event, context, is_relevant=event.name == relevant)
        reason = item.reason if isinstance(item, Skipped) else ""
        understood = understood or reason not in (*NOT_UNDERSTOOD, OUTDATED)
        vague = vague or reason == NOT_NAMED
        yield item
    if not understood:
        which, shown = "which" if vague else "that a", _text(events[0], "summary")[:60]
        what = f"None of its events says {which} book is due, in words that are understood."
        yield Problem("calendar", shown, what, NAME_THEM)


def _events(file: File) -> list[Any]:
    """Return the events and tasks, after checking that there are not too many to parse."""
    name = file.path.name
    if file.path.stat().st_size > LARGEST << 20:
        raise ReadtrackError(f"{name} is too large.", f"A calendar may have {LARGEST} MB.")
    raw = file.path.read_bytes()
    unfolded = FOLD.sub(b"", raw)
    for what, found, most in (
        ("events", len(EVENT.findall(unfolded)), MOST_EVENTS),
        ("components, alarms included", len(BEGIN.findall(unfolded)), MOST),
        ("lines", raw.count(b"\n"), MOST_LINES),
    ):
        if found > most:
            raise ReadtrackError(f"{name} has {found:,} {what}.", f"A calendar may have {most:,}.")
    return _parsed(name, raw.decode(file.encoding, errors="replace"))


BROKEN = (
    ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError,
)  # fmt: skip
"""What icalendar raises for a broken calendar; OSError for a time zone that names a folder."""


def _parsed(name: str, text: str) -> list[Any]:
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(text.lstrip("\ufeff \t\r\n"), multiple=True)
        parts = (each for one in calendars for each in one.walk())
        found = [each for each in parts if each.name in ("VEVENT", "VTODO")]
    except BROKEN:
        calendars = []
    if not calendars:
        raise ReadtrackError(f"{name} is no whole calendar.", f"{AGAIN} It may have been cut off.")
    return found


def _item(where: str, event: Any, context: Context, *, is_relevant: bool) -> Item:
    from readtrack.importing.due_days import day_meant
    from readtrack.importing.due_words import NOT_NAMED, SEVERAL, library_named, named_in

    summary, status = _text(event, "summary"), _text(event, "status").upper()
    if _text(event, "uid").endswith("@readtrack"):
        return Skipped(where, summary, "readtrack's own calendar")
    if status in ("CANCELLED", "COMPLETED"):
        return Skipped(where, summary, status.lower())
    named = named_in(summary, _raw(event, "description"))
    due, out = _due(event, context)
    if named.reason == SEVERAL:
        return Problem(where, excerpt(summary), "It names several books.", ADD_EACH)
    if not named.title:
        if not summary or named.reason == NOT_NAMED:  # its day tells which it was
            when = due.isoformat() if due else ""
            summary = ", ".join(filter(None, (summary or "no title", when)))
        return Skipped(where, summary, named.reason)
    if due is None:
        return Problem(where, excerpt(named.title), "The due date is missing or no date.", AGAIN)
    if out is not None and out > context.now.today:
        out = None
    day = day_meant(named.when, due)
    library = named.library or library_named(_text(event, "location"))
    loan = Borrowed(out if day == due else None, day, library=library or None)
    if (uid := _text(event, "uid")) and is_relevant and day == due:  # a reminder is no other loan
        loan = loan._replace(copy=f"uid:{uid}")
    return Record(where, named.title, author_called(named.author), format=Format.PRINT, loan=loan)


def _text(event: Any, name: str) -> str:
    """Return a property as tidy text, and the first one if the event repeats it."""
    return text_of(_raw(event, name))


def _raw(event: Any, name: str) -> str:
    """Return a property as text with its lines."""
    value = event.get(name)
    found = str(value[0] if isinstance(value, list) else value or "")
    return found.encode(errors="replace").decode()


def _outdated(events: list[Any]) -> set[int]:
    """Return the places of events that another version of them in the file replaces.

    Versions share a UID, and the higher SEQUENCE stands; of two that are called the same and have
    the same SEQUENCE, that with the later DTSTAMP.
    """
    versions: dict[tuple[str, ...], list[tuple[int, str, str, int]]] = {}
    for place, event in enumerate(events):
        if uid := _text(event, "uid"):
            key = event.name, uid, _stamp(event, "recurrence-id")
            sequence, stamp = _text(event, "sequence"), _stamp(event, "dtstamp")
            number = int(sequence) if re.fullmatch(r"[0-9]{1,9}", sequence) else 0
            versions.setdefault(key, []).append((number, _text(event, "summary"), stamp, place))
    found = set()
    for alike in versions.values():
        newest = max(number for number, *_ in alike)
        stamps: dict[str, str] = {}
        for number, summary, stamp, _ in alike:
            if number == newest:
                stamps[summary] = max(stamp, stamps.get(summary, ""))
        for number, summary, stamp, place in alike:
            if number < newest or stamp < stamps[summary]:
                found.add(place)
    return found


def _stamp(event: Any, name: str) -> str:
    """Return a time in a form that sorts; empty if there is none."""
    when = _when(event, name)
    if isinstance(when, datetime) and when.tzinfo:
        try:
            when = when.astimezone(UTC)
        except (OverflowError, ValueError):
            return ""
    return when.isoformat() if isinstance(when, date) else ""


def _due(event: Any, context: Context) -> tuple[date | None, date | None]:
    """Return the last day of the event, and its first day if it spans a whole loan.

    The end of an event is exclusive: one that ends at midnight ends on the day before.
    """
    if event.name == "VTODO":
        return _day(_when(event, "due"), context), None
    start, end = _when(event, "dtstart"), _when(event, "dtend")
    length = _when(event, "duration")
    first = _day(start, context)
    try:
        if isinstance(start, date) and isinstance(length, timedelta):
            end = start + length
        if type(start) is type(end) is date:
            last = _day(end - A_DAY, context) if end > start else first
        elif isinstance(start, datetime) and isinstance(end, datetime):
            last = _day(end - timedelta(seconds=1), context) if _is_long(start, end) else first
        else:
            last = first
    except OverflowError:
        return None, None
    if first is None or last is None or last - first < A_LOAN:
        return last, None
    return last, first


def _is_long(start: datetime, end: datetime) -> bool:
    """Return whether a timed event lasts over a day; shorter ones may just cross midnight."""
    if (start.tzinfo is None) != (end.tzinfo is None):
        start, end = start.replace(tzinfo=None), end.replace(tzinfo=None)
    return end - start > A_DAY


def _when(event: Any, name: str) -> object:
    """Return a property as a time, or None if it is missing or cannot be read."""
    value = event.get(name)
    try:
        return getattr(value[0] if isinstance(value, list) and value else value, "dt", None)
    except ValueError:
        return None


def _day(when: object, context: Context) -> date | None:
    """Return the date in the reader's time zone; a time without a zone is already in it."""
    if isinstance(when, datetime) and when.tzinfo:
        try:
            found = dated(when, context.zone)
        except (OverflowError, ValueError):
            return None
        return found and found[0]
    day = when.date() if isinstance(when, datetime) else when
    return day if isinstance(day, date) and is_possible(day) else None
