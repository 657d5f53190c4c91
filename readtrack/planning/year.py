"""The past year: the days of the last 53 weeks with reading."""

from collections.abc import Iterable
from datetime import date, timedelta

from readtrack.named_tuple import NamedTuple

WEEKS = 53
"""A year touches so many weeks, whichever day it ends on."""


class ReadDay(NamedTuple):
    day: date
    minutes: int
    """Total minutes of the entries that have minutes."""
    untimed: int
    """The number of entries without minutes."""


class Year(NamedTuple):
    first: date
    """A Monday."""
    last: date
    days: tuple[ReadDay, ...]
    """The days with an entry."""
    minutes: int
    """Total minutes of all days."""


def first_of_year(today: date) -> date:
    """Return the Monday of the first of the last 53 weeks, this week included."""
    monday = today - timedelta(days=today.weekday())
    return monday - timedelta(weeks=WEEKS - 1)


def year_behind(days: Iterable[ReadDay], today: date) -> Year:
    """Return the year that ends today, from its days with an entry."""
    first = first_of_year(today)
    read = tuple(sorted(each for each in days if first <= each.day <= today))
    return Year(first, today, read, sum(each.minutes for each in read))
