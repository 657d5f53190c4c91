"""Days in cells: dates as spreadsheets, programs and people write them in six languages."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache

from readtrack.clock import is_possible
from readtrack.dates import DayOrder, parse_written
from readtrack.day_names import ENGLISH_MONTHS, month, weekday
from readtrack.errors import UsageError, unreadable
from readtrack.importing.values import clean, dated, excerpt, instant_of
from readtrack.limits import LONGEST_TEXT
from readtrack.named_tuple import NamedTuple

WRITTEN_DATE = re.compile(
    r"(?<![\d./-])(?P<day>\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2}))"
    r"(?!\d|[./-]\d)(?:(?:T|,? )(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2}(?:[.,]\d+)?)?"
    r" ?(?P<half>[ap]\.?m\b\.?)? ?"
    r"(?P<offset>(?:(?:UTC|GMT) ?)?[+−-]\d{1,2}(?::?\d{2})?(?!\d)|(?:Z|UTC|GMT)\b)?)?",
    re.ASCII | re.IGNORECASE,
)
"""A date, and the time after it. Only with an offset does the time change the date."""

SLASHED = re.compile(
    r"(?<![\d/:-])(\d{1,2})([/-])(\d{1,2})(?:\2(\d{4}|\d{2})(?!\d)|(?![\d/:-]))", re.ASCII
)
"""A date of numbers that may be read two ways, with a year or without."""

NO_YEAR, TWO_WAYS = " names no year.", " can be read two ways."

LONGEST_TERM = timedelta(days=200)
"""From a checkout to a due date that names no year."""

NEAR = timedelta(days=60)
"""How far from today a due date that names no year is, where nothing says when the loan began."""

SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?", re.ASCII)
FIRST_DAY = date(1899, 12, 30)
SERIALS = range(25_569, 65_746)
"""Days since then that a spreadsheet counts, from 1970 through 2079."""

PART = re.compile(
    r"(?:19|20)\d{2}(?:[/.-](?:0?[1-9]|1[0-2]))?|(?:0?[1-9]|1[0-2])[/.-](?:19|20)\d{2}", re.ASCII
)
"""A year or a month: `2019`, `2019/05`, `05/2019`."""

HAS_A_YEAR = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d(?!\d)|\d{1,2}([./-])\d{1,2}\1\d\d(?!\d)|\d{1,2}\.\d{1,2}\.)", re.ASCII
)
"""What dates have, whatever else is wrong with them: `32/13/2025`, `3/4/25`, `31.12.`."""

TIME_AFTER = re.compile(
    r",? (?:at |um |à |a las |alle |om |в )?\d{1,2}[:.]\d{2}(?::\d{2})?"
    r"(?: ?[ap]\.?m\.?)?(?: uhr| h)?$",
    re.IGNORECASE,
)
EAST_ASIAN = re.compile(r"(\d{4})[年년] ?(\d{1,2})[月월] ?(\d{1,2})[日일].*")

MONTHS = {
    name: number
    for names in (
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janv févr mars avr mai juin juil août sept oct nov déc",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "ene feb mar abr may jun jul ago set oct nov dic",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "jan feb mrt apr mei jun jul aug sep okt nov dec",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
        "dicembre",
        "gen feb mar apr mag giu lug ago set ott nov dic",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    )
    for number, name in enumerate(names.split(), 1)
}
"""Months in French, Spanish, Dutch, Italian, Portuguese and Russian."""

LINKS = {"г", "de", "del", "of", "the", "le", "el", "il", "op", "den", "der", "am", "on", "a", "al"}

WEEKDAYS = set(
    " ".join(
        (
            "lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim",
            "lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb dom",
            "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo",
            "lunedì martedì mercoledì giovedì venerdì sabato domenica gio",
        )
    ).split()
)
"""Days of the week in the same languages; those in English and German stand elsewhere."""

TO_COME = timedelta(days=1)
"""What the days of two zones may differ by."""


class AsOf(NamedTuple):
    """The day of an import, and how its file writes dates like 03/04/2026."""

    today: date
    order: DayOrder = "month first"


def day_in(
    text: str, zone: tzinfo | None, order: DayOrder | None = None, today: date | None = None
) -> date | None:
    """The date in a cell, None where it is empty; an instant with an offset is the local date.

    `order` says how to read 03/04/2026, which is refused without. Years of two digits are past
    ones from ten years after `today` on. Raises UsageError for what is no date.
    """
    text = clean(text)
    if not text:
        return None
    if len(text) == 10 and text[4] == text[7] == "-" and (found := _iso(text)):
        return found
    if len(text) > LONGEST_TEXT:
        raise unreadable(text, "a date", "Write 2026-12-14.")
    if (serial := SERIAL.fullmatch(text)) and int(serial[1]) in SERIALS:
        return FIRST_DAY + timedelta(days=int(serial[1]))
    match = WRITTEN_DATE.search(text)
    if match is None:
        return _named(text, today)
    day = _numbers(match["day"], order, today)
    if match["offset"] is None:
        return day
    local = dated(_instant(match, day), zone)
    if local is None:
        raise unreadable(text, "a date", "Write 2026-12-14.")
    return local[0]


def moment_in(text: str, order: DayOrder) -> datetime | None:
    """Return the instant of a date with a time, in UTC unless it names an offset; else None."""
    match = WRITTEN_DATE.fullmatch(clean(text))
    if match is None or match["hour"] is None:
        return None
    with suppress(UsageError):
        return _instant(match, _numbers(match["day"], order, None))
    return None


def _instant(match: re.Match[str], day: date) -> datetime | None:
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + 12 * (match["half"][0] in "pP")
    return instant_of(f"{day}T{hour:02}:{match['minute']}{match['offset'] or ''}")


def _iso(text: str) -> date | None:
    """Return the date of `2026-12-14`, as most cells have it; None where there is no such day."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if is_possible(found) else None


def _numbers(text: str, order: DayOrder | None, today: date | None) -> date:
    """The date of `2026/3/27`, `27.3.26` or `03-27-26`; where it has one reading only, that."""
    match = SLASHED.fullmatch(text)
    if match is None:
        short = re.fullmatch(r"(\d{1,2}\.\d{1,2}\.)(\d{2})", text, re.ASCII)
        return parse_written(f"{short[1]}{_year(short[2], today)}" if short else text, order)
    first, mark, second = int(match[1]), match[2], int(match[3])
    if first > 12 >= second:
        order = "day first"
    elif second > 12 >= first:
        order = "month first"
    return parse_written(f"{match[1]}{mark}{match[3]}{mark}{_year(match[4], today)}", order)


def _year(digits: str, today: date | None) -> int:
    """Return the year of two digits: none more than ten years after today."""
    year = int(digits)
    if len(digits) > 2:
        return year
    latest = (today.year if today else 2059) + 10
    return 2000 + year if 2000 + year <= latest else 1900 + year


def _named(text: str, today: date | None) -> date:
    """Return the date of `27-Mar-26`, `27 Mar 2026 23:59`, `viernes, 27 de marzo de 2026`."""
    if far := EAST_ASIAN.fullmatch(text):
        return parse_written(f"{far[1]}-{int(far[2]):02}-{int(far[3]):02}")
    if text.isascii() and text.isdigit():
        return parse_written(text)
    words = _words(text)
    while len(words) > 3 and not words[0][0].isdigit() and words[0] not in ENGLISH_MONTHS:
        del words[0]  # a weekday in another language
    if len(words) == 3 and words[0].isdigit() and len(words[0]) == 4:
        words.reverse()
    if len(words) == 3 and re.fullmatch(r"'?\d{2}", words[2], re.ASCII):
        words[2] = str(_year(words[2][-2:], today))
    try:
        return parse_written(" ".join(words) if len(words) == 3 else text)
    except UsageError as error:
        if "There is no" in error.what:
            raise
        raise unreadable(text, "a date", "Write 2026-12-14.") from None


def _words(text: str) -> list[str]:
    """Return the parts of a date in English, without its time and weekday, as far as known."""
    bare = TIME_AFTER.sub("", text.lower()).replace("’", "'")
    bare = re.sub(r"[-/,]|(?<=\d)\.(?=[^\W\d_])|(?<=[^\W\d_])\.(?=\d)", " ", bare)
    return [word for each in bare.split() if (word := _english(each))]


def _english(word: str) -> str:
    """Return a word of a date in English; nothing for one that says not which day it is."""
    bare = word.strip(".")
    if bare in MONTHS and not (month(bare) and weekday(bare) is None):
        return ENGLISH_MONTHS[MONTHS[bare] - 1]
    if bare in LINKS or (bare in WEEKDAYS and month(bare) is None):
        return ""
    if weekday(bare) is not None and not bare.isdigit():
        return ""
    return re.sub(r"(?<=\d)(?:er|re|º|°|ème|st|nd|rd|th|\.)$", "", word)


def day_or_short(
    text: str,
    zone: tzinfo | None,
    order: DayOrder | None,
    today: date,
    since: date | None = None,
    *,
    is_past: bool,
) -> date | None:
    """Return the date in a cell as `day_in` does, or what `past_day` or `due_day` make of it."""
    try:
        return day_in(text, zone, order, today if is_past else None)
    except UsageError:
        short = past_day(text, order, today) if is_past else due_day(text, order, today, since)
        if short is None:
            raise
        return short


def past_day(text: str, order: DayOrder | None, latest: date) -> date | None:
    """Return the latest `30.3.`, `3/23`, `3-Jan` or `lundi 30 mars` through a day.

    None for what is no date without a year. Raises UsageError if it can be read two ways.
    """
    return max((each for each in _every_year(text, order, latest) if each <= latest), default=None)


def due_day(
    text: str, order: DayOrder | None, today: date, since: date | None = None
) -> date | None:
    """Return the due date of a loan that names no year: the first since the checkout, or near.

    None for what is no date without a year. Raises UsageError where it stays doubtful.
    """
    days = [day for day in _every_year(text, order, since or today) if not since or day >= since]
    found = min(days, key=lambda day: abs(day - (since or today)), default=None)
    if found and abs(found - (since or today)) > (LONGEST_TERM if since else NEAR):
        raise UsageError(f"{excerpt(text)}{NO_YEAR}", f"Write {found}, if that is meant.")
    return found


def _every_year(text: str, order: DayOrder | None, about: date) -> list[date]:
    """Return a day of a month in the years about a day; none where the text is something else."""
    found = []
    of_year, day = _month_and_day(clean(text)[:LONGEST_TEXT], order) or (0, 0)
    for year in range(about.year - 8, about.year + 9):
        with suppress(ValueError):  # 29 February is in leap years only
            found.append(date(year, of_year, day))
    return found


def _month_and_day(text: str, order: DayOrder | None) -> tuple[int, int] | None:
    """Return the month and the day that a cell names and no year; None for something else."""
    words = _words(text)
    numbers = [int(word) for word in words if word.isdecimal()]
    if dotted := re.search(r"(?<![\d.])(\d{1,2})\. ?(\d{1,2})(\.?)$", text, re.ASCII):
        is_clear = bool(dotted[3]) or len(dotted[0]) == 5
        is_alone = not any(map(str.isalpha, words))
        return (int(dotted[2]), int(dotted[1])) if is_clear and is_alone else None
    if len(words) != 2 or not numbers or max(numbers) > 31:
        return None
    if match := SLASHED.search(text):
        is_range = match[2] == "-" and len(match[0]) < 5  # `1-2`
        return None if is_range or len(numbers) < 2 else _ordered(numbers[0], numbers[1], order)
    name = words[words[0].isdecimal()]
    if name == words[0] and "-" in text and len(words[1]) == 2:
        return None  # `Jan-26` is a month
    of_year = month(name.strip("."))
    return (of_year, numbers[0]) if of_year else None


def _ordered(first: int, second: int, order: DayOrder | None) -> tuple[int, int]:
    """Return the month and the day of two numbers. Raises UsageError if either may be both."""
    if max(first, second) > 12:
        order = "day first" if first > 12 else "month first"
    if order is None and first != second:
        ways = (f"{day} {date(2000, of_year, day):%B}" for day, of_year in
                ((first, second), (second, first)))  # fmt: skip
        what = f"{first}/{second}{TWO_WAYS}"
        raise UsageError(what, f"Write {' or '.join(ways)}, with its year.")
    return (second, first) if order == "day first" else (first, second)


def is_part(text: str) -> bool:
    """Return whether a cell names a month or a year and no day: `2019/05`, `May 2019`, `2019`."""
    word = clean(text)
    if PART.fullmatch(word):
        return True
    words = word.lower().replace(",", " ").split()
    words = [each.strip(".") for each in words if each not in LINKS]
    if len(words) != 2 or not re.fullmatch(r"(?:19|20)\d{2}", words[1]):
        return False
    return words[0] in MONTHS or month(words[0]) is not None


def has_a_day(text: str) -> bool:
    """Return whether a cell names a date, even one that is unclear or does not exist: `32.13.2025`.

    A bare number, a percentage or `120/304` is none.
    """
    if HAS_A_YEAR.search(text):
        return True
    words = re.findall(r"[^\W\d_]+", text.lower())
    has_month = any(word in MONTHS or month(word) is not None for word in words)
    return has_month and any(map(str.isdigit, text))


@lru_cache(20_000)
def read_on(
    text: str | None,
    today: date,
    order: DayOrder | None = "month first",
    zone: tzinfo | None = None,
    by: date | None = None,
) -> date | None:
    """Return the day that something was read on; None for an empty cell, a month or a year.

    One without a year is the latest through `by`. Where nothing in the row has a year, it would be
    another day in another year. Raises UsageError for it, for what is no date, or one to come.
    """
    word = clean(text)
    if not word or is_part(word):
        return None
    try:
        found = day_in(word, zone, order, today - timedelta(days=3652))
    except UsageError:
        if not _month_and_day(word, order):
            raise
        if by is None:
            raise UsageError(f"{excerpt(word)}{NO_YEAR}", "Write 2026-12-14.") from None
        found = past_day(word, order, by)
    if found is not None and found > today + TO_COME:
        raise UsageError(f"{excerpt(word)} is still to come.", "Correct the date.")
    return found


def order_of(cells: Iterable[str], past: date | None = None) -> DayOrder | None:
    """Whether the dates of a column put the day or the month first; None where none of them says.

    Dates that are no later than `past` say it too, where the other order would be to come.
    """
    votes: set[DayOrder] = set()
    likely: set[DayOrder | None] = set()
    for cell in cells:
        match = SLASHED.search(cell)
        if match is None:
            continue
        first, second = int(match[1]), int(match[3])
        if (first > 12) != (second > 12):
            votes.add("day first" if first > 12 else "month first")
        elif past is not None and match[4] and first <= 12:
            likely.add(_only_past(first, second, _year(match[4], past), past))
    found = votes or likely - {None}
    return found.pop() if len(found) == 1 else None


def _only_past(first: int, second: int, year: int, past: date) -> DayOrder | None:
    """Return the order in which a date is not to come, where only one is."""
    year, first, second = max(1, year), max(1, first), max(1, second)
    day_first, month_first = date(year, second, first), date(year, first, second)
    if (day_first <= past) == (month_first <= past):
        return None
    return "day first" if day_first <= past else "month first"
