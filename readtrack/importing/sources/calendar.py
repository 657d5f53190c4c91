"""Library calendars: an event for each printed book, on the day it is due."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from readtrack.clock import is_possible
from readtrack.errors import ReadtrackError
from readtrack.importing.files import Context, File
from readtrack.importing.records import Borrowed, Item, Problem, Record, Skipped
from readtrack.importing.values import clean, dated, excerpt, foreign, text_of
from readtrack.model import Format

LABEL = "library calendar"

AGAIN = "Download the calendar again."

LARGEST = 10
"""Megabytes of a calendar."""

MOST_EVENTS = 5_000
MOST = 20_000
"""Components of a calendar: events, alarms, time zones and their rules."""

MOST_LINES = 200_000

KINDS = ("VEVENT", "VTODO")

FOLD = re.compile(rb"(?:\r?\n)+[ \t]")
"""Where a line goes on in the next."""

BEGIN = re.compile(rb"BEGIN[:;]", re.IGNORECASE)
EVENT = re.compile(rb"BEGIN[:;]\s*(?:VEVENT|VTODO)", re.IGNORECASE)

AFTER = re.compile(
    r"""(?!is\ due$)(.+?),?\ (?:(?:is|ist)\ )?(?:(?:heute|morgen)\ )?(?:due|overdue|fällig)
        (?:\ (?:today|tomorrow|back|zur\ rückgabe))?[.!]*
      | (.+?)\ (?:zurückgeben|zurückbringen|abgeben)[.!]*""",
    re.IGNORECASE | re.VERBOSE,
)
"""`Emma is due`, `Emma fällig`, `Emma zurückgeben`."""

BEFORE = re.compile(
    r"""(?:(?:library\ )?(?:book|item|loan)s?\ )?(?:due(?:\ (?:date|today|back))?|overdue)
        \ ?[:–—-]\ ?(.+)
      | return(?:\ ?:\ ?|\ )(.+?)(?:\ to\ (?:the\ )?library)?
      | (?:rückgabe|rueckgabe|rückgabedatum|abgabe|leihfrist(?:ende)?|fällig(?:keit)?)
        (?:\ (?:von|bis|am)\b)?(?:\ ?[:–—-]\ ?|\ )(.+)""",
    re.IGNORECASE | re.VERBOSE,
)
"""`Due: Emma`, `Return Emma`, `Rückgabe: Emma`."""

QUOTES = "\"'“”„‟«»‹›‘’"
PUNCTUATION = " /:;,="
"""What a catalogue puts behind a title, before what it leaves out."""


def recognises(file: File) -> bool:
    return file.head.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].upper() == b"BEGIN:VCALENDAR"


def read(file: File, context: Context) -> Iterator[Item]:
    """A record for every due date. Raises ReadtrackError for what is broken or too large."""
    if not recognises(file):
        raise foreign(file, LABEL)
    return (_item(f"event {n}", each, context) for n, each in enumerate(_events(file), 1))


def _events(file: File) -> list[Any]:
    """Events and tasks, once it is clear that there are not too many to parse."""
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
"""What icalendar raises for what is no calendar; OSError for a time zone that names a folder."""


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
    summary, status = _told(event, "summary"), _told(event, "status").upper()
    if _told(event, "uid").endswith("@readtrack"):
        return Skipped(where, summary, "readtrack's own calendar")
    if status in ("CANCELLED", "COMPLETED"):
        return Skipped(where, summary, status.lower())
    title = title_of(summary)
    if not title:
        return Skipped(where, summary, "not a due date")
    due = _due(event, context)
    if due is None:
        return Problem(where, excerpt(title), "The due date is missing or no date.", AGAIN)
    return Record(where, title, format=Format.PRINT, loan=Borrowed(due=due))


def _told(event: Any, name: str) -> str:
    """A property as text; of one that stands there more than once the first."""
    value = event.get(name)
    return text_of(str(value[0] if isinstance(value, list) else value or ""))


def title_of(summary: str) -> str:
    """The title in what a library writes of a due date; empty where it writes of none."""
    match = AFTER.fullmatch(summary) or BEFORE.fullmatch(summary)
    title = clean(next(filter(None, match.groups()), "")) if match else ""
    if len(title) > 1 and title[0] in QUOTES and title[-1] in QUOTES:
        title = title[1:-1]
    return title.strip().rstrip(PUNCTUATION)


def _due(event: Any, context: Context) -> date | None:
    """The day of the event; of several days the last, since the end of an event is exclusive."""
    if event.name == "VTODO":
        return _day(_when(event, "due"), context)
    start, end = _when(event, "dtstart"), _when(event, "dtend")
    length = _when(event, "duration")
    try:
        if isinstance(start, date) and isinstance(length, timedelta):
            end = start + length
        if type(start) is date and type(end) is date and end > start:
            return _day(end - timedelta(days=1), context)
    except OverflowError:
        return None
    return _day(start, context)


def _when(event: Any, name: str) -> object:
    """A property that is a time; None for one that is missing or cannot be read."""
    value = event.get(name)
    try:
        return getattr(value[0] if isinstance(value, list) and value else value, "dt", None)
    except ValueError:
        return None


def _day(when: object, context: Context) -> date | None:
    """The reader's date; a time without a zone is the reader's."""
    if isinstance(when, datetime) and when.tzinfo:
        try:
            found = dated(when, context.zone)
        except (OverflowError, ValueError):
            return None
        return found and found[0]
    day = when.date() if isinstance(when, datetime) else when
    return day if isinstance(day, date) and is_possible(day) else None
