"""Fit: whether all deadlines can be met together, in minutes of the reader's own days."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from readtrack.model import Settings
from readtrack.planning.capacity import minutes_between

ROUNDING = 1e-6
"""Minutes by which sums of shares may differ without meaning anything."""


@dataclass(frozen=True, slots=True)
class Demand:
    """The minutes one title still needs, from `start` on."""

    book: int
    minutes: float
    start: date
    goal: date
    due: date


@dataclass(frozen=True, slots=True)
class Fit:
    fits: bool
    verdict: str
    """`fits`, `tight` (due dates can be met, goals cannot) or `impossible`."""
    breaks_on: date | None
    """The first goal, or where due dates fail the first due date, that cannot be met."""
    short_minutes: int
    slack_days: int | None
    """Days from today that could be taken off whole; None with nothing to read."""


def fit(demands: Sequence[Demand], settings: Settings, today: date) -> Fit:
    """The demand test: work due up to each date against the time through it, nearest date first.

    This is the processor demand criterion for earliest deadline first (Baruah, Rosier and Howell,
    1990): every date passes exactly when some order of reading meets every deadline.
    """
    by_goal = _shortfalls([(each.goal, each) for each in demands], settings, today)
    by_due = _shortfalls([(each.due, each) for each in demands], settings, today)
    short = by_due or by_goal
    breaks_on, missing = short[0] if short else (None, 0.0)
    return Fit(
        fits=not by_goal,
        verdict="impossible" if by_due else "tight" if by_goal else "fits",
        breaks_on=breaks_on,
        short_minutes=-int(-missing // 1),
        slack_days=_slack(demands, settings, today),
    )


def fits(demands: Sequence[Demand], settings: Settings, today: date) -> bool:
    """Whether every goal can be met."""
    return not _shortfalls([(each.goal, each) for each in demands], settings, today)


def misses_due(demands: Sequence[Demand], settings: Settings, today: date) -> frozenset[int]:
    """Books whose due date is out of reach when everything due before them is read first."""
    short = _shortfalls([(each.due, each) for each in demands], settings, today)
    dates = {day for day, _ in short}
    return frozenset(each.book for each in demands if each.due in dates)


def starts_in_time(demand: Demand, settings: Settings) -> bool:
    """Whether the title alone fits between its start and its goal."""
    return demand.minutes <= minutes_between(settings, demand.start, demand.goal) + ROUNDING


def _shortfalls(
    due: Sequence[tuple[date, Demand]], settings: Settings, today: date
) -> list[tuple[date, float]]:
    """The dates that fail, earliest first, each with the minutes missing by then."""
    ordered = sorted(due, key=lambda pair: pair[0])
    needed = {
        day: total
        for (day, _), total in zip(
            ordered, accumulate(each.minutes for _, each in ordered), strict=True
        )
    }
    missing = (
        (day, total - minutes_between(settings, today, day)) for day, total in needed.items()
    )
    return [(day, minutes) for day, minutes in missing if minutes > ROUNDING]


def _slack(demands: Sequence[Demand], settings: Settings, today: date) -> int | None:
    if not any(each.minutes > ROUNDING for each in demands):
        return None
    horizon = max(each.goal for each in demands) - today
    days = bisect_left(
        range(horizon.days + 2),
        True,
        key=lambda n: not fits(demands, settings, today + timedelta(days=n)),
    )
    return max(0, days - 1)
