"""The days a loan has left, and one day's even share of the work.

Cheap to import on purpose: the shell prompt answers from here, with the same rule as the table.
"""

from collections.abc import Collection
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def goal_day(checked_out: date, due: date, buffer: int) -> date:
    """The day a plan finishes by: `buffer` days before `due`.

    The buffer is at most a tenth of the loan's period, halves rounded up, so that a weekend loan
    is not all buffer.
    """
    period = max(0, (due - checked_out).days)
    return due - timedelta(days=min(buffer, (period + 5) // 10))


def count_reading_days(first: date, last: date, rest_days: Collection[int]) -> int:
    """Days from `first` through `last` whose weekday (Monday is 0) is not a rest day."""
    length = (last - first).days + 1
    if length <= 0:
        return 0
    weeks, rest = divmod(length, 7)
    tail = sum((first.weekday() + n) % 7 not in rest_days for n in range(rest))
    return weeks * (7 - len(rest_days)) + tail


def last_reading_day(
    today: date, goal: date, due: date, due_time: str | None, rest_days: Collection[int]
) -> date:
    """The last day of the window that work is spread over; before `today` when none is left.

    The window runs through the goal. Once no reading day is left in it, it runs to the due date.
    The due day itself is reading time only with a buffer of 0 and no time of day.
    """
    latest = due if goal == due and due_time is None else due - ONE_DAY
    within_goal = min(goal, latest)
    return within_goal if count_reading_days(today, within_goal, rest_days) else latest


def even_share(left: float, days: int, step: float = 1) -> float:
    """One day's share of `left` over `days` equal days, rounded up to a multiple of `step`.

    With no day left the share is all of it.
    """
    left = max(0, left)
    if days <= 1:
        return left
    steps = round(left / step, 6) / days
    return min(left, -(-round(steps, 6) // 1) * step)
