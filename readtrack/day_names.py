"""Names of days, months and small numbers, in English and German."""

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")


def by_name(names: Mapping[T, str], between: str = " ") -> dict[str, T]:
    """Return what each name means, from the names of each meaning."""
    return {name: each for each, text in names.items() for name in text.split(between)}


FULL_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
OTHER_WEEKDAYS = by_name(
    {
        0: "mon mo montag",
        1: "tue tues di dienstag",
        2: "wed weds mi mittwoch",
        3: "thu thur thurs do donnerstag",
        4: "fri fr freitag",
        5: "sat sa samstag sonnabend",
        6: "sun so sonntag",
    }
)
ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
GERMAN_MONTHS = (
    "januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober",
    "november", "dezember",
)  # fmt: skip
OTHER_MONTHS = {"mrz": 3, "maerz": 3, "jänner": 1, "jän": 1, "feber": 2}

COUNTS = {
    word: number
    for words in (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen twenty twenty-one",
        "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn"
        " sechzehn siebzehn achtzehn neunzehn zwanzig einundzwanzig",
    )
    for number, word in enumerate(words.split(), 1)
} | dict.fromkeys(("a", "an", "ein", "eine", "einem", "einen", "einer"), 1)
"""Number words up to the 21 days of a usual loan, and articles that mean one."""

NEAR = by_name(
    {
        0: "today/tonight/heute",
        1: "tomorrow/morgen",
        -1: "yesterday/gestern",
        2: "the day after tomorrow/day after tomorrow/übermorgen/uebermorgen",
        -2: "the day before yesterday/day before yesterday/vorgestern",
    },
    "/",
)
"""Days from today."""

NEXT = ("next", "nächste", "nächsten", "nächster", "nächstes", "naechste", "naechsten")
LAST = ("last", "letzte", "letzten", "letzter", "letztes", "vorige", "vorigen")
COMING = ("this", "coming", "diese", "diesen", "dieser", "kommende", "kommenden")
"""Words before the name of a day that change nothing: the nearest one is meant."""

UNITS = by_name(
    {
        "days": "d day days tag tage tagen",
        "weeks": "w wk wks week weeks woche wochen",
        "fortnights": "fortnight fortnights",
        "months": "m month months mth mths monat monate monaten",
        "years": "y yr yrs year years jahr jahre jahren",
    }
)


def weekday(name: str) -> int | None:
    """The weekday of that name, Monday being 0: `mon`, `thurs`, `Donnerstag`; else None."""
    word = name.strip().lower().rstrip(".")
    return FULL_WEEKDAYS.index(word) if word in FULL_WEEKDAYS else OTHER_WEEKDAYS.get(word)


def month(name: str) -> int | None:
    """Return the month whose name begins with that text, else None."""
    if name in OTHER_MONTHS or len(name) < 3:
        return OTHER_MONTHS.get(name)
    both = enumerate(zip(ENGLISH_MONTHS, GERMAN_MONTHS, strict=True), 1)
    found = (number for number, names in both if any(each.startswith(name) for each in names))
    return next(found, None)
