"""The days a loan has left, and one day's even share of the work.

Cheap to import on purpose: the shell prompt answers from here, with the same rule as the table.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


class ReadingDays:
    """Which days are for reading: not the resting weekdays (Monday is 0), and not days away."""

    __slots__ = ("away", "rest")

    def __init__(self, rest: Collection[int] = (), away: Iterable[tuple[date, date]] = ()) -> None:
        self.rest = frozenset(rest)
        self.away = _merged(away)

    def __contains__(self, day: date) -> bool:
        if day.weekday() in self.rest:
            return False
        return not (self.away and any(first <= day <= last for first, last in self.away))

    def count(self, first: date, last: date) -> int:
        """Reading days from `first` through `last`."""
        gone = (self._weekdays(max(first, out), min(last, back)) for out, back in self.away)
        return self._weekdays(first, last) - sum(gone)

    def _weekdays(self, first: date, last: date) -> int:
        length = (last - first).days + 1
        if length <= 0:
            return 0
        weeks, rest = divmod(length, 7)
        tail = sum((first.weekday() + n) % 7 not in self.rest for n in range(rest))
        return weeks * (7 - len(self.rest)) + tail

    def last(self, today: date, goal: date, due: date, due_time: str | None) -> date:
        """The last day of the window that work is spread over; before `today` when none is left.

        The window runs through the goal. Once no reading day is left in it, it runs to the due
        date. The due day itself is reading time only with a buffer of 0 and no time of day.
        """
        latest = due if goal == due and due_time is None else due - ONE_DAY
        within_goal = min(goal, latest)
        return within_goal if self.count(today, within_goal) else latest


def days_through(first: date, last: date) -> Iterator[date]:
    """Yield the days from `first` through `last`."""
    return (first + n * ONE_DAY for n in range((last - first).days + 1))


def _merged(stretches: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Merge overlapping stretches of days."""
    merged: list[tuple[date, date]] = []
    for first, last in sorted(stretches):
        if merged and first <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return merged


def goal_day(checked_out: date, due: date, buffer: int) -> date:
    """Return the day a plan finishes by: `buffer` days before `due`.

    The buffer is at most a tenth of the loan's period, halves rounded up, so that a weekend loan
    is not all buffer.
    """
    period = max(0, (due - checked_out).days)
    return due - timedelta(days=min(buffer, (period + 5) // 10))


def rounded_up(value: float, places: int = 6) -> int:
    """Return the next whole number from `value` on, forgiving errors behind `places` decimals."""
    return -int(-round(value, places) // 1)


def even_share(left: float, days: int, step: float = 1) -> float:
    """Return one day's share of `left` over `days` equal days, rounded up to a multiple of `step`.

    Without a day left the share is all of `left`.
    """
    left = max(0, left)
    if days <= 1:
        return left
    steps = round(left / step, 6) / days
    return min(left, rounded_up(steps) * step)
