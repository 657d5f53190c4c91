"""The library today, with everything that follows from it, each thing worked out at most once."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from readtrack.limits import LONGEST_LOAN
from readtrack.model import Asked, Book, Library, Loan, Title
from readtrack.named_tuple import NamedTuple
from readtrack.planning.asked import asked, unrecorded
from readtrack.planning.capacity import (
    Capacity,
    FollowThrough,
    Timetable,
    capacity,
    follow_through,
    timetable,
)
from readtrack.planning.days import ONE_DAY
from readtrack.planning.earlier import as_of, this_morning
from readtrack.planning.fit import Demand, Fit, Workload, demand, fit, left_over, to_blame, workload
from readtrack.planning.schedule import (
    Plan,
    PlannedDay,
    coming_morning,
    first_day,
    first_days,
    peak_load,
    plan,
)
from readtrack.planning.speed import Speeds

if TYPE_CHECKING:
    from readtrack.planning.forecast import Forecaster

HORIZON = 365
"""Days ahead that a safe date is looked for in."""


class Given(NamedTuple):
    """What a situation follows from: the library, the reader's day, and the moment."""

    library: Library
    today: date
    now: datetime


class Situation(Given):
    """What a command is about."""

    @cached_property
    def morning(self) -> "Situation":
        """The same before anything was logged today: itself when nothing was."""
        earlier = this_morning(self.library, self.today)
        return self if earlier is self.library else self._replace(library=earlier)

    @cached_property
    def speeds(self) -> Speeds:
        return Speeds(self.library)

    @cached_property
    def full_table(self) -> Timetable:
        """The time there is when the routine is taken in full, less the reserve."""
        return timetable(self.morning.library)

    @cached_property
    def table(self) -> Timetable:
        """The time that is really there for library books, as of this morning."""
        ratio = self.followed.ratio
        return self.full_table if ratio == 1 else self.full_table.scaled(ratio)

    @cached_property
    def followed(self) -> FollowThrough:
        """What was read of what the mornings before today asked."""
        if self.morning is not self:
            return self.morning.followed
        asks = (*self.library.asked, *self.asked_before)
        return follow_through(asks, self.library, self.speeds, self.today)

    @cached_property
    def asked_before(self) -> tuple[Asked, ...]:
        """What the mornings asked on which the program was not run."""
        if self.morning is not self:
            return self.morning.asked_before
        return tuple(unrecorded(self.library, self.today))

    @cached_property
    def asked_today(self) -> Asked:
        """What this morning asks."""
        morning, shown = self.morning, self.first_day
        full = shown
        if self.followed.ratio < 1:
            work = morning.work._replace(table=self.full_table)
            full = first_day(morning.library, work)
        return asked(self.today, morning.library.titles, morning.speeds, full, shown)

    @cached_property
    def unrecorded(self) -> tuple[Asked, ...]:
        """What mornings asked, as far as it is still to be recorded."""
        if not self.library.titles:
            return self.asked_before
        recorded = any(each.day == self.today for each in self.library.asked)
        return self.asked_before if recorded else (*self.asked_before, self.asked_today)

    @cached_property
    def capacity(self) -> Capacity:
        return capacity(self.library, self.full_table, self.followed, self.today)

    @cached_property
    def work(self) -> Workload:
        """What is left to be read now, and the time that is left for it."""
        return workload(self.library, self.today, self.speeds, self.table)

    @cached_property
    def fit(self) -> Fit:
        return fit(self.work)

    @cached_property
    def overdue(self) -> tuple[Book, ...]:
        """The books that should have been back before today, nearest due date first."""
        late = (loan.book for loan in self.library.loans if loan.overdue(self.today))
        return tuple(dict.fromkeys(late))

    @cached_property
    def fit_but_overdue(self) -> Fit:
        """Whether what is not overdue fits together."""
        return fit(self.work_but_overdue) if self.overdue else self.fit

    @cached_property
    def work_but_overdue(self) -> Workload:
        """The work without editions that should have been back before today."""
        late = {loan.id for loan in self.library.loans if loan.overdue(self.today)}
        if not late:
            return self.work
        rest = (
            each._replace(editions=tuple(e for e in each.editions if e.loan not in late))
            for each in self.work.demands
        )
        return self.work._replace(demands=tuple(each for each in rest if each.editions))

    @cached_property
    def alarming(self) -> bool:
        """Whether what is missing is more than crumbs, on days that are not only assumed."""
        fit = self.fit_but_overdue
        return not (fit.fits or fit.just_about or self.table.assumed)

    @cached_property
    def wont_fit(self) -> frozenset[int]:
        """Books whose due date cannot be met even by keeping the plan, and that are why.

        None where it is a matter of crumbs, nor on a day that is only assumed.
        """
        return to_blame(self.work_but_overdue) if self.alarming else frozenset()

    @cached_property
    def left_over(self) -> frozenset[int]:
        """Books that the plan cannot bring to their end by their due dates, blamed or not."""
        return left_over(self.work_but_overdue, "due") if self.alarming else frozenset()

    @cached_property
    def first_day(self) -> PlannedDay | None:
        """Today, as it was planned this morning; None with nothing to read."""
        return first_day(self.morning.library, self.morning.work)

    @cached_property
    def first_two_days(self) -> tuple[PlannedDay, ...]:
        """Today and tomorrow, as they were planned this morning."""
        return first_days(self.morning.library, self.morning.work, 2)

    @cached_property
    def peak_load(self) -> float | None:
        """The highest daily load of the plan; None where something has no time at all."""
        return peak_load(self.library, self.work, self.first_day)

    @cached_property
    def plan(self) -> Plan:
        return plan(self.library, self.work, self.first_day, self.peak_load)

    @cached_property
    def spread_plan(self) -> Plan:
        """The plan that reads every book on every day, as far as it goes."""
        first = first_day(self.morning.library, self.morning.work, spread=True)
        return plan(self.library, self.work, first, self.peak_load, spread=True)

    @cached_property
    def forecaster(self) -> "Forecaster":
        """What the reader's past loans and the days kept say of those that are out."""
        from readtrack.planning.forecast import Forecaster
        from readtrack.planning.tracks import keeping, reading_time, tracks

        past = tracks(self.library.others, self.speeds)
        time, kept = reading_time(self.full_table), keeping(self.followed, self.full_table)
        return Forecaster(past, self.today, time, kept)

    def as_of(self, day: date) -> "Situation":
        """The situation on the morning of a past day."""
        return self._replace(library=as_of(self.library, day), today=day)

    @cached_property
    def minutes_ahead(self) -> tuple[list[float], list[float]]:
        """Minutes open to text, and to audio, in all the days before each one from today on."""
        rooms = self.full_table.rooms_from(self.today, HORIZON + LONGEST_LOAN + 1)
        text, audio = (list(accumulate((r[kind] for r in rooms), initial=0.0)) for kind in (0, 1))
        return text, audio

    @cached_property
    def tomorrow(self) -> "Situation":
        """The situation tomorrow morning, for who reads what the plan has for today."""
        read = () if self.first_day is None else (self.first_day,)
        return self._after(read, 1, self._asked_today())

    @cached_property
    def tomorrow_in_full(self) -> "Situation":
        """The situation tomorrow morning, for who reads all of today, nearest goal first."""
        read = () if self.full_day is None else (self.full_day,)
        return self._after(read, 1, self._asked_today())

    @cached_property
    def full_day(self) -> PlannedDay | None:
        """Today for who reads all of it; None with nothing to read."""
        return first_day(self.library, self.work, full=True)

    def in_days(self, count: int) -> "Situation":
        """The situation so many mornings on, for who reads what the plan of today has until then.

        Cheaper than so many times `tomorrow`, which plans each morning anew.
        """
        if count <= 0:
            return self
        read = first_days(self.library, self.work, count)
        return self._after(
            read, count, [(each.date, sum(b.minutes for b in each.blocks)) for each in read]
        )

    def _asked_today(self) -> list[tuple[date, float]]:
        """What today asks: more minutes than the plan has, for who did not read all before."""
        return [(self.today, sum(each.minutes for each in self.asked_today.titles))]

    def _after(
        self, read: Sequence[PlannedDay], count: int, asked: Iterable[tuple[date, float]]
    ) -> "Situation":
        """So many mornings on, when the days were `read`, which was all that they `asked`."""
        day, followed = self.today + count * ONE_DAY, self.followed
        for on, minutes in (*asked, (day - ONE_DAY, 0.0)):  # the days before it grow old
            followed = followed.with_day_read(on, minutes)
        other = Situation(coming_morning(self.library, read, day), day, self.now)
        other.__dict__.update(speeds=self.speeds, followed=followed, full_table=self.full_table)
        return other

    def with_library(self, library: Library) -> "Situation":
        """The situation with something else out, or another routine; what was read is the same."""
        other = self._replace(library=library)
        other.__dict__.update(speeds=self.speeds, followed=self.followed)
        if _day_of(library) == _day_of(self.library):
            other.__dict__["full_table"] = self.full_table
        if self.morning is not self:
            earlier = this_morning(library, self.today)
            other.__dict__["morning"] = self.morning.with_library(earlier)
        return other

    def with_candidate(self, candidate: Loan) -> "Situation":
        """The situation once `candidate` is out as well, in place of a loan with its id."""
        return self.with_library(with_candidate(candidate, self.library))

    def demand(self, candidate: Loan) -> Demand:
        """What a loan that is not out yet will need."""
        title = Title(candidate.book, (candidate,))
        return demand(title, self.library, self.today, self.speeds)


def _day_of(library: Library) -> tuple[object, ...]:
    """What the reader's day follows from, besides what was read."""
    return library.routines, library.away, library.settings


def with_candidate(candidate: Loan, library: Library) -> Library:
    """The library once `candidate` is out: it joins its title, if that is out already."""
    magazines = tuple(loan for loan in library.magazines if loan.id != candidate.id)
    if not candidate.has_end:
        return _without(candidate, library)._replace(magazines=(*magazines, candidate))
    library = library._replace(magazines=magazines)
    titles = []
    joined = False
    for title in library.titles:
        if title.book.id == candidate.book.id:
            others = [loan for loan in title.loans if loan.id != candidate.id]
            if candidate.until is not None:
                others = [loan._replace(until=None) for loan in others]
            title = title._replace(loans=(*others, candidate)).with_one_end()
            joined = True
        titles.append(title)
    if not joined:
        titles.append(Title(candidate.book, (candidate,)))
    return library._replace(titles=tuple(titles))


def _without(loan: Loan, library: Library) -> Library:
    """The library without a loan of that number among its titles."""
    left = (
        title._replace(loans=tuple(each for each in title.loans if each.id != loan.id))
        for title in library.titles
    )
    return library._replace(titles=tuple(title for title in left if title.loans))
