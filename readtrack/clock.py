"""The clock, and the reader's day at that moment.

Cheap to import on purpose: the shell prompt reads it here too. Nothing else reads the clock but
`stamp.py`, by the same rule, for answers that are printed before this module is imported.
"""

from datetime import date, datetime, timedelta

from readtrack.errors import UsageError, unreadable
from readtrack.limits import FIRST_YEAR, LAST_YEAR

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def read_clock(given: str | None) -> datetime:
    """Return this moment, or the moment `given` instead (`2026-03-02`, or with `T14:30`)."""
    if given is None:
        return datetime.now().astimezone()
    try:
        instant = datetime.fromisoformat(given).astimezone()
    except (ValueError, OverflowError):
        raise unreadable(given, "today", "Write 2026-12-14.", "2026-12-14") from None
    if not is_possible(instant):
        raise UsageError(
            f"{given} is outside this calendar.", "Write 2026-12-14.", {given: "2026-12-14"}
        )
    return instant


def is_possible(day: date) -> bool:
    """Whether `day` is within the years that a loan can have."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def is_bare_date(given: str | None) -> bool:
    """Whether the moment `given` is a date without a time of day."""
    return given is not None and len(given) <= len("2026-12-14")


def readers_day(instant: datetime, day_start: str, given: str | None = None) -> date:
    """Return the reader's day at `instant`: before `day_start`, `HH:MM`, it is still yesterday.

    A day `given` without a time of day is that day.
    """
    if is_bare_date(given):
        return instant.date()
    hours, minutes = day_start.split(":")
    return (instant - timedelta(hours=int(hours), minutes=int(minutes))).date()


def parse_time(text: str) -> str:
    """`HH:MM` for `14:05`, `9:05`, `9.05`, `2:05 pm`, `14.05 Uhr` or `2pm`."""
    import re

    match = re.fullmatch(
        r"([01]?\d|2[0-3])(?:[:.]([0-5]\d))? ?(?:(?P<half>[ap])\.?m\.?|(?P<german>uhr))?",
        " ".join(text.lower().split()),
        re.ASCII,
    )
    if match is None or not any(match.groups()[1:]):
        raise unreadable(text, "a time of day", "Write 14:05.", "14:05")
    hour = int(match[1])
    if match["half"]:
        if not 1 <= hour <= 12:
            raise unreadable(text, "a time of day", "Write 14:05, or 2:05 pm.", "14:05")
        hour = hour % 12 + 12 * (match["half"] == "p")
    return f"{hour:02d}:{match[2] or '00'}"
