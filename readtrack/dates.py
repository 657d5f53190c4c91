"""Parse dates that people type, and print dates, relative to today."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta, tzinfo
from typing import Literal

from readtrack.clock import is_possible
from readtrack.day_names import COMING, FULL_WEEKDAYS, LAST, NEAR, NEXT, UNITS, month, weekday
from readtrack.distances import at_distance
from readtrack.errors import UsageError, two_ways, unreadable
from readtrack.limits import LONGEST_PHRASE

FORMS = "2026-12-14, today, fri, +10d, 3 weeks or may 4"

BEFORE = (
    "on", "by", "from", "since", "until", "till", "due", "the", "am", "ab", "seit", "bis", "zum",
    "den", "der",
)  # fmt: skip
"""Words before a day that do not change its meaning."""

PRINTED_AFTER = r"(?: at \d{1,2}:\d\d)?(?: in \d+ days| \d+ days ago| today| tomorrow| yesterday)?$"
"""The pattern of the text that readtrack prints after the day of a deadline."""

A_DAY = timedelta(days=1)

Direction = Literal["past", "lately", "near", "future"]
"""Where to look for a day that has no year.

`lately` looks back, but takes one just ahead; `near` looks ahead, but takes one just past.
"""
USUAL: dict[Direction, str] = {"past": "today", "lately": "today", "near": "fri", "future": "+21d"}
"""The date that an example in an error shows."""

DayOrder = Literal["day first", "month first"]


def zone(name: str) -> tzinfo:
    """The time zone called `name`, such as Europe/Berlin."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    with suppress(ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(name)
    from dateutil.tz import gettz

    found = None
    with suppress(OSError, OverflowError, ValueError):  # a name too long, a distance too far
        found = gettz(name) if name and not name.startswith(("/", ".", ":")) else None
    if found is None:
        raise UsageError(
            f"There is no time zone {name[:40]!r}.", "Write Europe/Berlin, or UTC.", {name: "UTC"}
        )
    return found


def parse_date(
    text: str,
    today: date,
    toward: Direction = "future",
    since: date | None = None,
    good: date | str | None = None,
) -> date:
    """The date `text` names; a weekday or a day without a year is the nearest one `toward`.

    The year of a day without one is looked for from `since`, where that is not today. `good` is a
    date that would do, and the first or last one that does, for an example.
    """
    word = _tidied(text)
    try:
        found = (
            _named(word, today, toward)
            or at_distance(word, today)
            or _numeric(word)
            or _of_weekday(word, today, toward)
            or _month_day(word, since or today, toward)
            or _only(word, _short(word, since or today, toward))
        )
    except (OverflowError, ValueError):
        found = None
    except UsageError as error:
        error.instead = {text: _fitting(error, today, toward, since or today, good)}
        raise
    good = good or USUAL[toward]
    if found is None:
        raise unreadable(text, "a date", f"Write {FORMS}.", good)
    if not is_possible(found):
        what = f"{found} is no date for a library loan."
        raise UsageError(what, f"Write {FORMS}.", {text: good})
    return found


def _fitting(
    error: UsageError, today: date, toward: Direction, since: date, good: date | str | None
) -> object:
    """Return the most likely of the readings that the error names, else a valid date."""
    back = toward in ("past", "lately")
    bound = good if isinstance(good, date) else today if back else since
    usual = good or USUAL[toward]
    days = [each for each in error.instead.values() if isinstance(each, date)]
    if back and len(days) > 1:
        return max((each for each in days if each <= bound), default=usual)
    return usual if back else next((each for each in days if each >= bound), usual)


def parse_written(text: str, order: DayOrder | None = None) -> date:
    """The date that `text` writes out: `2026-12-14`, `2026/12/14`, `14.12.2026`, `14 May 2026`.

    Dates like 03/04/2026 are refused unless `order` is given. A weekday may stand in front.
    """
    word = _tidied(text)
    name, _, rest = word.partition(" ")
    wanted = weekday(name)
    word = word if wanted is None else rest
    found = None
    with suppress(OverflowError, ValueError):
        found = _numeric(word, order)
        if found is None and word[-4:].isdigit():
            found = _month_day(word, date.min, "past")
    if found is None or not is_possible(found) or found.weekday() != (wanted or found.weekday()):
        raise unreadable(text, "a date", "Write 2026-12-14.")
    return found


def _tidied(text: str) -> str:
    """Return `text` in small letters, without words that do not identify the day."""
    if not text.isascii():
        import unicodedata

        text = unicodedata.normalize("NFC", text).replace("’", "'")
    words = text.lower().replace(",", " ").replace("~", " ").split()
    first = 0
    if sum(map(len, words)) > LONGEST_PHRASE:
        return ""
    while first < len(words) - 1 and words[first] in BEFORE:
        first += 1
    word = " ".join(words[first:])
    return word[:-1] if word.endswith(".") and word[-2:-1].isalpha() else word


def _two_ways(word: str, readings: Collection[date]) -> UsageError:
    days = " or ".join(f"{each} ({each.day} {each:%B})" for each in readings)
    return two_ways(word, days, {f"{each}": each for each in readings})


def _only(word: str, readings: Collection[date]) -> date | None:
    """Return the only reading, or None. Raises UsageError if there are several."""
    if len(readings) > 1:
        raise _two_ways(word, readings)
    return next(iter(readings), None)


def _named(word: str, today: date, toward: Direction) -> date | None:
    """A day that has a name: `tomorrow`, `next fri`, `Freitag nächste Woche`, `end of march`."""
    if word in NEAR:
        return today + timedelta(days=NEAR[word])
    if (end := _end(word, today, toward)) is not None:
        return end
    first, *others = word.split() or [""]
    monday = today - timedelta(days=today.weekday())
    if len(others) == 2:  # the week before the day, or behind it
        for which, week, name in ((first, *others), (*others, first)):
            if which in NEXT and UNITS.get(week) == "weeks" and weekday(name) is not None:
                return monday + timedelta(days=7 + (weekday(name) or 0))
    wanted = weekday(" ".join(others) if first in (*NEXT, *LAST, *COMING) else word)
    if wanted is None:
        return None
    if first in NEXT:
        return monday + timedelta(days=7 + wanted)
    behind = today - timedelta(days=(today.weekday() - wanted) % 7)
    if first in LAST:
        newest = behind - timedelta(days=7 * (behind == today))
        return _only(word, sorted({monday + timedelta(days=wanted - 7), newest}))
    if toward in ("past", "lately"):
        return behind
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def _end(word: str, today: date, toward: Direction) -> date | None:
    """The last day of a month or of the year: `end of month`, `end of march`, `Monatsende`."""
    words = [each for each in word.split() if each not in ("of", "the", "this", "des", "dieses")]
    match words:
        case ["monatsende"] | ["end" | "ende", "month" | "monat" | "monats"]:
            return last_day(today.year, today.month)
        case ["jahresende"] | ["end" | "ende", "year" | "jahr" | "jahres"]:
            return date(today.year, 12, 31)
        case ["end" | "ende", which, "month" | "monat" | "monats"] if which in NEXT:
            following = last_day(today.year, today.month) + A_DAY
            return last_day(following.year, following.month)
        case ["end" | "ende", name] if (of_year := month(name)) is not None:
            return _nearest([last_day(year, of_year) for year in _years(today)], today, toward)
        case ["end" | "ende", "week" | "woche"] | ["wochenende"]:
            monday = today - timedelta(days=today.weekday())
            raise _two_ways(word, [monday + timedelta(days=4), monday + timedelta(days=6)])
    return None


def last_day(year: int, of_year: int) -> date:
    """The last day of a month."""
    return date(year + of_year // 12, of_year % 12 + 1, 1) - A_DAY


def _numeric(word: str, order: DayOrder | None = None) -> date | None:
    import re

    if match := re.fullmatch(r"(\d{4})(-?)(\d{2})\2(\d{2})", word, re.ASCII):
        return _day(int(match[1]), int(match[3]), int(match[4]))
    if match := re.fullmatch(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", word, re.ASCII):
        return _day(int(match[1]), int(match[3]), int(match[4]))
    if match := re.fullmatch(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4}|\d{2})", word, re.ASCII):
        day, of_year, year = map(int, match.groups())
        return _day(year + 2000 * (year < 100), of_year, day)
    match = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", word, re.ASCII)
    if match is None:
        return None
    first, second, year = map(int, match.groups())
    if order is None and max(first, second) <= 12 and first != second:
        raise _two_ways(word, (date(year, second, first), date(year, first, second)))
    day_first = first > 12 if order is None else order == "day first"
    return _day(year, second, first) if day_first else _day(year, first, second)


def _day(year: int, of_year: int, day: int) -> date:
    """Return that date. Raises UsageError, naming the last day, if the month is shorter."""
    if 1 <= of_year <= 12 and 31 >= day > (last := last_day(year, of_year)).day:
        raise _no_such_day(day, last, f"{last:%B} {year}")
    return date(year, of_year, day)


def _no_such_day(day: int, last: date, named: str) -> UsageError:
    return UsageError(f"There is no {day} {named}.", f"Its last day is {last}.", {named: last})


def _month_day(word: str, today: date, toward: Direction) -> date | None:
    """A day of a month: `may 4`, `4. Mai`, `December 14th 2026`, `27 Mar 26`, `27.3.`, `27th`."""
    import re

    word = re.sub(r"(?<=[a-zäöü])[-/](?=\d)|(?<=\d)[-/](?=[a-zäöü])", " ", word)
    name, day = r"([a-zäöü]{3,})\.?", r"(\d{1,2})(?:st|nd|rd|th)?\.?"
    year = r"(?: '?(\d{4}|\d{2}))?"
    written = None
    if match := re.fullmatch(r"(\d{1,2})\. ?(\d{1,2})\.", word, re.ASCII):
        number, of_year = int(match[1]), int(match[2])
    elif match := re.fullmatch(rf"{name} ?{day}{year}", word):
        number, of_year, written = int(match[2]), month(match[1]) or 0, match[3]
    elif match := re.fullmatch(rf"{day} ?(?:of )?{name}{year}", word):
        number, of_year, written = int(match[1]), month(match[2]) or 0, match[3]
    elif match := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|\.)", word, re.ASCII):
        way: Direction = "past" if toward in ("past", "lately") else "future"
        return _nearest(list(_numbered(int(match[1]), today, way)), today, way)
    else:
        return None
    if written is not None:
        return _day(int(written) + 2000 * (len(written) == 2), of_year, number)
    return _nearest(_every_year(of_year, number, today, toward), today, toward)


def _numbered(day: int, today: date, toward: Direction) -> Iterator[date]:
    """Yield the days of that number in this month and in the nearest months that have it."""
    for away in range(13):
        months = today.year * 12 + today.month - 1 + (away if toward == "future" else -away)
        with suppress(ValueError):
            yield date(months // 12, months % 12 + 1, day)


def _years(today: date) -> range:
    """Return the years around today, enough to contain two leap years."""
    return range(max(1, today.year - 8), today.year + 9)


def _every_year(of_year: int, day: int, today: date, toward: Direction) -> Sequence[date]:
    """A day of the month in the years around today.

    Raises UsageError for a day that the month has in none of them.
    """
    if not (1 <= of_year <= 12 and 1 <= day <= 31):
        return []
    ends = [last_day(year, of_year) for year in _years(today)]
    found = [end.replace(day=day) for end in ends if day <= end.day]  # 29 February: leap years only
    if not found:
        last = _nearest(ends, today, toward)
        assert last is not None
        raise _no_such_day(day, last, f"{last:%B}")
    return found


def _nearest(days: Sequence[date], today: date, toward: Direction) -> date | None:
    if toward in ("past", "lately"):
        end = today + timedelta(days=30 if toward == "lately" else 0)
        return max((each for each in days if each <= end), default=None)
    start = today - timedelta(days=60 if toward == "near" else 0)
    return min((each for each in days if each >= start), default=None)


def _short(word: str, today: date, toward: Direction) -> list[date]:
    """Return every reading of `27.3`, `3/27` or `27/3/26`, which can mean two days."""
    import re

    match = re.fullmatch(r"(\d{1,2})([./-])(\d{1,2})(?:\2(\d{2}))?", word, re.ASCII)
    if match is None:
        return []
    first, second, third = int(match[1]), int(match[3]), match[4]
    readings = set()
    missing: UsageError | None = None
    for of_year, day in ((second, first), (first, second)):
        try:
            if third is not None:
                readings.add(_day(2000 + int(third), of_year, day))
            elif found := _nearest(_every_year(of_year, day, today, toward), today, toward):
                readings.add(found)
        except UsageError as error:
            missing = missing or error
        except ValueError:
            continue
    if third is not None:
        with suppress(UsageError, ValueError):
            readings.add(_day(2000 + first, second, int(third)))
    if missing is not None and not readings:
        raise missing
    return sorted(readings)


def _of_weekday(word: str, today: date, toward: Direction) -> date | None:
    """A day as it is printed, weekday first: `Mon 23 Mar`, `Mon 23 Mar at 14:05, in 12 days`.

    Without a year it is one of this year, since others are printed with theirs, or the nearest
    one, within half a year, that is such a weekday. Raises UsageError where there is none.
    """
    import re

    name, _, rest = word.partition(" ")
    rest = re.sub(PRINTED_AFTER, "", rest, flags=re.ASCII).removeprefix("the ")
    wanted = weekday(name)
    if wanted is None or not rest:
        return None
    new_year = date(today.year, 1, 1)
    days = [*_written_out(rest), *_short(rest, today, toward)]
    if (of_this_year := _month_day(rest, new_year, "future")) is not None:
        near = _month_day(rest, today, toward) or of_this_year
        days += [of_this_year, near] if abs(near - today).days <= 183 else [of_this_year]
    fitting = [each for each in days if each.weekday() == wanted]
    if days and not fitting:
        what = f"{day_text(days[0], today)} is no {FULL_WEEKDAYS[wanted].capitalize()}."
        raise UsageError(what, "Write the date alone.", {word: days[0]})
    return next(iter(fitting), None)


def _written_out(word: str) -> Iterator[date]:
    """Every reading of a date in numbers, year included."""
    orders: tuple[DayOrder, ...] = ("day first", "month first")
    for order in orders:
        with suppress(UsageError, ValueError):
            if (found := _numeric(word, order)) is not None:
                yield found


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
    far = f"in {days} days" if days > 0 else f"{-days} days ago"
    return {0: "today", 1: "tomorrow", -1: "yesterday"}.get(days, far)
