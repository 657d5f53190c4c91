"""Days in what libraries and people call the event of a book that is due, in six languages."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from readtrack.dates import DayOrder
from readtrack.day_names import COUNTS
from readtrack.errors import UsageError
from readtrack.importing.days import day_in
from readtrack.importing.media import unaccented

_UMLAUTS = {"ä": "(?:ä|ae?)", "ö": "(?:ö|oe?)", "ü": "(?:ü|ue?)"}
_LAX = str.maketrans(_UMLAUTS | {each: f"[{each}{unaccented(each)}]" for each in "àâéèêñóíûç"})


def lax(pattern: str) -> re.Pattern[str]:
    """Return a pattern that also matches words without their accents, `Echeance` and `Faellig`."""
    return re.compile(pattern.translate(_LAX), re.IGNORECASE)


UNTIL = (
    r"(?:on|by|until|before|since|no later than|am|bis|bis zum|bis spätestens|spätestens"
    r"|spätestens am|zum|vor dem|seit|depuis|le|avant|avant le|jusqu'au|pour le|au plus tard le|el"
    r"|antes del?|hasta el|op|voor|uiterlijk|uiterlijk op|il|entro|entro il)"
)
"""What stands before a day."""

IN_TWO_DAYS = r"day after tomorrow|übermorgen|après-demain|pasado mañana|overmorgen|dopodomani"
TOMORROW = rf"(?:{IN_TWO_DAYS}|tomorrow|morgen|demain|mañana|domani)"
IN_DAYS = (
    r"(?:in|within|dans|en|dentro de|over|binnen|fra|tra) "
    rf"(?:\d{{1,2}}|une?|una?|een|{'|'.join(COUNTS)}) (?:days?|tag(?:en?)?|jours?|días?|dag(?:en)?"
    r"|giorn[io]|weeks?|wochen?|semaines?|semanas?|weken|settiman[ae])"
)
"""`in 3 days`, `in einer Woche`."""

WEEKDAYS = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)"
)
SHORT_WEEKDAYS = r"(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)"
DATE = (
    rf"(?:{UNTIL} )?(?:\d{{1,2}}[./-]\d{{1,2}}[./-]20\d\d|20\d\d-\d\d-\d\d)$"
    rf"|{UNTIL} \d{{1,2}}\.\d{{1,2}}\.$"
)
"""A date of numbers at the end of a text."""

DAY = lax(
    rf" ?(?:\b{UNTIL} )?(?:\b(?:{WEEKDAYS}|{SHORT_WEEKDAYS})[.,]* (?=\w+\W+\w))?(?P<day>"
    r"\b\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4}|\.)?|\b\d{4}-\d\d-\d\d"
    r"|\b\d{1,2}(?:st|nd|rd|th|\.)? (?:de )?[^\W\d_]{3,10}(?: (?:de )?\d{4})?"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}(?:, \d{4})?"
    rf"|\b(?:today|heute|hoy|oggi|{TOMORROW}|{IN_DAYS})\b"
    r"|\b\d{1,2}(?::\d\d(?: ?(?:uhr|[ap]m))?| ?(?:uhr|[ap]m))\b"
    rf"|(?:(?<=on )|(?<=by )|(?<=am )|(?<=bis )){WEEKDAYS}\b)"
)
"""A day in the middle of a summary."""

_IN_DAYS, _IN_TWO_DAYS, _TOMORROW = (
    lax(rf"\b(?:{each})\b") for each in (IN_DAYS, IN_TWO_DAYS, TOMORROW)
)

ORDERS: tuple[DayOrder, ...] = ("day first", "month first")
FARTHEST = timedelta(days=62)
"""How long before a due date the reminder of it may stand."""


def day_meant(text: str, event: date) -> date:
    """Return the due date that `text`, without a title, names on the day of an `event`.

    `due in 3 days`, `due tomorrow` and `due on 30 March` are of a reminder; anything else, a bare
    weekday too, leaves it that day.
    """
    if named := {day for match in DAY.finditer(text) for day in _days(match["day"], event)}:
        ahead = [day for day in named if event <= day <= event + FARTHEST]
        return ahead[0] if len(ahead) == 1 else event
    if match := _IN_DAYS.search(text):
        *_, count, unit = match[0].lower().split()
        many = int(count) if count.isdecimal() else COUNTS.get(count, 1)
        return event + timedelta(days=many * (7 if unit[0] in "ws" else 1))
    if match := _TOMORROW.search(text):
        return event + timedelta(days=2 if _IN_TWO_DAYS.search(text) else 1)
    return event


def _days(written: str, event: date) -> Iterator[date]:
    """Yield the days that a date may mean, in the year of `event` or the next if it names none."""
    word = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", written.lower())
    has_year = re.search(r"\d{4}|\d[./-]\d+[./-]\d", word)
    mark = word.strip("0123456789")[:1] if re.fullmatch(r"[\d./-]+", word) else " "
    for year in ("",) if has_year else (event.year, event.year + 1):
        for order in ORDERS:
            with suppress(UsageError):
                found = day_in(f"{word.strip('.')}{mark}{year}" if year else word, None, order)
                yield from filter(None, (found,))
