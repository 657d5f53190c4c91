"""Names of days, months and small numbers, in English and German."""

FULL_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
GERMAN_WEEKDAYS = (
    "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag",
)  # fmt: skip
SHORT_WEEKDAYS = {
    name: day
    for day, names in enumerate(
        (
            "mon mo", "tue tues di", "wed weds mi", "thu thur thurs do", "fri fr",
            "sat sa sonnabend", "sun so",
        )
    )
    for name in names.split()
}  # fmt: skip
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

NEAR = {
    name: days
    for days, names in {
        0: "today/tonight/heute",
        1: "tomorrow/morgen",
        -1: "yesterday/gestern",
        2: "the day after tomorrow/day after tomorrow/übermorgen/uebermorgen",
        -2: "the day before yesterday/day before yesterday/vorgestern",
    }.items()
    for name in names.split("/")
}
"""Days from today."""

NEXT = ("next", "nächste", "nächsten", "nächster", "nächstes", "naechste", "naechsten")
LAST = ("last", "letzte", "letzten", "letzter", "letztes", "vorige", "vorigen")
COMING = ("this", "coming", "diese", "diesen", "dieser", "kommende", "kommenden")
"""Words before the name of a day that change nothing: the nearest one is meant."""

UNITS = {
    name: unit
    for unit, names in {
        "days": "d day days tag tage tagen",
        "weeks": "w wk wks week weeks woche wochen",
        "fortnights": "fortnight fortnights",
        "months": "m month months mth mths monat monate monaten",
        "years": "y yr yrs year years jahr jahre jahren",
    }.items()
    for name in names.split()
}


def weekday(name: str) -> int | None:
    """The weekday of that name, Monday being 0: `mon`, `thurs`, `Donnerstag`; else None."""
    word = name.strip().lower().rstrip(".")
    for names in (FULL_WEEKDAYS, GERMAN_WEEKDAYS):
        if word in names:
            return names.index(word)
    return SHORT_WEEKDAYS.get(word)


def month(name: str) -> int | None:
    """Return the month whose name begins with that text, else None."""
    if name in OTHER_MONTHS:
        return OTHER_MONTHS[name]
    for names in (ENGLISH_MONTHS, GERMAN_MONTHS):
        found = [number for number, each in enumerate(names, 1) if each.startswith(name)]
        if len(name) >= 3 and found:
            return found[0]
    return None
