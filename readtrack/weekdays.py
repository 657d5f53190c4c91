"""Parse and print lists of weekdays."""

from collections.abc import Collection

from readtrack.clock import WEEKDAYS
from readtrack.day_names import weekday
from readtrack.errors import UsageError, unreadable

GROUPS = {
    "mon-sun": ("daily", "every day", "täglich", "jeden tag"),
    "mon-fri": ("weekdays", "workdays", "werktags"),
    "sat-sun": ("weekends", "weekend", "wochenende", "am wochenende"),
}
RANGES = ("–", "—", " - ", " to ", " bis ", " through ")
FORMS = "Write mon-fri, sat,sun or daily."
LISTS = (",", "&", " and ", " und ")


def parse_weekdays(text: str) -> frozenset[int]:
    """Weekdays (Monday is 0) in `mon-fri`, `sat,sun`, `mon-wed fri`, `Mo bis Fr` or `every day`."""
    days: set[int] = set()
    for word in _in_short(text).split():
        first, dash, last = word.partition("-")
        start, end = weekday(first), weekday(last if dash else first)
        if start is None or end is None:
            raise unreadable(text, "days of the week", FORMS, "mon-fri")
        days |= {(start + n) % 7 for n in range((end - start) % 7 + 1)}
    if not days:
        raise UsageError("No day of the week is named.", FORMS, {text: "mon-fri"})
    return frozenset(days)


def _in_short(text: str) -> str:
    """Return `text` with a dash in each range and blanks between all other words."""
    word = " ".join(text.lower().split())
    for short, names in GROUPS.items():
        for name in names:
            word = word.replace(name, short) if f" {name} " in f" {word} " else word
    for joiner in RANGES:
        word = word.replace(joiner, "-")
    for joiner in LISTS:
        word = word.replace(joiner, " ")
    return word


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
