"""Parse durations as people and files write them, in hours, minutes and seconds."""

from readtrack.day_names import COUNTS, by_name
from readtrack.errors import UsageError, two_ways, unreadable
from readtrack.limits import LONGEST, LONGEST_PHRASE, MINUTES_OF_A_DAY
from readtrack.units import clock, number

LASTS = by_name(
    {
        3600: "h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur uren u"
        " timer timmar",
        60: "m min mins minute minutes minuten minuto minutos minuti minuut mn minutter minuter",
        1: "s sec secs second seconds sek sekunde sekunden seconde secondes segundo segundos"
        " secondo secondi seconden",
    }
)
"""The seconds of each unit of time, in six languages."""

A_DAY = 24 * 3600

HALVES = by_name(
    {
        "15 min": "quarter of an hour/a quarter of an hour/viertelstunde/eine viertelstunde",
        "30 min": "half an hour/half hour/halbe stunde/eine halbe stunde",
        "45 min": "three quarters of an hour/dreiviertelstunde/eine dreiviertelstunde",
        "90 min": "an hour and a half/one and a half hours/anderthalb stunden/eineinhalb stunden",
    },
    "/",
)

CLOCK = (
    r"(\d{1,4}):([0-5]\d)(?::([0-5]\d)(?:[.,]\d{1,6})?)?(?: ?(?:h|hrs?|hours?|std\.?|stunden?))?"
)

ROUGHLY = ("~", "about ", "ca. ", "ca ", "etwa ")
"""Words before a figure that is not exact."""


def seconds(text: str) -> int | None:
    """Seconds in `7:57`, `7:57:30`, `3h20`, `2,5 h`, `10 hrs and 57 mins`, `90 min` or `PT7H57M`.

    Return None for any other text; a number alone is neither hours nor minutes.
    """
    word = _tidied(text)
    if word.isdecimal():
        return None
    import re

    if match := re.fullmatch(CLOCK, word, re.ASCII):
        hours, minutes, rest = match.groups(default="0")
        return int(hours) * 3600 + int(minutes) * 60 + int(rest)
    total, before = 0.0, 2 * A_DAY  # longer than any unit of time
    if match := re.match(r"p(?:(\d{1,2})d)?(?:t|$)", word, re.ASCII):  # ISO 8601
        total, word = A_DAY * int(match[1] or 0), word[match.end() :]
        if match[1] and not word:
            return round(total)
    for joiner in (", ", " and ", " und ", " & ", " et ", " y ", " e ", " en "):
        word = word.replace(joiner, " ")
    part = re.compile(r"(\d{1,6}(?:[.,]\d{1,2})?) ?([a-z]*)\.? ?", re.ASCII)
    if part.sub("", word):  # one part after the other, which a longer pattern would try for ever
        return None
    for count, name in part.findall(word):
        # A number after hours, without a unit, is minutes: 3h20.
        each = LASTS.get(name) if name else 60 if before == LASTS["h"] else None
        if each is None or each >= before:
            return None
        total, before = total + float(count.replace(",", ".")) * each, each
    return round(total) if word else None


def _tidied(text: str) -> str:
    """Return `text` in small letters, its numbers in digits, without words like `about`."""
    word = " ".join(text.lower().split())
    if len(word) > LONGEST_PHRASE:
        return ""
    for rough in ROUGHLY:
        word = word.removeprefix(rough)
    word = HALVES.get(word, word)
    if "½" in word:
        word = f"0{word}" if word.startswith("½") else word.replace(" ½", "½")
        word = word.replace("½", ".5")
    if not any(map(str.isdigit, word)):  # else it may be words of a title before a position
        word = " ".join(str(COUNTS.get(each, each)) for each in word.split())
    return word


def minutes_of_a_day(text: str) -> int:
    """Whole minutes in `35`, `35m`, `1:10`, `1h10m`, `1,5 h` or `half an hour`."""
    check_one_way(text)
    word = text.strip()
    for rough in ROUGHLY:
        word = word.removeprefix(rough)
    value, spent = number(word), seconds(text)
    found = round(value) if value is not None else round(spent / 60) if spent is not None else 0
    if not 1 <= found <= MINUTES_OF_A_DAY:
        raise unreadable(text, "minutes of a day", "Write 35 or 1:10.", 35, "take")
    return found


def audio_length(text: str) -> int:
    """Seconds of an audiobook's length written `7:57` or `7h57m`."""
    check_one_way(text)
    length = seconds(text)
    if length is None:
        raise unreadable(text, "a length of audio", "Write 7:57 or 7h57m.", "7:57")
    if not 1 <= length <= LONGEST["seconds"]:
        forms = f"Lengths go up to {clock(LONGEST['seconds'])}."
        raise UsageError(f"{text} is not the length of an audiobook.", forms, {text: "7:57"})
    return length


def check_one_way(text: str) -> None:
    """Raise UsageError for a time that can be read two ways: `1.30 h`, `1,204 min`."""
    import re

    word = _tidied(text)
    match = re.fullmatch(r"(\d{1,3})\.([1-5]0) ?(h|hrs?|hours?|std|stunden)\.?", word, re.ASCII)
    if match:
        readings = f"{match[1]}:{match[2]}", clock(float(f"{match[1]}.{match[2]}") * 3600)
    elif match := re.fullmatch(r"(\d{1,3})[.,](\d{3})( ?[a-z]*\.?)", word, re.ASCII):
        readings = f"{match[1]}{match[2]}{match[3]}", f"{match[1]}.{match[2][:2]}{match[3]}"
    else:
        return
    raise two_ways(text, " or ".join(readings), {text: readings[0]})
