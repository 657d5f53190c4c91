"""Safe from: the first day on which a book fits, for a reader who reads as planned until then."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate

from readtrack.model import Kind, Loan
from readtrack.planning.days import ONE_DAY
from readtrack.planning.fit import window
from readtrack.planning.gate import adds_nothing, slot_is_free, taken_slots
from readtrack.planning.peak import ROUNDING
from readtrack.planning.situation import Situation

HORIZON = 365
"""Days ahead that a safe date is looked for in."""


@dataclass(frozen=True, slots=True)
class InFull:
    """An earlier safe date, for who reads all of every day until then."""

    date: date
    minutes_per_day: float
    """Of a reading day until then, read in full."""
    planned_minutes: float
    """Of the same days, as planned."""


@dataclass(frozen=True, slots=True)
class SafeFrom:
    date: date | None
    """None when there is no such day within a year."""
    in_full: InFull | None
    """None when reading more would bring no earlier day."""


def safe_from(candidate: Loan, situation: Situation) -> SafeFrom:
    """From when `candidate` could be borrowed, with a slot and with the time."""
    library = situation.library
    joins = any(title.book.id == candidate.book.id for title in library.titles)
    taken = [] if joins else taken_slots(situation)
    days = list(possible_days(candidate, situation, taken))
    found = next((day for day in days if is_safe(candidate, situation.later_on(day))), None)
    earlier = (day for day in days if found is None or day < found)
    sooner = next(
        (day for day in earlier if is_safe(candidate, situation.later_on(day, in_full=True))), None
    )
    return SafeFrom(found, None if sooner is None else _in_full(situation, sooner))


def _in_full(situation: Situation, day: date) -> InFull:
    """What reading in full until `day` would take, beside what is planned."""
    days = max(1, situation.table.days.count(situation.today, day - ONE_DAY))
    full, planned = (
        sum(block.minutes for each in plan if each.date < day for block in each.blocks)
        for plan in (situation.full_days, situation.plan.days)
    )
    return InFull(day, full / days, planned / days)


def is_safe(candidate: Loan, situation: Situation) -> bool:
    """Whether the candidate could be borrowed today without anything more being missing."""
    trial = situation.with_candidate(moved(candidate, situation.today))
    return adds_nothing(trial, situation)


def moved(candidate: Loan, day: date) -> Loan:
    """The candidate checked out on `day`, for as many days."""
    return replace(candidate, checked_out=day, due=day + (candidate.due - candidate.checked_out))


def possible_days(
    candidate: Loan, situation: Situation, taken: Sequence[tuple[date, date]]
) -> Iterator[date]:
    """The days within a year that have a slot, and on which the candidate alone would fit.

    `taken` are the stretches for which a slot is taken.
    """
    library, first = situation.library, max(situation.today, candidate.checked_out)
    period = (candidate.due - candidate.checked_out).days
    audio = candidate.kind is Kind.AUDIO
    minutes = situation.demand(candidate).editions[0].minutes
    rooms = (
        situation.full_table.room(first + timedelta(days=n))[audio]
        for n in range(HORIZON + period + 1)
    )
    open_before = list(accumulate(rooms, initial=0.0))
    for number in range(HORIZON):
        loan = moved(candidate, first + timedelta(days=number))
        if not slot_is_free(loan, taken, library.settings.cap):
            continue
        last = max(number, (window(loan, library, loan.checked_out)[1] - first).days)
        if minutes <= open_before[last + 1] - open_before[number] + ROUNDING:
            yield loan.checked_out
