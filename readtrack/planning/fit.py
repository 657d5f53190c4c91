"""Fit: whether all deadlines can be met together, in minutes of the reader's own days."""

from bisect import bisect_left
from datetime import date
from typing import Literal

from readtrack.model import Kind, Library, Loan, Title, Verdict
from readtrack.named_tuple import NamedTuple
from readtrack.planning.capacity import NO_TIME, Timetable, reading_days
from readtrack.planning.days import ONE_DAY, goal_day
from readtrack.planning.peak import ROUNDING, LevelProblem, Room, Task
from readtrack.planning.speed import Speeds, minutes_on

ROUNDING_SHARE = 1e-6
"""Shares of a title that are smaller than this are rounding errors."""

By = Literal["goal", "due"]

CRUMBS_SHARE, CRUMBS_MINUTES = 0.05, 15
"""Part of the time there is, and minutes, by which less is missing than anybody can foresee."""


class EditionWork(NamedTuple):
    """One way to read what is left of a title: all of it in this loan takes `minutes`."""

    loan: int
    kind: Kind
    minutes: float
    start: date
    goal: date
    due: date
    goal_date: date
    """The date that a broken goal is named by: the goal itself, or the due date once it is past."""
    due_date: date

    def last(self, by: By) -> date:
        """The last day for it by its goal or by its due date, and none before it starts."""
        return max(self.start, self.goal if by == "goal" else self.due)


class Demand(NamedTuple):
    """What one title still needs, once, in one of its editions or split between them."""

    book: int
    editions: tuple[EditionWork, ...]

    def last(self, by: By) -> date:
        return max(each.last(by) for each in self.editions)

    def named(self, by: By) -> date:
        """The date that people know the last day by."""
        latest = max(self.editions, key=lambda each: each.last(by))
        return latest.goal_date if by == "goal" else latest.due_date


class Workload(NamedTuple):
    """What is to be read from `today` on, and the time there is for it."""

    today: date
    demands: tuple[Demand, ...]
    table: Timetable
    read_today: tuple[float, float] = (0.0, 0.0)
    """Minutes of text and of audio that were read today already."""

    def problem(self, by: By = "goal", off: int = 0) -> LevelProblem:
        """The arithmetic of it; the first `off` days are taken off whole."""
        return LevelProblem(
            [[self._task(each, by) for each in demand.editions] for demand in self.demands],
            self.rooms(by, off),
        )

    def _task(self, edition: EditionWork, by: By) -> Task:
        return Task(
            audio=edition.kind is Kind.AUDIO,
            minutes=edition.minutes,
            first=(edition.start - self.today).days,
            last=(edition.last(by) - self.today).days,
        )

    def rooms(self, by: By = "goal", off: int = 0) -> list[Room]:
        """The minutes of each day through the last date."""
        last = max((demand.last(by) for demand in self.demands), default=self.today)
        rooms = self._rooms_through(last)
        return [NO_TIME] * off + rooms[off:] if off else rooms

    def _rooms_through(self, last: date) -> list[Room]:
        rooms = self.table.rooms_from(self.today, (last - self.today).days + 1)
        return [self.room(self.today), *rooms[1:]]

    def room(self, day: date) -> Room:
        """The minutes of a day, less what was read already where it is today."""
        text, audio, both = self.table.room(day)
        if day > self.today:
            return text, audio, both
        read, heard = self.read_today
        both = max(0.0, both - read - heard)
        return min(both, max(0.0, text - read)), min(both, max(0.0, audio - heard)), both

    def through(self, day: date) -> Room:
        """The minutes from today through `day`."""
        text, audio, both = map(sum, zip(*self._rooms_through(day), strict=True))
        return text, audio, both

    def joined_by(self, demand: Demand) -> "Workload":
        """With one more title, or with another version of one that it has."""
        others = tuple(each for each in self.demands if each.book != demand.book)
        return self._replace(demands=(*others, demand))

    def without(self, book: int) -> "Workload":
        return self._replace(demands=tuple(each for each in self.demands if each.book != book))

    def upto(self, day: date, by: By) -> "Workload":
        """The part that is over by `day`."""
        early = tuple(each for each in self.demands if each.last(by) <= day)
        return self._replace(demands=early)

    def missing(self, by: By) -> float:
        """The fewest minutes that have no place."""
        return self.problem(by).missing()

    def missing_by_date(self, by: By) -> list[tuple[date, float]]:
        """The fewest minutes that have no place of what is over by each date, nearest first."""
        dates = dates_of(self, by)
        released = all(
            len(each.editions) == 1 and each.editions[0].start <= self.today
            for each in self.demands
        )
        if released:
            return list(zip(dates, self.problem(by).missing_by_end(), strict=True))
        return [(day, self.upto(day, by).missing(by)) for day in dates]


class Shortage(NamedTuple):
    """What is missing at the first date that breaks, and of which kind of time."""

    day: date
    """The last day of reading for it, counted from today on."""
    named: date
    minutes: float
    kind: Kind
    """`either` unless one kind of time alone is what is short."""
    needed: float
    available: float


class Fit(NamedTuple):
    fits: bool
    verdict: Verdict
    breaks_on: date | None
    """The first goal, or where due dates fail the first due date, that cannot be met."""
    short_minutes: int
    slack_days: int | None
    """Days from today that could be taken off whole; None with nothing to read."""
    just_about: bool
    """Whether what is missing is less than anybody can foresee."""
    more_a_day: int
    """Minutes more of routine on every reading day that may close it; 0 when everything fits."""
    kind: Kind
    """The kind of time that is short; `either` where no single one is."""
    needed_minutes: float
    """Of that kind, by the date that breaks."""
    available_minutes: float


def demand(title: Title, library: Library, today: date, speeds: Speeds) -> Demand:
    """What the title needs in each of its editions that is out."""
    return Demand(
        title.book.id, tuple(edition(title, loan, library, today, speeds) for loan in title.loans)
    )


def workload(library: Library, today: date, speeds: Speeds, table: Timetable) -> Workload:
    """What is left to be read now, and the time that is left for it, today and later."""
    demands = (
        demand(title, library, today, speeds) for title in library.titles if not title.finished
    )
    return Workload(today, tuple(demands), table, minutes_on(library, speeds, today))


def edition(title: Title, loan: Loan, library: Library, today: date, speeds: Speeds) -> EditionWork:
    """What the title needs when all of the rest is read in this loan."""
    left = loan.end * max(0.0, 1 - title.fraction)
    first, last = window(loan, library, today)
    latest = loan.due if loan.due_time is None else loan.due - ONE_DAY
    goal = goal_day(loan.checked_out, loan.due, library.settings.buffer)
    return EditionWork(
        loan=loan.id,
        kind=loan.kind,
        minutes=speeds.minutes(loan, left),
        start=first,
        goal=max(today, last),
        due=max(today, latest),
        goal_date=goal if last <= goal and today <= goal else loan.due,
        due_date=loan.due,
    )


def window(loan: Loan, library: Library, today: date) -> tuple[date, date]:
    """The first and the last day that the loan's work is spread over; last is past when none is."""
    goal = goal_day(loan.checked_out, loan.due, library.settings.buffer)
    first = max(today, loan.checked_out)
    return first, reading_days(library).last(first, goal, loan.due, loan.due_time)


def fit(work: Workload) -> Fit:
    """The demand test: work due up to each date against the time through it, nearest date first.

    For one kind of time this is the processor demand criterion for earliest deadline first
    (Baruah, Rosier and Howell, 1990); `peak.LevelProblem` is its form for several kinds.
    """
    by_goal = work.missing("goal")
    by_due = work.missing("due") if by_goal else 0.0
    if not by_goal:
        return Fit(True, Verdict.FITS, None, 0, _slack(work), False, 0, Kind.EITHER, 0.0, 0.0)
    short = shortage(work, "due" if by_due else "goal")
    return Fit(
        fits=False,
        verdict=Verdict.IMPOSSIBLE if by_due else Verdict.TIGHT,
        breaks_on=short.named,
        short_minutes=_up(short.minutes),
        slack_days=0,
        just_about=all(_crumbs(work, *each) for each in work.missing_by_date("goal")),
        more_a_day=_more_a_day(work),
        kind=short.kind,
        needed_minutes=short.needed,
        available_minutes=short.available,
    )


def fits(work: Workload, by: By = "goal") -> bool:
    """Whether every date can be met."""
    return not work.missing(by)


def shortage(work: Workload, by: By) -> Shortage:
    """The first date that fails, with what is missing by then."""
    day, missing = next(each for each in work.missing_by_date(by) if each[1])
    part = work.upto(day, by)
    named = max(each.named(by) for each in part.demands if each.last(by) == day)
    room = work.through(day)
    for kind, available in ((Kind.TEXT, room[0]), (Kind.AUDIO, room[1])):
        only = [each for each in part.demands if all(e.kind is kind for e in each.editions)]
        needed = sum(min(e.minutes for e in each.editions) for each in only)
        if needed > available + ROUNDING and available < room[2]:
            return Shortage(day, named, missing, kind, needed, available)
    needed = sum(min(e.minutes for e in each.editions) for each in part.demands)
    return Shortage(day, named, missing, Kind.EITHER, needed, room[2])


def dates_of(work: Workload, by: By) -> list[date]:
    """The dates that are tested, nearest first."""
    return sorted({each.last(by) for each in work.demands})


def left_over(work: Workload, by: By) -> frozenset[int]:
    """Books that a plan cannot bring to their end by that date: what is left over is of the latest.

    The minutes left over are as few as can be.
    """
    demands = tuple(sorted(work.demands, key=lambda each: each.last(by)))
    shares = work._replace(demands=demands).problem(by).left_over()
    return frozenset(
        each.book for each, share in zip(demands, shares, strict=True) if share > ROUNDING_SHARE
    )


def to_blame(work: Workload) -> frozenset[int]:
    """Books whose due date cannot be met even by keeping the plan, and that are why.

    Without its work the first due date that breaks would stand, or it cannot be met even alone.
    """
    if not work.missing("due"):
        return frozenset()
    late, first = left_over(work, "due"), shortage(work, "due").day
    early = work.upto(first, "due")
    return frozenset(
        each.book
        for each in work.demands
        if each.book in late
        and (
            work._replace(demands=(each,)).missing("due")
            or (each in early.demands and not early.without(each.book).missing("due"))
        )
    )


def _crumbs(work: Workload, day: date, missing: float) -> bool:
    """Whether what is missing by `day` is little beside the time there is by then."""
    return missing <= max(CRUMBS_MINUTES, CRUMBS_SHARE * work.through(day)[2])


def _more_a_day(work: Workload) -> int:
    """Whole minutes more of routine on a reading day without which some goal certainly breaks."""
    most = 0.0
    spent = max(0.0, sum(work.read_today) - work.table.room(work.today)[2])
    for day, missing in work.missing_by_date("goal"):
        days = max(1, work.table.days.count(work.today, day))
        more = (missing + spent) / days
        if more < spent:  # what was read today is more than that already
            more = missing / max(1, days - 1)
        most = max(most, more)
    return _up(most / work.table.share)


def _up(minutes: float) -> int:
    return -int(-round(minutes, 6) // 1)


def _slack(work: Workload) -> int | None:
    if not work.demands:
        return None
    days = max(each.last("goal") for each in work.demands) - work.today
    failing = bisect_left(
        range(days.days + 2), True, key=lambda off: work.problem(off=off).missing() > 0
    )
    return max(0, failing - 1)
