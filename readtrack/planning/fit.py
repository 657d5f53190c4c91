"""Fit: whether all deadlines can be met together, in minutes of the reader's own days."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from readtrack.model import Kind, Library, Loan, Title
from readtrack.planning.capacity import NO_TIME, Timetable, reading_days, timetable
from readtrack.planning.days import ONE_DAY, goal_day
from readtrack.planning.peak import ROUNDING, Problem, Room, Task
from readtrack.planning.speed import library_speed, minutes_for, minutes_per_page, read_on

By = Literal["goal", "due"]


class Edition(NamedTuple):
    """One way to read what is left of a title: all of it in this loan takes `minutes`."""

    loan: int
    kind: Kind
    minutes: float
    start: date
    goal: date
    due: date

    def last(self, by: By) -> date:
        """The last day for it by its goal or by its due date, and none before it starts."""
        return max(self.start, self.goal if by == "goal" else self.due)


class Demand(NamedTuple):
    """What one title still needs, once, in one of its editions or split between them."""

    book: int
    editions: tuple[Edition, ...]

    def last(self, by: By) -> date:
        return max(each.last(by) for each in self.editions)


class Workload(NamedTuple):
    """What is to be read from `today` on, and the time there is for it."""

    today: date
    demands: tuple[Demand, ...]
    table: Timetable
    read_today: tuple[float, float] = (0.0, 0.0)
    """Minutes of text and of audio that were read today already."""

    def problem(self, by: By = "goal", off: int = 0) -> Problem:
        """The arithmetic of it; the first `off` days are taken off whole."""
        return Problem(
            [[self._task(each, by) for each in demand.editions] for demand in self.demands],
            self.rooms(by, off),
        )

    def _task(self, edition: Edition, by: By) -> Task:
        return Task(
            audio=edition.kind is Kind.AUDIO,
            minutes=edition.minutes,
            first=(edition.start - self.today).days,
            last=(edition.last(by) - self.today).days,
        )

    def rooms(self, by: By = "goal", off: int = 0) -> list[Room]:
        """The minutes of each day through the last date."""
        last = max((demand.last(by) for demand in self.demands), default=self.today)
        days = (self.today + n * ONE_DAY for n in range((last - self.today).days + 1))
        return [NO_TIME if n < off else self.room(day) for n, day in enumerate(days)]

    def room(self, day: date) -> Room:
        """The minutes of a day, less what was read already where it is today."""
        text, audio, both = self.table.room(day)
        if day > self.today:
            return text, audio, both
        read, heard = self.read_today
        both = max(0.0, both - read - heard)
        return min(both, max(0.0, text - read)), min(both, max(0.0, audio - heard)), both

    def joined_by(self, demand: Demand) -> "Workload":
        """With one more title, or with another version of one that it has."""
        others = tuple(each for each in self.demands if each.book != demand.book)
        return self._replace(demands=(*others, demand))

    def upto(self, day: date, by: By) -> "Workload":
        """The part that is over by `day`."""
        early = tuple(each for each in self.demands if each.last(by) <= day)
        return self._replace(demands=early)

    def late(self, day: date) -> "Workload":
        """As if everything could be read through `day`: what is past its date is still read."""
        return self._replace(
            demands=tuple(
                each._replace(
                    editions=tuple(
                        edition._replace(goal=max(day, edition.goal), due=max(day, edition.due))
                        for edition in each.editions
                    )
                )
                for each in self.demands
            )
        )


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


def workload(library: Library, today: date) -> Workload:
    """What is left to be read now, and the time that is left for it, today and later."""
    speed = library_speed(library)
    demands = (
        demand(title, library, today, speed) for title in library.titles if not title.finished
    )
    return Workload(today, tuple(demands), timetable(library, today), read_on(library, today))


def demand(title: Title, library: Library, today: date, speed: float) -> Demand:
    """What the title needs in each of its editions that is out."""
    return Demand(
        title.book.id, tuple(edition(title, loan, library, today, speed) for loan in title.loans)
    )


def edition(title: Title, loan: Loan, library: Library, today: date, speed: float) -> Edition:
    """What the title needs when all of the rest is read in this loan."""
    left = loan.length * max(0.0, 1 - title.fraction)
    first, last = window(loan, library, today)
    latest = loan.due if loan.due_time is None else loan.due - ONE_DAY
    return Edition(
        loan=loan.id,
        kind=loan.kind,
        minutes=minutes_for(loan, left, minutes_per_page(title, loan, speed)),
        start=first,
        goal=max(today, last),
        due=max(today, latest),
    )


def window(loan: Loan, library: Library, today: date) -> tuple[date, date]:
    """The first and the last day that the loan's work is spread over; last is past when none is."""
    goal = goal_day(loan.checked_out, loan.due, library.settings.buffer)
    first = max(today, loan.checked_out)
    return first, reading_days(library).last(first, goal, loan.due, loan.due_time)


def fit(work: Workload) -> Fit:
    """The demand test: work due up to each date against the time through it, nearest date first.

    For one kind of time this is the processor demand criterion for earliest deadline first
    (Baruah, Rosier and Howell, 1990); `peak.Problem` is its form for several kinds.
    """
    by_goal, by_due = work.problem().missing(), work.problem("due").missing()
    breaks_on, missing = None, 0.0
    if by_goal or by_due:
        breaks_on, missing = _first_break(work, "due" if by_due else "goal")
    return Fit(
        fits=not by_goal,
        verdict="impossible" if by_due else "tight" if by_goal else "fits",
        breaks_on=breaks_on,
        short_minutes=-int(-round(missing, 6) // 1),
        slack_days=0 if by_goal else _slack(work),
    )


def fits(work: Workload) -> bool:
    """Whether every goal can be met."""
    return not work.problem().missing()


def misses(work: Workload, by: By) -> frozenset[int]:
    """Books whose date is out of reach when everything with an earlier one is read first."""
    if not work.problem(by).missing():
        return frozenset()
    missed = set()
    for each in work.demands:
        early = work.upto(each.last(by), by).late(each.last(by))
        others = tuple(other for other in early.demands if other.book != each.book)
        without = early._replace(demands=others).problem(by).missing()
        if early.problem(by).missing() > without + ROUNDING:
            missed.add(each.book)
    return frozenset(missed)


def _first_break(work: Workload, by: By) -> tuple[date, float]:
    """The first date that fails, and the minutes missing by then."""
    dates = sorted({each.last(by) for each in work.demands})
    place = bisect_left(dates, True, key=lambda day: work.upto(day, by).problem(by).missing() > 0)
    return dates[place], work.upto(dates[place], by).problem(by).missing()


def _slack(work: Workload) -> int | None:
    if not work.demands:
        return None
    days = max(each.last("goal") for each in work.demands) - work.today
    failing = bisect_left(
        range(days.days + 2), True, key=lambda off: work.problem(off=off).missing() > 0
    )
    return max(0, failing - 1)
