"""Fit: whether all deadlines can be met together, in minutes of the reader's own days."""

from bisect import bisect_left
from datetime import date
from typing import Literal

from readtrack.library import Library
from readtrack.model import Kind, Loan, Title, Verdict
from readtrack.named_tuple import NamedTuple
from readtrack.planning.capacity import NO_TIME, Timetable, reading_days
from readtrack.planning.cuts import Room, Task
from readtrack.planning.days import ONE_DAY, goal_day, rounded_up
from readtrack.planning.peak import ROUNDING, LevelProblem
from readtrack.planning.speed import Speeds, minutes_on

ROUNDING_SHARE = 1e-6
"""Shares of a title that are smaller than this are rounding errors."""

By = Literal["goal", "due"]

CRUMBS_SHARE, CRUMBS_MINUTES = 0.05, 15
"""Up to this share of the time, or so many minutes, a shortage is too small to predict."""


class EditionWork(NamedTuple):
    """The work left in one edition: reading all the rest of the title in it takes `minutes`."""

    loan: int
    kind: Kind
    minutes: float
    start: date
    goal: date
    due: date
    goal_date: date
    """The date that messages name: the goal, or the due date once the goal is past."""
    due_date: date

    def last(self, by: By) -> date:
        """Return the last day to read it by its goal or due date, never before its first day."""
        return max(self.start, self.goal if by == "goal" else self.due)


class Demand(NamedTuple):
    """The work that one title still needs, in one of its editions or split between them."""

    book: int
    editions: tuple[EditionWork, ...]

    def last(self, by: By) -> date:
        return max(each.last(by) for each in self.editions)

    def named(self, by: By) -> date:
        """Return the goal or due date that messages name."""
        latest = max(self.editions, key=lambda each: each.last(by))
        return latest.goal_date if by == "goal" else latest.due_date


class Workload(NamedTuple):
    """All unread work from `today` on, and the time there is for it."""

    today: date
    demands: tuple[Demand, ...]
    table: Timetable
    read_today: tuple[float, float] = (0.0, 0.0)
    """Minutes of text and of audio that were read today already."""

    def problem(self, by: By = "goal", off: int = 0) -> LevelProblem:
        """Return the work as a `LevelProblem`, without any time on the first `off` days."""
        tasks = [
            [
                Task(
                    audio=each.kind is Kind.AUDIO,
                    minutes=each.minutes,
                    first=(each.start - self.today).days,
                    last=(each.last(by) - self.today).days,
                )
                for each in demand.editions
            ]
            for demand in self.demands
        ]
        return LevelProblem(tasks, self.rooms(by, off))

    def rooms(self, by: By = "goal", off: int = 0) -> list[Room]:
        """Return the minutes of each day through the last date."""
        last = max((demand.last(by) for demand in self.demands), default=self.today)
        return [NO_TIME] * off + self._rooms_through(last)[off:]

    def _rooms_through(self, last: date) -> list[Room]:
        rooms = self.table.rooms_from(self.today, (last - self.today).days + 1)
        return [self.room(self.today), *rooms[1:]]

    def room(self, day: date) -> Room:
        """Return the minutes of a day, less those read already if it is today."""
        text, audio, both = self.table.room(day)
        if day > self.today:
            return text, audio, both
        read, heard = self.read_today
        both = max(0.0, both - read - heard)
        return min(both, max(0.0, text - read)), min(both, max(0.0, audio - heard)), both

    def through(self, day: date) -> Room:
        """Return the minutes from today through `day`."""
        text, audio, both = map(sum, zip(*self._rooms_through(day), strict=True))
        return text, audio, both

    def joined_by(self, demand: Demand) -> "Workload":
        """Return the workload with this title added or replaced."""
        return self._replace(demands=(*self.without(demand.book).demands, demand))

    def without(self, book: int) -> "Workload":
        return self._replace(demands=tuple(each for each in self.demands if each.book != book))

    def upto(self, day: date, by: By) -> "Workload":
        """Return the part of the workload that ends by `day`."""
        return self._replace(demands=tuple(each for each in self.demands if each.last(by) <= day))

    def dates(self, by: By) -> list[date]:
        """Return the goals or due dates, nearest first."""
        return sorted({each.last(by) for each in self.demands})

    def missing(self, by: By) -> float:
        """Return the fewest minutes that do not fit."""
        return self.problem(by).missing()

    def missing_by_date(self, by: By) -> list[tuple[date, float]]:
        """Return for each date the fewest minutes of the work due by it that do not fit."""
        released = all(
            len(each.editions) == 1 and each.editions[0].start <= self.today
            for each in self.demands
        )
        if released:
            return list(zip(self.dates(by), self.problem(by).missing_by_end(), strict=True))
        return [(day, self.upto(day, by).missing(by)) for day in self.dates(by)]


class Shortage(NamedTuple):
    """The minutes missing at the first date that cannot be met, and their kind."""

    day: date
    """The last day of reading for that date."""
    named: date
    minutes: float
    kind: Kind
    """`either` unless only text time or only audio time is short."""
    needed: float
    available: float


class Fit(NamedTuple):
    fits: bool
    verdict: Verdict
    breaks_on: date | None
    """The first due date that cannot be met, else the first goal; None if all are met."""
    short_minutes: int
    slack_days: int | None
    """Days from today that the reader could skip; None without anything to read."""
    just_about: bool
    """Whether the shortage is too small to predict."""
    more_a_day: int
    """More minutes of routine on each reading day that may close the gap; 0 if everything fits."""
    kind: Kind
    """The kind of time that is short; `either` if it is not one kind alone."""
    needed_minutes: float
    """Minutes of that kind needed by the first date that cannot be met."""
    available_minutes: float


class DateDemand(NamedTuple):
    """One line of the demand test: the minutes due by a goal date, and the minutes until then.

    A title in two editions counts with the one that takes fewer minutes.
    """

    date: date
    text_minutes: float
    audio_minutes: float
    for_text: float
    for_audio: float
    in_all: float


def demand(title: Title, library: Library, today: date, speeds: Speeds) -> Demand:
    """Return the work that the title needs in each edition that is out."""
    editions = (edition(title, loan, library, today, speeds) for loan in title.loans)
    return Demand(title.book.id, tuple(editions))


def workload(library: Library, today: date, speeds: Speeds, table: Timetable) -> Workload:
    """Return all unread work now, and the time left for it, today and later."""
    unread = (title for title in library.titles if not title.finished)
    demands = tuple(demand(title, library, today, speeds) for title in unread)
    return Workload(today, demands, table, minutes_on(library, speeds, today))


def edition(title: Title, loan: Loan, library: Library, today: date, speeds: Speeds) -> EditionWork:
    """Return the work of reading all the rest of the title in this loan."""
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
    """Return the first and last day for the loan's work; the last is past if no day is left."""
    goal = goal_day(loan.checked_out, loan.due, library.settings.buffer)
    first = max(today, loan.checked_out)
    return first, reading_days(library).last(first, goal, loan.due, loan.due_time)


def fit(work: Workload) -> Fit:
    """The demand test: work due up to each date against the time through it, nearest date first.

    For one kind of time this is the processor demand criterion for earliest deadline first
    (Baruah, Rosier and Howell, 1990); `peak.LevelProblem` is its form for several kinds.
    """
    if fits(work):
        return Fit(True, Verdict.FITS, None, 0, _slack(work), False, 0, Kind.EITHER, 0.0, 0.0)
    impossible = work.missing("due") > 0
    short = shortage(work, "due" if impossible else "goal")
    return Fit(
        fits=False,
        verdict=Verdict.IMPOSSIBLE if impossible else Verdict.TIGHT,
        breaks_on=short.named,
        short_minutes=rounded_up(short.minutes),
        slack_days=0,
        just_about=all(_crumbs(work, *each) for each in work.missing_by_date("goal")),
        more_a_day=_more_a_day(work),
        kind=short.kind,
        needed_minutes=short.needed,
        available_minutes=short.available,
    )


def fits(work: Workload) -> bool:
    """Return whether every goal date can be met."""
    return not work.missing("goal")


def shortage(work: Workload, by: By) -> Shortage:
    """Return the first date that cannot be met, with the minutes missing by then."""
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


def steps(work: Workload, by: By = "goal") -> tuple[DateDemand, ...]:
    """Return the demand test for each goal or due date."""
    found = []
    for day in work.dates(by):
        least = [
            min(each.editions, key=lambda edition: edition.minutes)
            for each in work.upto(day, by).demands
        ]
        text, audio = (
            sum(each.minutes for each in least if each.kind is kind)
            for kind in (Kind.TEXT, Kind.AUDIO)
        )
        found.append(DateDemand(day, text, audio, *work.through(day)))
    return tuple(found)


def left_over(work: Workload, by: By) -> frozenset[int]:
    """Return the books that a plan cannot finish in time.

    The plan leaves the fewest minutes unread, and those of the latest dates.
    """
    demands = tuple(sorted(work.demands, key=lambda each: each.last(by)))
    shares = work._replace(demands=demands).problem(by).left_over()
    return frozenset(
        each.book for each, share in zip(demands, shares, strict=True) if share > ROUNDING_SHARE
    )


def to_blame(work: Workload) -> frozenset[int]:
    """Return the books to blame for the first due date that cannot be met.

    Without the work of such a book that date could be met, or the book does not fit even alone.
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
    """Return whether the minutes missing by `day` are few relative to the time until then."""
    return missing <= max(CRUMBS_MINUTES, CRUMBS_SHARE * work.through(day)[2])


def _more_a_day(work: Workload) -> int:
    """Return the minutes of routine to add to each reading day; with fewer a goal surely fails."""
    most = 0.0
    spent = max(0.0, sum(work.read_today) - work.table.room(work.today)[2])
    for day, missing in work.missing_by_date("goal"):
        days = max(1, work.table.days.count(work.today, day))
        more = (missing + spent) / days
        if more < spent:  # more than that was read today already
            more = missing / max(1, days - 1)
        most = max(most, more)
    return rounded_up(most / work.table.share)


def _slack(work: Workload) -> int | None:
    if not work.demands:
        return None
    days = max(each.last("goal") for each in work.demands) - work.today
    failing = bisect_left(
        range(days.days + 2), True, key=lambda off: work.problem(off=off).missing() > 0
    )
    return max(0, failing - 1)
