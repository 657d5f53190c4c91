"""Playing times: what catalogues, shops and people write for the length of an audiobook."""

import re
from typing import Literal

from readtrack.day_names import COUNTS
from readtrack.durations import LASTS, seconds
from readtrack.errors import UsageError, unreadable
from readtrack.importing.extents import OTHER, PAGES, names_none
from readtrack.importing.values import clean
from readtrack.limits import LONGEST, LONGEST_TEXT
from readtrack.names import fold

Measure = Literal["hours", "minutes", "seconds", "milliseconds"]

SECONDS_IN: dict[Measure, float] = {
    "hours": 3600,
    "minutes": 60,
    "seconds": 1,
    "milliseconds": 0.001,
}

NAMES: dict[Measure, str] = {
    "hours": "h hr hrs hour hours std stunden heures horas ore uren uur",
    "minutes": "min mins minute minutes minuten minutos minuti minuut m",
    "seconds": "s sec secs second seconds sek sekunden secondes segundos secondi seconden",
    "milliseconds": "ms msec millis milliseconds millisekunden millisecondes",
}
MEASURES = {name: measure for measure, names in NAMES.items() for name in names.split()}
"""The measures that the name of a column ends in, in six languages."""


NUMBER = re.compile(r"(\d{1,3}(?:[,' ]\d{3})+|\d{1,9})(?:[.,](\d{1,6}))?")
SECONDS = {**LASTS, **dict.fromkeys(("d", "day", "days", "tag", "tage", "jour", "jours"), 86_400)}
COUNTED = re.compile(
    rf"(?<![\d./])(\d{{1,5}}(?:[.,]\d{{1,2}})?) ?({'|'.join(SECONDS)})(?![^\W\d_])", re.ASCII
)
NUMBER_WORD = re.compile(
    rf"\b(?:{'|'.join(word for word in COUNTS if len(word) > 2 and not word.startswith('ein'))})\b"
)
FRACTIONS = ((" 1/2", ".5"), ("½", ".5"), (" 1/4", ".25"), (" 3/4", ".75"), ("′", " min"))
CLOCK = re.compile(r"(?<![\d:])(\d{1,3}:[0-5]\d(?::[0-5]\d)?)(?![\d:])")


def measure_named(column: str) -> tuple[str, Measure | None]:
    """The name of a column without its measure, and that: `Dauer (Min.)` gives `dauer`, minutes."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)
    words = fold(spaced).split()
    if not words or words[-1] not in MEASURES:
        return fold(column), None
    measure = MEASURES[words.pop()]
    while words and words[-1] in ("in", "en"):
        words.pop()
    return " ".join(words), measure


def seconds_in(text: object, measure: Measure | None = None) -> int | None:
    """Seconds of audio in `10:17`, `10 hrs and 17 mins`, `PT10H17M` or a plain number.

    A plain number is of the `measure` that its column names, else of minutes. None where a cell
    tells no length, `unknown` or `6 audio discs`. Raises UsageError for what cannot be read.
    """
    word = clean(text)[:LONGEST_TEXT].strip("=\"'[]()")
    plain = NUMBER.fullmatch(word)
    if plain:
        if plain[2] and int(plain[2]) and measure is None:
            raise unreadable(word, "a playing time", "Write 7:57 or 7h57m.")
        number = float(re.sub(r"\D", "", plain[1]) + "." + (plain[2] or "0"))
        return _checked(word, number * SECONDS_IN[measure or "minutes"])
    found = seconds_among(word)
    if found is None and any(map(str.isalnum, word)) and seconds(word) != 0:
        small = word.lower()
        counts = OTHER.search(small) or PAGES.search(small) or names_none(small)
        if counts and not COUNTED.search(small):
            return None
        raise unreadable(word, "a playing time", "Write 7:57 or 7h57m.")
    return found


def seconds_among(text: str) -> int | None:
    """Seconds that a cell names with a measure, `1 audio file (10 hr., 17 min.)`; else None."""
    word = text[:LONGEST_TEXT].strip()
    for written, decimal in FRACTIONS:
        word = word.replace(written, decimal)
    if any(map(str.isalpha, word)) or ":" in word:
        whole = seconds(word)
        if whole is not None:
            return _checked(word, whole)
    small = NUMBER_WORD.sub(lambda match: str(COUNTS[match[0]]), word.lower())
    if clock := CLOCK.search(small):
        found = seconds(clock[1])
        return None if found is None else _checked(word, found)
    total, before = 0.0, float("inf")
    for match in COUNTED.finditer(small):
        each = SECONDS[match[2]]
        if each >= before:
            return None
        before = each
        total += float(match[1].replace(",", ".")) * each
    rest = OTHER.sub(" ", COUNTED.sub(" ", small))
    if any(digit in rest for digit in "123456789"):  # as `2x 60 min` has
        return None
    return _checked(text, total) if total else None


def _checked(text: str, total: float) -> int | None:
    """Whole seconds, or None for 0. Raises UsageError for more than an audiobook has."""
    if total > LONGEST["seconds"]:
        raise UsageError(
            f"{text[:60]} is not the length of an audiobook.",
            f"Lengths go up to {LONGEST['seconds'] // 3600} hours.",
        )
    return round(total) or None
