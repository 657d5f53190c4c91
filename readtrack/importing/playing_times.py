"""Playing times: what catalogues, shops and people write for the length of an audiobook."""

import re
from typing import Literal

from readtrack.day_names import COUNTS
from readtrack.durations import LASTS, seconds
from readtrack.errors import UsageError, unreadable
from readtrack.importing.extents import OTHER, PAGES, names_none, pages_in
from readtrack.importing.values import clean
from readtrack.limits import LONGEST, LONGEST_TEXT
from readtrack.names import fold

Measure = Literal["hours", "minutes", "seconds", "milliseconds"]

SECONDS_IN = {"hours": 3600, "minutes": 60, "seconds": 1, "milliseconds": 0.001}

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
    rf"(?<![\d./])(\d{{1,5}}(?:[.,]\d{{1,2}})?) ?({'|'.join(SECONDS)})(?![^\W\d_])"
)
NUMBER_WORD = re.compile(
    rf"\b(?:{'|'.join(word for word in COUNTS if len(word) > 2 and not word.startswith('ein'))})\b"
)
FRACTIONS = (
    (" 1/2", ".5"), ("½", ".5"), (" 1/4", ".25"), (" 3/4", ".75"), ("′", " min"), ("″", " sec"),
)  # fmt: skip
CLOCK = re.compile(r"(?<![\d:])(\d{1,3}:[0-5]\d(?::[0-5]\d)?)(?![\d:])( ?min)?")
CLEAR = re.compile(
    rf"\d ?(?:{'|'.join(unit for unit in SECONDS if len(unit) > 1 or unit == 'h')})(?![^\W\d_])"
)
"""A number with a measure that means nothing but time, as `m` and `s` may."""

OF_SECONDS = re.compile(
    rf"(\d ?(?:{'|'.join(unit for unit, lasts in SECONDS.items() if lasts > 1)})"
    r"(?:[.:]?,? ?|,? (?:and|und|et|y|e|en) )[0-5]?\d) ?s(?![^\W\d_])",
    re.IGNORECASE,
)
"""The seconds of `11h 22m 33s`; after another number `s` is a word for pages."""

DETAILS = re.compile(r"\s[:;]\s")
"""The signs between the parts of an extent: `6 audio discs (7 hr.) : digital ; 12 cm`."""

BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
OF_EACH = re.compile(r"\b(?:each|apiece|per|je|jeweils|chacun|chacune|cada|ciascuno|elk)\b|\bà ")
ROUGHLY = re.compile(r"^(?:ca?\.?|circa|about|approx(?:imately|\.)?|env(?:iron|\.)?|etwa|rund) ")

CARRIER = re.compile(
    r"\b(?:audio\w*|sound|compact\w*|cds?|mcs?|mp3\w*|discs?|disques?|discos?|dischi|tonträger"
    r"|cassettes?|\w*kassetten?|hörb(?:uch|ücher)|luisterboek\w*|playaway)\b"
)
NO_AUDIO = re.compile(
    r"video|film|dvd|blu-?ray|cd-rom|cédérom|computer|optical|optisch"
    r"|\b(?:book|buch|livre|libro|vol|v|bd|band)\b\.?(?:,| and| und| et| y| &)"
)
"""A film, a program, or a printed book that comes with a disc."""


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
    word = clean(text)[:LONGEST_TEXT].strip("=\"'")
    plain = NUMBER.fullmatch(word.strip("[]()"))
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
    timed = [part for part in DETAILS.split(_main(small)) if _names_time(part)]
    found = {length for part in timed for length in _lengths(part)}
    if len(found) == 1 and (length := found.pop()) is not None:
        return _checked(text, length)
    if CLEAR.search(_main(small)):
        raise unreadable(clean(text), "a playing time", "Write 7:57 or 7h57m.")
    return None


def with_seconds_named(extent: str) -> str:
    """Return an extent with `33 sec` where its playing time ends in `33s`, which may be pages."""
    return OF_SECONDS.sub(r"\1 sec", extent)


def is_heard(text: str) -> bool:
    """Whether an extent is that of an audiobook, `6 audio discs`, `2 CDs (150 min.)`, `7 hrs`.

    One of pages with a disc in the book is not, nor is a film.
    """
    main = _main(text.lower())
    if PAGES.search(main) or NO_AUDIO.search(main):
        return False
    if CARRIER.search(main) or CLOCK.search(main):
        return True
    return any(SECONDS[match[2]] == SECONDS["h"] for match in COUNTED.finditer(main))


def extent_of(text: str) -> tuple[int | None, int | None, bool]:
    """Return the pages of an extent, else its seconds, and whether it is that of an audiobook."""
    extent = with_seconds_named(clean(text)[:LONGEST_TEXT])
    is_time = not PAGES.search(extent.lower()) and bool(seconds(extent))
    has_audio = is_time or is_heard(extent)
    pages = None if has_audio else pages_in(extent)
    if pages is None and re.search(r"\d", extent):
        return None, seconds_among(extent), has_audio
    return pages, None, has_audio


def _main(extent: str) -> str:
    """Return an extent without what accompanies the book: ` + 1 booklet (12 p.)`."""
    return extent.partition(" + ")[0]


def _names_time(text: str) -> bool:
    return (CLOCK.search(text) or COUNTED.search(text)) is not None


def _lengths(part: str) -> list[float | None]:
    """Return the lengths that the brackets of a part and what stands outside of them name.

    One that cannot be read is None.
    """
    bare, brackets = part, []
    while found := BRACKET.findall(bare):
        brackets += found
        bare = BRACKET.sub(" ", bare)
    if OF_EACH.search(part):
        return [None]
    return [_length(each) for each in (bare, *brackets) if _names_time(each)]


def _length(text: str) -> float | None:
    """Seconds in `10 hr., 17 min.`, `6 CDs, 617 min` or `10:17`; None where they are not clear."""
    if clock := CLOCK.search(text):
        found = seconds(clock[1])
        of_minutes = clock[2] and clock[1].count(":") == 1 and found is not None
        return found / 60 if of_minutes and found is not None else found
    if (whole := seconds(ROUGHLY.sub("", text.strip()))) is not None:
        return whole
    total, before = 0.0, float("inf")
    for match in COUNTED.finditer(text):
        each = SECONDS[match[2]]
        if each >= before:
            return None
        before = each
        total += float(match[1].replace(",", ".")) * each
    rest = OTHER.sub(" ", COUNTED.sub(" ", text))
    return None if any(digit in rest for digit in "123456789") else total  # as `2x 60 min` has


def _checked(text: str, total: float) -> int | None:
    """Whole seconds, or None for 0. Raises UsageError for more than an audiobook has."""
    if total > LONGEST["seconds"]:
        what = f"{text[:60]} is not the length of an audiobook."
        raise UsageError(what, f"Lengths go up to {LONGEST['seconds'] // 3600} hours.")
    return round(total) or None
