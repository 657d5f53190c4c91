"""Parse a stretch of days, relative to today."""

from datetime import date, timedelta

from readtrack.dates import A_DAY, last_day, parse_date
from readtrack.day_names import COMING, NEXT, UNITS
from readtrack.distances import parts_of
from readtrack.errors import UsageError, unreadable
from readtrack.limits import LONGEST_PHRASE


def parse_stretch(text: str, today: date) -> tuple[date, date]:
    """The first and last day of `2026-12-20..2026-12-27`, `fri to sun`, `next week` or one day."""
    import re

    word = " ".join(text.lower().replace("…", "..").split())
    if len(word) > LONGEST_PHRASE:
        raise unreadable(text, "a stretch of days", "Write FIRST..LAST.", "fri..sun")
    named = _named_stretch(word, today)
    if named is not None:
        return named
    if parts_of(word):
        raise UsageError(
            f"{text} does not say from when.", "Write FIRST..LAST.", {text: "today..+13d"}
        )
    ends = re.split(r" ?\.\.\.? ?| (?:to|bis|until|till|through|-|–|—) | ?[–—] ?", word, maxsplit=1)
    first = parse_date(ends[0], today, "near", good="fri")
    if len(ends) == 1:
        return first, first
    last_word = re.sub(r", \d+ days$", "", ends[1])  # as it is printed
    last = parse_date(last_word, today, since=first, good=first + A_DAY)
    reversed_ends = f"{text} ends before it begins."
    far = last.year > first.year and not (first.month >= 11 and last.month <= 3)
    if last < first:  # a weekday of the next week, counted from the first day
        last = parse_date(last_word, first)
    elif far and parse_date(last_word, today, since=date(first.year, 1, 1)) < first:
        remedy = f"If {last.year} is meant, write it."
        raise UsageError(reversed_ends, remedy, {text: f"{first}..{last}"})
    if last < first:
        raise UsageError(reversed_ends, "Write FIRST..LAST.", {text: f"{last}..{first}"})
    return first, last


def _named_stretch(word: str, today: date) -> tuple[date, date] | None:
    """Return a week, a weekend or a month by its name, or None."""
    monday = today - timedelta(days=today.weekday())
    which, _, what = word.partition(" ")
    if word in ("weekend", "this weekend", "wochenende", "dieses wochenende"):
        return max(today, monday + timedelta(days=5)), monday + timedelta(days=6)
    if UNITS.get(what) == "weeks" and which in (*NEXT, *COMING):
        first = monday + timedelta(days=7) if which in NEXT else today
        return first, first + timedelta(days=6 - first.weekday())
    if UNITS.get(what) == "months" and which in NEXT:
        first = last_day(today.year, today.month) + A_DAY
        return first, last_day(first.year, first.month)
    return None
