"""Distances in days, weeks, months and years."""

from datetime import date, timedelta

from readtrack.day_names import COUNTS, LAST, NEXT, UNITS
from readtrack.errors import unreadable
from readtrack.limits import LONGEST_COUNT


def parse_days(text: str) -> int:
    """A number of days: `21`, `21 days`, `3 weeks`, `3w`, `drei Wochen`."""
    parts = parts_of(" ".join(text.lower().split())) or {}
    whole = text.strip()
    if whole.isascii() and whole.isdigit() and len(whole) <= LONGEST_COUNT:
        parts = {"days": int(whole)}
    if not parts or not parts.keys() <= {"days", "weeks"}:
        raise unreadable(text, "a number of days", "Write 3, or 2 weeks.", 7)
    return parts.get("days", 0) + 7 * parts.get("weeks", 0)


def at_distance(word: str, today: date) -> date | None:
    """Return the day that is meant by `+10d`, `in two weeks`, `3 days ago`, `vor einer Woche`."""
    first, *others = word.split() or [""]
    back = first == "vor" or word.endswith(" ago") or first.startswith("-")
    for ending in (" ago", " from now", " from today", " ab heute"):
        word = word.removesuffix(ending)
    unit = UNITS.get(" ".join(others))
    if unit and (first in NEXT or (first in LAST and unit != "days")):
        parts: dict[str, int] | None = {unit: 1}
        back = first in LAST
    else:
        for beginning in ("in ", "vor ", "+", "-"):
            word = word.removeprefix(beginning).lstrip()
        parts = parts_of(word)
    if not parts:
        return None
    days = parts.get("days", 0) + 7 * parts.get("weeks", 0)
    months = parts.get("months", 0) + 12 * parts.get("years", 0)
    sign = -1 if back else 1
    if months:
        from dateutil.relativedelta import relativedelta

        today += relativedelta(months=sign * months)
    return today + timedelta(days=sign * days)


def parts_of(word: str) -> dict[str, int] | None:
    """Return the days, weeks, months and years in a text like `two weeks and 3 days`, or None."""
    import re

    word = " ".join(str(COUNTS.get(each, each)) for each in word.split())
    part = re.compile(rf"(\d{{1,{LONGEST_COUNT}}}) ?([a-zäöü]+) ?(?:and |und )?", re.ASCII)
    found: dict[str, int] = {}
    if part.sub("", word):
        return None
    for count, name in part.findall(word):
        unit = UNITS.get(name)
        if unit is None or unit in found:
            return None
        found[unit] = int(count)
    if "fortnights" in found:
        found["weeks"] = found.get("weeks", 0) + 2 * found.pop("fortnights")
    return found
