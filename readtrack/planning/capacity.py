"""Capacity: the minutes a day that library books may really take."""

from dataclasses import dataclass
from datetime import date

from readtrack.model import Settings
from readtrack.planning.days import count_reading_days


@dataclass(frozen=True, slots=True)
class Capacity:
    minutes_today: float
    minutes_per_day: float
    """Minutes of a reading day."""
    source: str
    """`default` while the reader has not said how long they read, `set` afterwards."""


def capacity(settings: Settings, today: date) -> Capacity:
    """What a day gives: `minutes_a_day` on reading days, nothing on rest days."""
    minutes = settings.minutes_a_day
    return Capacity(
        minutes_today=minutes_between(settings, today, today),
        minutes_per_day=minutes,
        source="default" if minutes == Settings().minutes_a_day else "set",
    )


def minutes_between(settings: Settings, first: date, last: date) -> float:
    """Minutes for library books from `first` through `last`."""
    return settings.minutes_a_day * count_reading_days(first, last, settings.rest_days)
