"""Words to dates and back, given today."""

from collections.abc import Collection
from contextlib import suppress
from datetime import date, timedelta, tzinfo
from typing import Literal

from readtrack.clock import WEEKDAYS, is_possible
from readtrack.errors import UsageError

GERMAN_WEEKDAYS = (
    "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag",
)  # fmt: skip
SHORT_WEEKDAYS = {
    name: day
    for day, names in enumerate(
        ("mon mo", "tue tues di", "wed weds mi", "thu thur thurs do", "fri fr", "sat sa", "sun so")
    )
    for name in names.split()
}
ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
GERMAN_MONTHS = (
    "januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober",
    "november", "dezember",
)  # fmt: skip
COUNTS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
FULL_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FORMS = "2026-12-14, today, fri, +10d, 3 weeks or may 4"

PRINTED_AFTER = r"(?: at \d{1,2}:\d\d)?(?: in \d+ days| \d+ days ago| today| tomorrow| yesterday)?$"
"""What stands behind a day where a deadline is printed."""

Direction = Literal["past", "future"]
DayOrder = Literal["day first", "month first"]


def parse_time(text: str) -> str:
    """`HH:MM` for `14:05`, `9:05` or `9.05`."""
    import re

    match = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)", text.strip(), re.ASCII)
    if match is None:
        raise UsageError(f"Cannot read {text!r} as a time of day.", "Write 14:05.")
    return f"{int(match[1]):02d}:{match[2]}"


def zone(name: str) -> tzinfo:
    """The time zone called `name`, such as Europe/Berlin."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    from dateutil.tz import gettz

    found = None
    with suppress(OSError):  # a name too long for a file
        found = gettz(name) if name and not name.startswith(("/", ".", ":")) else None
    if found is None:
        raise UsageError(f"There is no time zone {name[:40]!r}.", "Write Europe/Berlin, or UTC.")
    return found


def parse_date(
    text: str, today: date, toward: Direction = "future", since: date | None = None
) -> date:
    """The date `text` names; a weekday or a day without a year is the nearest one `toward`.

    The year of a day without one is looked for from `since`, where that is not today.
    """
    word = " ".join(text.lower().replace(",", " ").split())
    try:
        found = (
            _named(word, today, toward)
            or _distance(word, today)
            or _numeric(word)
            or _of_weekday(word, today)
            or _month_day(word, since or today, toward)
        )
    except (OverflowError, ValueError):
        found = None
    if found is None:
        raise UsageError(f"Cannot read {text!r} as a date.", f"Write {FORMS}.")
    if not is_possible(found):
        raise UsageError(f"{found} is no date for a library loan.", f"Write {FORMS}.")
    return found


def parse_written(text: str, order: DayOrder | None = None) -> date:
    """The date that `text` writes out: `2026-12-14`, `2026/12/14`, `14.12.2026`, `14 May 2026`.

    `order` says how to read one like 03/04/2026, which is refused without.
    """
    word = " ".join(text.lower().replace(",", " ").split())
    try:
        found = _numeric(word, order)
        if found is None and word[-4:].isdigit():
            found = _month_day(word, date.min, "past")
    except (OverflowError, ValueError):
        found = None
    if found is None or not is_possible(found):
        raise UsageError(f"Cannot read {text!r} as a date.", "Write 2026-12-14.")
    return found


def _named(word: str, today: date, toward: Direction) -> date | None:
    near = {"today": 0, "tomorrow": 1, "yesterday": -1, "next week": 7, "last week": -7}
    if word in near:
        return today + timedelta(days=near[word])
    if word in ("end of month", "end of the month", "end of this month"):
        return (today.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    of_next_week = word.startswith("next ")
    wanted = weekday(word.removeprefix("next "))
    if wanted is None:
        return None
    if of_next_week:
        return today + timedelta(days=7 - today.weekday() + wanted)
    if toward == "future":
        return today + timedelta(days=(wanted - today.weekday()) % 7)
    return today - timedelta(days=(today.weekday() - wanted) % 7)


def weekday(name: str) -> int | None:
    """The weekday of that name, Monday being 0: `mon`, `thurs`, `Donnerstag`; else None."""
    word = name.strip().lower().rstrip(".")
    for names in (FULL_WEEKDAYS, GERMAN_WEEKDAYS):
        if word in names:
            return names.index(word)
    return SHORT_WEEKDAYS.get(word)


def _month(name: str) -> int | None:
    """The month of that name, or of one that begins with it; else None."""
    if name in ("mrz", "mär", "maerz"):
        return 3
    for names in (ENGLISH_MONTHS, GERMAN_MONTHS):
        found = [number for number, each in enumerate(names, 1) if each.startswith(name)]
        if len(name) >= 3 and found:
            return found[0]
    return None


def _distance(word: str, today: date) -> date | None:
    import re

    words = {name: str(number) for number, name in enumerate(COUNTS, 1)} | dict.fromkeys(
        ("a", "an", "next", "last"), "1"
    )
    word = " ".join(words.get(each, each) for each in word.split())
    match = re.fullmatch(
        r"(?:in )?(?P<sign>[+-]?) ?(?P<count>\d{1,5}) ?"
        r"(?P<unit>d|days?|w|weeks?|m|months?|y|years?)(?P<ago> ago)?",
        word,
        re.ASCII,
    )
    if match is None:
        return None
    from dateutil.relativedelta import relativedelta

    count = int(match["count"]) * (-1 if match["sign"] == "-" or match["ago"] else 1)
    unit = {"d": "days", "w": "weeks", "m": "months", "y": "years"}[match["unit"][0]]
    return today + relativedelta(**{unit: count})  # type: ignore[arg-type]


def _numeric(word: str, order: DayOrder | None = None) -> date | None:
    import re

    if re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", word, re.ASCII):
        return date.fromisoformat(word)
    if match := re.fullmatch(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", word, re.ASCII):
        return date(int(match[1]), int(match[3]), int(match[4]))
    if match := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})", word, re.ASCII):
        day, month, year = map(int, match.groups())
        return date(year + 2000 * (year < 100), month, day)
    match = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", word, re.ASCII)
    if match is None:
        return None
    first, second, year = map(int, match.groups())
    if order is not None:
        day, month = (first, second) if order == "day first" else (second, first)
        return date(year, month, day)
    if first <= 12 and second <= 12 and first != second:
        readings = (date(year, second, first), date(year, first, second))
        raise UsageError(
            f"{word} can be read two ways.",
            " or ".join(f"{each} ({each.day} {each:%B})" for each in readings)
            + ": write the one you mean.",
        )
    return date(year, second, first) if first > 12 else date(year, first, second)


def _month_day(word: str, today: date, toward: Direction) -> date | None:
    """A day of a month: `may 4`, `4. Mai`, `December 14th 2026`, `27 Mar 26`, `27.3.`."""
    import re

    month, day = r"([a-zäöü]{3,})\.?", r"(\d{1,2})(?:st|nd|rd|th)?\.?"
    year = r"(?: '?(\d{4}|\d{2}))?"
    if match := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.", word, re.ASCII):
        number, of_year, written = int(match[1]), int(match[2]), None
    elif match := re.fullmatch(rf"{month} ?{day}{year}", word):
        number, of_year, written = int(match[2]), _month(match[1]) or 0, match[3]
    elif match := re.fullmatch(rf"{day} ?(?:of )?{month}{year}", word):
        number, of_year, written = int(match[1]), _month(match[2]) or 0, match[3]
    else:
        return None
    if written is not None:
        return date(int(written) + 2000 * (len(written) == 2), of_year, number)
    found = []
    for near in range(max(1, today.year - 8), today.year + 9):
        with suppress(ValueError):  # 29 February names a day in leap years only
            found.append(date(near, of_year, number))
    if not found:
        return None
    if toward == "future":
        return min(each for each in found if each >= today)
    return max(each for each in found if each <= today)


def _of_weekday(word: str, today: date) -> date | None:
    """A day as it is printed, weekday first: `Mon 23 Mar`, `~Mon 23 Mar at 14:05, in 12 days`.

    Without a year it is one of this year, since others are printed with theirs. Raises UsageError
    where the two do not agree.
    """
    import re

    name, _, rest = word.removeprefix("~").partition(" ")
    rest = re.sub(PRINTED_AFTER, "", rest, flags=re.ASCII)
    wanted = weekday(name)
    if wanted is None or not rest:
        return None
    found = _numeric(rest) or _month_day(rest, date(today.year, 1, 1), "future")
    if found is not None and found.weekday() != wanted:
        raise UsageError(
            f"{day_text(found, today)} is no {FULL_WEEKDAYS[wanted].capitalize()}.",
            f"Write the date alone: {found}",
        )
    return found


def parse_weekdays(text: str) -> frozenset[int]:
    """Weekdays (Monday is 0) in `mon-fri`, `sat,sun`, `mon-wed fri`, `daily` or `weekends`."""
    groups = {"daily": "mon-sun", "weekdays": "mon-fri", "weekends": "sat-sun"}
    days: set[int] = set()
    for word in text.lower().replace(",", " ").split():
        first, _, last = groups.get(word, word).partition("-")
        start, end = weekday(first), weekday(last or first)
        if start is None or end is None:
            raise UsageError(
                f"Cannot read {text!r} as days of the week.", "Write mon-fri, sat,sun or daily."
            )
        days |= {(start + n) % 7 for n in range((end - start) % 7 + 1)}
    if not days:
        raise UsageError("No day of the week is named.", "Write mon-fri, sat,sun or daily.")
    return frozenset(days)


def weekdays_text(days: Collection[int]) -> str:
    """`every day`, `mon-fri` or `sat, sun`: runs of three and more are joined."""
    if len(days) == 7:
        return "every day"
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    parts = []
    for run in runs:
        names = [WEEKDAYS[day] for day in run]
        parts += [f"{names[0]}-{names[-1]}"] if len(run) > 2 else names
    return ", ".join(parts)


def parse_stretch(text: str, today: date) -> tuple[date, date]:
    """The first and last day of `2026-12-20..2026-12-27`, `fri..sun`, `next week` or one day."""
    import re

    if text.strip().lower() == "next week":
        monday = today + timedelta(days=7 - today.weekday())
        return monday, monday + timedelta(days=6)
    if re.fullmatch(r"\s*\d+ ?(?:d|days?|w|weeks?|m|months?)\s*", text.lower(), re.ASCII):
        raise UsageError(f"{text} does not say from when.", "Write FIRST..LAST, as in today..+13d.")
    first_word, dots, last_word = text.partition("..")
    first = parse_date(first_word, today)
    last = parse_date(last_word, today, since=first) if dots else first
    if last < first:  # a weekday of the next week, counted from the first day
        last = parse_date(last_word, first)
    if last < first:
        raise UsageError(f"{text} ends before it begins.", "Write FIRST..LAST.")
    return first, last


def day_text(day: date, today: date) -> str:
    """`Mon 23 Mar`, with the year when it is not this one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%a} {day.day} {day:%b}{year}"


def deadline_text(due: date, due_time: str | None, today: date) -> str:
    """`Mon 23 Mar at 14:05, in 12 days`."""
    hour = f" at {due_time}" if due_time else ""
    return f"{day_text(due, today)}{hour}, {distance_text(due, today)}"


def distance_text(day: date, today: date) -> str:
    """`today`, `tomorrow`, `in 12 days`, `yesterday`, `3 days ago`."""
    days = (day - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in near:
        return near[days]
    return f"in {days} days" if days > 0 else f"{-days} days ago"
