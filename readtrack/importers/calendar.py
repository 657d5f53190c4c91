"""Library calendars: an event for each printed book, on the day it is due."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from readtrack.errors import ReadtrackError
from readtrack.importers.files import Context, File
from readtrack.importers.values import clean, excerpt, local
from readtrack.model import Format
from readtrack.records import Borrowed, Item, Problem, Record, Skipped

LABEL = "library calendar"

LARGEST = 10 * 1024 * 1024
MOST = 20_000
"""Components that a calendar may have, alarms included."""

SUMMARY = re.compile(
    r"(?:due|return|rückgabe|fällig):?\s+(?P<after>.+)|(?P<before>.+?)\s+(?:is due|due|fällig)",
    re.IGNORECASE,
)


def recognises(file: File) -> bool:
    return file.head.lstrip(b"\xef\xbb\xbf \r\n")[:15].upper() == b"BEGIN:VCALENDAR"


def read(file: File, context: Context) -> Iterator[Item]:
    """A loan for every event about a due date. Raises ReadtrackError for what is no calendar."""
    for number, event in enumerate(_events(file), 1):
        yield _record(event, f"event {number}", context)


def _events(file: File) -> list[Any]:
    """The events, once it is clear that there are not too many to parse."""
    if file.path.stat().st_size > LARGEST:
        raise ReadtrackError(f"{file.path.name} is too large.", "A calendar may have 10 MB.")
    text = file.path.read_bytes()
    parts = sum(line.upper().startswith(b"BEGIN:") for line in text.splitlines())
    if parts > MOST:
        raise ReadtrackError(
            f"{file.path.name} has {parts:,} components.", f"A calendar may have {MOST:,}."
        )
    from icalendar import Calendar

    try:
        return list(Calendar.from_ical(text).walk("VEVENT"))
    except (ValueError, IndexError, KeyError, RecursionError) as error:
        raise ReadtrackError(
            f"{file.path.name} is no calendar that can be read.", "Download it again."
        ) from error


def _record(event: Any, where: str, context: Context) -> Item:
    summary = clean(event.get("summary"))
    if str(event.get("uid", "")).endswith("@readtrack"):
        return Skipped(where, summary, "readtrack's own calendar")
    if str(event.get("status", "")).upper() == "CANCELLED":
        return Skipped(where, summary, "cancelled")
    match = SUMMARY.fullmatch(summary)
    if match is None:
        return Skipped(where, summary, "not a due date")
    due = _due(event, context)
    if due is None:
        return Problem(where, excerpt(summary), "no date that can be read", "Download it again.")
    title = match["after"] or match["before"]
    return Record(where, title, format=Format.PRINT, loan=Borrowed(due=due))


def _due(event: Any, context: Context) -> date | None:
    """The day of the event; of several days the last, since the end of an event is exclusive."""
    start, end = (getattr(event.get(name), "dt", None) for name in ("dtstart", "dtend"))
    if isinstance(start, datetime):
        return local(start, context.zone)[0] if start.tzinfo else start.date()
    if not isinstance(start, date):
        return None
    if isinstance(end, date) and not isinstance(end, datetime) and end > start:
        return end - timedelta(days=1)
    return start
