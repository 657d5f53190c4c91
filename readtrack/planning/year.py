"""The year behind: the days of the last 53 weeks on which something was read."""

from collections.abc import Iterable
from datetime import date, timedelta

from readtrack.named_tuple import NamedTuple

WEEKS = 53
"""Weeks that a year touches, whichever day it ends on."""


class ReadDay(NamedTuple):
    day: date
    minutes: int
    """Of the entries with minutes."""
    untimed: int
    """Entries without minutes."""


class Year(NamedTuple):
    first: date
    """A Monday."""
    last: date
    days: tuple[ReadDay, ...]
    """Those with an entry."""
    minutes: int
    """Of all of them."""


def first_of_year(today: date) -> date:
    """The Monday with which the last 53 weeks begin, this week included."""
    monday = today - timedelta(days=today.weekday())
    return monday - timedelta(weeks=WEEKS - 1)


def year_behind(days: Iterable[ReadDay], today: date) -> Year:
    """The days with an entry, of the 53 weeks through today."""
    first = first_of_year(today)
    read = tuple(sorted(each for each in days if first <= each.day <= today))
    return Year(first, today, read, sum(each.minutes for each in read))
