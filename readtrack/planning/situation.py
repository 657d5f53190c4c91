"""The library today and all that is computed from it, each value at most once."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from readtrack.library import Asked, Library
from readtrack.limits import LONGEST_LOAN
from readtrack.model import Book, Loan, Title
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
"""A safe date is searched for so many days ahead."""


class Given(NamedTuple):
    """The input of a situation: the library, the reader's day, and the moment."""

    library: Library
    today: date
    now: datetime


class Situation(Given):
    """The library on a day, with speed, capacity, work, fit and plan computed on first use."""

    @cached_property
    def morning(self) -> "Situation":
        """Return the situation before today's first entry; itself if there is none."""
        earlier = this_morning(self.library, self.today)
        return self if earlier is self.library else self._replace(library=earlier)

    @cached_property
    def speeds(self) -> Speeds:
        return Speeds(self.library)

    @cached_property
    def full_table(self) -> Timetable:
        """Return the time of the full routine less the reserve."""
        return timetable(self.morning.library)

    @cached_property
    def table(self) -> Timetable:
        """Return the time that the reader really has for library books, as of this morning."""
        ratio = self.followed.ratio
        return self.full_table if ratio == 1 else self.full_table.scaled(ratio)

    @cached_property
    def followed(self) -> FollowThrough:
        """Return what was asked of the days before today and what was read of it."""
        if self.morning is not self:
            return self.morning.followed
        asks = (*self.library.asked, *self.asked_before)
        return follow_through(asks, self.library, self.speeds, self.today)

    @cached_property
    def asked_before(self) -> tuple[Asked, ...]:
        """Return what was asked on past days on which the program did not run."""
        if self.morning is not self:
            return self.morning.asked_before
        return tuple(unrecorded(self.library, self.today))

    @cached_property
    def asked_today(self) -> Asked:
        """Return what the plan of this morning asks."""
        morning, shown = self.morning, self.first_day
        full = shown
        if self.followed.ratio < 1:
            work = morning.work._replace(table=self.full_table)
            full = first_day(morning.library, work)
        return asked(self.today, morning.library.titles, morning.speeds, full, shown)

    @cached_property
    def unrecorded(self) -> tuple[Asked, ...]:
        """Return what was asked on mornings that the store has not recorded yet."""
        if not self.library.titles:
            return self.asked_before
        recorded = any(each.day == self.today for each in self.library.asked)
        return self.asked_before if recorded else (*self.asked_before, self.asked_today)

    @cached_property
    def capacity(self) -> Capacity:
        return capacity(self.library, self.full_table, self.followed, self.today)

    @cached_property
    def work(self) -> Workload:
        """Return all unread work now, and the time left for it."""
        return workload(self.library, self.today, self.speeds, self.table)

    @cached_property
    def fit(self) -> Fit:
        return fit(self.work)

    @cached_property
    def overdue(self) -> tuple[Book, ...]:
        """Return the overdue books, nearest due date first."""
        late = (loan.book for loan in self.library.loans if loan.overdue(self.today))
        return tuple(dict.fromkeys(late))

    @cached_property
    def fit_but_overdue(self) -> Fit:
        """Return the fit of the loans that are not overdue."""
        return fit(self.work_but_overdue) if self.overdue else self.fit

    @cached_property
    def work_but_overdue(self) -> Workload:
        """Return the work without overdue editions."""
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
        """Whether the shortage is more than tiny and does not rest on an assumed routine."""
        fit = self.fit_but_overdue
        return not (fit.fits or fit.just_about or self.table.assumed)

    @cached_property
    def wont_fit(self) -> frozenset[int]:
        """Return the books to blame for the first due date that cannot be met.

        Empty if the shortage is tiny or rests on an assumed routine.
        """
        return to_blame(self.work_but_overdue) if self.alarming else frozenset()

    @cached_property
    def left_over(self) -> frozenset[int]:
        """Return the books that the plan cannot finish by their due dates, to blame or not."""
        return left_over(self.work_but_overdue, "due") if self.alarming else frozenset()

    @cached_property
    def first_day(self) -> PlannedDay | None:
        """Return today as planned this morning, or None without anything to read."""
        planned = first_day(self.morning.library, self.morning.work)
        return planned and self._still_out(planned)

    @cached_property
    def first_two_days(self) -> tuple[PlannedDay, ...]:
        """Return today and tomorrow as planned this morning, without what has gone back since."""
        days = first_days(self.morning.library, self.morning.work, 2)
        return tuple(map(self._still_out, days))

    def _still_out(self, day: PlannedDay) -> PlannedDay:
        """Return the planned day without what has gone back since the morning."""
        out = {loan.id for loan in self.library.loans}
        blocks = tuple(each for each in day.blocks if each.loan in out)
        if len(blocks) == len(day.blocks):
            return day
        after = sum(each.minutes for each in blocks)
        return day._replace(blocks=blocks, load=day.load * after / day.minutes)

    @cached_property
    def peak_load(self) -> float | None:
        """Return the highest daily load of the plan; None if some loan has no time at all."""
        return peak_load(self.library, self.work, self.first_day)

    @cached_property
    def plan(self) -> Plan:
        return plan(self.library, self.work, self.first_day, self.peak_load)

    @cached_property
    def spread_plan(self) -> Plan:
        """Return the plan that reads every book on every day, as far as possible."""
        first = first_day(self.morning.library, self.morning.work, "spread")
        first = first and self._still_out(first)
        return plan(self.library, self.work, first, self.peak_load, "spread")

    @cached_property
    def forecaster(self) -> "Forecaster":
        """Return the forecaster, which learns from past loans and from days that met the plan."""
        from readtrack.planning.forecast import Forecaster, Keeping
        from readtrack.planning.reading_time import ReadingTime
        from readtrack.planning.track_record import track

        past = {loan.id: track(loan, self.speeds) for loan in self.library.others}
        days, table = self.followed, self.full_table
        habit = Keeping(days.days_met, len(days.days), not table.assumed, table.minutes_per_day)
        return Forecaster(past, self.today, ReadingTime.of(table), habit)

    def as_of(self, day: date) -> "Situation":
        """Return the situation on the morning of a past day."""
        return self._replace(library=as_of(self.library, day), today=day)

    @cached_property
    def minutes_ahead(self) -> tuple[list[float], list[float]]:
        """Return, for each day from today on, the minutes for text and for audio before it."""
        rooms = self.full_table.rooms_from(self.today, HORIZON + LONGEST_LOAN + 1)
        text, audio = (list(accumulate((r[kind] for r in rooms), initial=0.0)) for kind in (0, 1))
        return text, audio

    @cached_property
    def tomorrow(self) -> "Situation":
        """Return tomorrow morning's situation if the reader reads today's plan."""
        return self._after_today(self.first_day)

    @cached_property
    def tomorrow_in_full(self) -> "Situation":
        """Return tomorrow morning's situation if the reader uses today in full, by nearest goal."""
        return self._after_today(self.full_day)

    @cached_property
    def full_day(self) -> PlannedDay | None:
        """Return today's plan at full minutes, or None without anything to read."""
        return first_day(self.library, self.work, "full")

    def in_days(self, count: int) -> "Situation":
        """Return the situation `count` days from now if the reader follows today's plan until then.

        This is faster than repeating `tomorrow`, which plans each morning anew.
        """
        if count <= 0:
            return self
        read = first_days(self.library, self.work, count)
        return self._after(read, count, [(each.date, each.minutes) for each in read])

    def _after_today(self, read: PlannedDay | None) -> "Situation":
        """Return tomorrow's situation; today asks more than its plan has after poor days."""
        asked = sum(each.minutes for each in self.asked_today.titles)
        return self._after([read] if read else [], 1, [(self.today, asked)])

    def _after(
        self, read: Sequence[PlannedDay], count: int, asked: Iterable[tuple[date, float]]
    ) -> "Situation":
        """Return the situation `count` days from now if the days are `read` as `asked`."""
        day, followed = self.today + count * ONE_DAY, self.followed
        for on, minutes in (*asked, (day - ONE_DAY, 0.0)):  # so that older days leave the window
            followed = followed.with_day_read(on, minutes)
        other = Situation(coming_morning(self.library, read, day), day, self.now)
        other.__dict__.update(speeds=self.speeds, followed=followed, full_table=self.full_table)
        return other

    def with_library(self, library: Library) -> "Situation":
        """Return the situation with another library; past reading must be the same."""
        other = self._replace(library=library)
        other.__dict__.update(speeds=self.speeds, followed=self.followed)
        if _day_of(library) == _day_of(self.library):
            other.__dict__["full_table"] = self.full_table
        if self.morning is not self:
            earlier = this_morning(library, self.today)
            other.__dict__["morning"] = self.morning.with_library(earlier)
        return other

    def with_candidate(self, candidate: Loan) -> "Situation":
        """Return the situation with `candidate` borrowed, replacing a loan with its id."""
        return self.with_library(with_candidate(candidate, self.library))

    def demand(self, candidate: Loan) -> Demand:
        """Return the work of a loan that is not out yet."""
        title = Title(candidate.book, (candidate,))
        return demand(title, self.library, self.today, self.speeds)


def _day_of(library: Library) -> tuple[object, ...]:
    """Return what the reader's timetable depends on, besides past reading."""
    return library.routines, library.away, library.settings


def with_candidate(candidate: Loan, library: Library) -> Library:
    """Return the library with `candidate` borrowed; it joins its title if that is out already."""
    magazines = tuple(loan for loan in library.magazines if loan.id != candidate.id)
    if not candidate.has_end:
        return library._replace(magazines=(*magazines, candidate))
    titles = {title.book.id: title for title in library.titles}
    joined = Title(candidate.book, (candidate,))
    if title := titles.get(candidate.book.id):
        others = [loan for loan in title.loans if loan.id != candidate.id]
        if candidate.until is not None:
            others = [loan._replace(until=None) for loan in others]
        joined = title._replace(loans=(*others, candidate)).with_one_end()
    titles[candidate.book.id] = joined
    return library._replace(magazines=magazines, titles=tuple(titles.values()))
