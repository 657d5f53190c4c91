"""Safe from: the first day on which a book fits, for a reader who reads as planned until then."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import takewhile

from readtrack.model import Kind, Loan
from readtrack.named_tuple import NamedTuple
from readtrack.planning.capacity import reading_days
from readtrack.planning.days import ONE_DAY, goal_day
from readtrack.planning.gate import adds_nothing, taken_slots
from readtrack.planning.peak import ROUNDING
from readtrack.planning.situation import HORIZON, Situation


class InFull(NamedTuple):
    """An earlier safe date for a reader who reads the full minutes of each day until then."""

    date: date
    minutes_per_day: float
    """Minutes of a reading day until then, at the full routine."""
    planned_minutes: float
    """Minutes of the same days in the plan."""


def safe_from(candidate: Loan, situation: Situation) -> date | None:
    """Return the first day on which `candidate` has a slot and the time.

    Return None if there is no such day within a year.
    """
    found = _first(candidate, _possible(candidate, situation), situation, full=False)
    return found.today if found else None


def safe_in_full(candidate: Loan, situation: Situation, planned: date | None) -> InFull | None:
    """Return the earlier safe date for a reader who reads each day in full, or None.

    `planned` is the safe date for a reader who reads as planned.
    """
    earlier = takewhile(
        lambda day: planned is None or day < planned, _possible(candidate, situation)
    )
    found = _first(candidate, earlier, situation, full=True)
    return None if found is None else _in_full(situation, found.today)


def _possible(candidate: Loan, situation: Situation) -> Iterator[date]:
    library = situation.library
    joins = any(title.book.id == candidate.book.id for title in library.titles)
    return possible_days(candidate, situation, [] if joins else taken_slots(situation))


def _first(
    candidate: Loan, days: Iterable[date], situation: Situation, *, full: bool
) -> Situation | None:
    """Return the situation on the first of the days on which the candidate is safe.

    With `full` the days before it are read in full, else as planned.
    """
    for day in days:
        while situation.today < day:
            situation = situation.tomorrow_in_full if full else situation.tomorrow
        if is_safe(candidate, situation):
            return situation
    return None


def _in_full(situation: Situation, day: date) -> InFull:
    """Return the minutes of reading in full until `day`, and the planned minutes."""
    days = max(1, situation.table.days.count(situation.today, day - ONE_DAY))
    full = planned = 0.0
    in_full = as_planned = situation
    while in_full.today < day:
        full += in_full.full_day.minutes if in_full.full_day else 0.0
        planned += as_planned.first_day.minutes if as_planned.first_day else 0.0
        in_full, as_planned = in_full.tomorrow_in_full, as_planned.tomorrow
    return InFull(day, full / days, planned / days)


def is_safe(candidate: Loan, situation: Situation) -> bool:
    """Return whether borrowing the candidate today makes no shortage larger."""
    loan = moved(candidate, situation.today)
    if any(title.book.id == loan.book.id for title in situation.library.titles):
        return adds_nothing(situation.with_candidate(loan).work, situation.work)
    return adds_nothing(situation.work.joined_by(situation.demand(loan)), situation.work)


def moved(candidate: Loan, day: date) -> Loan:
    """Return the candidate checked out on `day`, for the same number of days."""
    return candidate._replace(checked_out=day, due=day + (candidate.due - candidate.checked_out))


def possible_days(
    candidate: Loan, situation: Situation, taken: Sequence[tuple[date, date]]
) -> Iterator[date]:
    """Yield the days within a year with a free slot on which the candidate alone would fit.

    `taken` has the stretch of days of each taken slot.
    """
    library, today = situation.library, situation.today
    first = max(today, candidate.checked_out)
    period = candidate.due - candidate.checked_out
    goal = goal_day(candidate.checked_out, candidate.due, library.settings.buffer)
    reading, ahead = reading_days(library), goal - candidate.checked_out
    minutes = situation.demand(candidate).editions[0].minutes
    open_before = situation.minutes_ahead[candidate.kind is Kind.AUDIO]
    for number in _free_starts(first, period.days, taken, library.settings.cap):
        day = first + timedelta(days=number)
        if (day - today).days > HORIZON:
            return
        last = reading.last(day, day + ahead, day + period, candidate.due_time)
        begin, end = (day - today).days, (max(day, last) - today).days
        if minutes <= open_before[end + 1] - open_before[begin] + ROUNDING:
            yield day


def _free_starts(
    first: date, period: int, taken: Sequence[tuple[date, date]], cap: int
) -> Iterator[int]:
    """Yield the numbers of days after `first` from which a slot is free for a whole period."""
    last = HORIZON + period + 1
    used = Counter(
        number
        for begin, end in taken
        for number in range(max(0, (begin - first).days), min(last, (end - first).days + 1))
    )
    full = sorted(number for number, count in used.items() if count >= cap)
    for number in range(HORIZON):
        place = bisect_left(full, number)
        if place == len(full) or full[place] > number + period:
            yield number
