"""Read a library's calendar: one event for each printed book, on its due date."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from readtrack.clock import is_possible
from readtrack.errors import ReadtrackError
from readtrack.importing.due_words import named_in
from readtrack.importing.files import Context, File
from readtrack.importing.people import author_called
from readtrack.importing.records import Borrowed, Item, Problem, Record, Skipped
from readtrack.importing.rows import other_source
from readtrack.importing.values import dated, excerpt, text_of
from readtrack.model import Format

LABEL = "library calendar"

AGAIN = "Download the calendar again."

LARGEST = 10
"""The largest calendar, in megabytes."""

MOST_EVENTS = 5_000
MOST = 20_000
"""The most components of a calendar: events, alarms, time zones and their rules."""

MOST_LINES = 200_000

KINDS = ("VEVENT", "VTODO")

FOLD = re.compile(rb"(?:\r?\n)+[ \t]")
"""A line break within a folded line."""

BEGIN = re.compile(rb"BEGIN[:;]", re.IGNORECASE)
EVENT = re.compile(rb"BEGIN[:;]\s*(?:VEVENT|VTODO)", re.IGNORECASE)

NO_DUE_DATE = "not a due date"

A_DAY = timedelta(days=1)
A_LOAN = timedelta(days=5)
"""An event at least this long starts on the day of the checkout."""


def recognises(file: File) -> bool:
    return file.head.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].upper() == b"BEGIN:VCALENDAR"


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield a record for every due date; ReadtrackError if the file is broken or too large."""
    if not recognises(file):
        raise other_source(file, LABEL)
    return _items(_events(file), context)


def _items(events: list[Any], context: Context) -> Iterator[Item]:
    """Yield an item for each event, and a Problem with an example if no event has a due date."""
    understood = not events
    relevant = "VEVENT" if any(each.name == "VEVENT" for each in events) else "VTODO"
    for number, event in enumerate(events, 1):
        item = _item(f"event {number}", event, context)
        if isinstance(item, Record) and event.name == relevant:
            item = _with_copy(item, _text(event, "uid"))
        understood = understood or not (isinstance(item, Skipped) and item.reason == NO_DUE_DATE)
        yield item
    if not understood:
        yield Problem(
            "calendar",
            _text(events[0], "summary")[:60],
            "None of its events says that a book is due, in words that are understood.",
            "Name them like 'Emma is due', or add the books: "
            "readtrack add 'Hard Times' --due 2026-12-14",
        )


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
        found = [each for one in calendars for each in one.walk() if each.name in KINDS]
    except BROKEN:
        calendars = []
    if not calendars:
        raise ReadtrackError(f"{name} is no whole calendar.", f"{AGAIN} It may have been cut off.")
    return found


def _item(where: str, event: Any, context: Context) -> Item:
    summary, status = _text(event, "summary"), _text(event, "status").upper()
    if _text(event, "uid").endswith("@readtrack"):
        return Skipped(where, summary, "readtrack's own calendar")
    if status in ("CANCELLED", "COMPLETED"):
        return Skipped(where, summary, status.lower())
    named = named_in(summary)
    if not named.title:
        return Skipped(where, summary, NO_DUE_DATE)
    due, out = _due(event, context)
    if due is None:
        return Problem(where, excerpt(named.title), "The due date is missing or no date.", AGAIN)
    if out is not None and out > context.now.today:
        out = None
    return Record(
        where,
        named.title,
        author_called(named.author),
        format=Format.PRINT,
        loan=Borrowed(out, due, library=named.library or None),
    )


def _with_copy(record: Record, uid: str) -> Record:
    """Add the calendar id of the copy, which an event may share with a task for the same loan."""
    assert record.loan is not None
    return record._replace(loan=record.loan._replace(copy=f"uid:{uid}" if uid else None))


def _text(event: Any, name: str) -> str:
    """Return a property as text, and the first one if the event repeats it."""
    value = event.get(name)
    return text_of(str(value[0] if isinstance(value, list) else value or ""))


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
