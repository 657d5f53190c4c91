"""The plan: day by day, block by block, from page to page.

Level: the highest daily load is the lowest possible, up to the date that asks for it; then the
same for the days after that date. Focused: the nearest goal first, and a book a block where the
blocks allow it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Literal

from readtrack.library import Library
from readtrack.model import Entry, Kind, Loan, Title, Unit
from readtrack.named_tuple import NamedTuple
from readtrack.planning.allot import ENOUGH, Grant, Stretch, into_blocks
from readtrack.planning.cuts import Room, Task
from readtrack.planning.days import ONE_DAY, days_through, rounded_up
from readtrack.planning.fit import Demand, EditionWork, Workload
from readtrack.planning.peak import LevelProblem
from readtrack.units import STEP

Fill = Literal["level", "spread", "full"]
"""How the days are filled: as level as can be, with every book each day, or up to their minutes."""

TARGET_STEP = {Unit.SECONDS: 60.0}
"""Targets of audio are whole minutes, so that logging the printed target reaches it."""


class PlannedBlock(NamedTuple):
    """Positions are in the unit of the loan."""

    routine: str
    loan: int
    title: str
    unit: Unit
    start: float
    end: float
    minutes: float


class PlannedDay(NamedTuple):
    date: date
    capacity_minutes: float
    load: float
    """Minutes planned ÷ minutes of the day; 0 on a day without minutes."""
    blocks: tuple[PlannedBlock, ...]

    @property
    def minutes(self) -> float:
        """Minutes planned."""
        return sum(block.minutes for block in self.blocks)

    def blocks_of(self, title: Title) -> list[PlannedBlock]:
        loans = {loan.id for loan in title.loans}
        return [block for block in self.blocks if block.loan in loans]


class Unfinished(NamedTuple):
    """The minutes of a title that the plan leaves unread after its goal."""

    loan: int
    title: str
    minutes_short: float
    goal: date
    due: date


class Plan(NamedTuple):
    today: date
    peak_load: float | None
    """The highest daily load; above 1 if not everything fits, None if a loan has no time at all."""
    fits: bool
    assumed: bool
    """Whether the minutes of a day are an assumption."""
    days: tuple[PlannedDay, ...]
    unfinished: tuple[Unfinished, ...]


class _Left:
    """A title in the course of the plan: `fraction` is the part that the plan has read so far.

    `whole` are the minutes of the whole title in each of its loans.
    """

    __slots__ = ("demand", "fraction", "title", "whole")

    def __init__(self, title: Title, demand: Demand) -> None:
        self.title, self.demand, self.fraction = title, demand, title.fraction
        rest = 1 - self.fraction
        self.whole = {each.loan: each.minutes / rest for each in demand.editions}

    def short(self) -> float:
        """Return the unread minutes, in the shortest edition."""
        return (1 - self.fraction) * min(self.whole.values())

    def loan(self, edition: EditionWork) -> Loan:
        return next(loan for loan in self.title.loans if loan.id == edition.loan)

    def mark(self, loan: Loan) -> float:
        """Return the loan's position in its unit, rounded up to a whole step."""
        if self.fraction <= self.title.fraction:
            return self.title.position(loan)
        step = TARGET_STEP.get(loan.unit, STEP[loan.unit])
        steps = rounded_up(self.fraction * loan.end / step, 4)
        return loan.whole(min(loan.end, steps * step))

    def read(self, routine: str, edition: EditionWork, minutes: float) -> PlannedBlock:
        """Read on for `minutes`."""
        loan = self.loan(edition)
        start = self.mark(loan)
        fraction = self.fraction + minutes / self.whole[loan.id]
        self.fraction = 1.0 if (1 - fraction) * self.whole[loan.id] < ENOUGH else fraction
        title, end = self.title.book.title, self.mark(loan)
        return PlannedBlock(routine, loan.id, title, loan.unit, start, end, minutes)


def plan(
    library: Library,
    work: Workload,
    first: PlannedDay | None,
    peak: float | None,
    fill: Fill = "level",
) -> Plan:
    """Return the whole plan, from today through the last goal.

    Today's part, `first`, was fixed in the morning; tomorrow starts where today will end. `peak` is
    the highest daily load of a level plan.
    """
    lefts = _tomorrow(library, work, first)
    later = _days(work, lefts, 1, fill)
    days = tuple(later) if first is None else (first, *later)
    fitting = not work.missing("goal")
    short = () if fitting else (left for left in lefts if left.short() > ENOUGH)
    if fill == "spread" and fitting and days:
        peak = max(day.load for day in days)
    return Plan(work.today, peak, fitting, work.table.assumed, days, tuple(map(_unfinished, short)))


def peak_load(library: Library, work: Workload, first: PlannedDay | None) -> float | None:
    """Return the highest daily load of the plan without planning it; above 1 it does not fit.

    Return None if some loan has no time at all.
    """
    level = work.problem().level()
    if level is None or level.load > 1 or first is None:
        return level and level.load
    lefts = _tomorrow(library, work, first)
    tasks = [each.tasks for each in _choices(work, lefts, 1)]
    after = LevelProblem(tasks, work.rooms()[1:]).level() if tasks else None
    return max(first.load, after.load if after else 0.0)


def _unfinished(left: _Left) -> Unfinished:
    last = max(left.demand.editions, key=lambda each: (each.goal, each.due))
    return Unfinished(last.loan, left.title.book.title, left.short(), last.goal_date, last.due_date)


def first_days(library: Library, work: Workload, count: int) -> tuple[PlannedDay, ...]:
    """Return the first `count` days of the plan, or fewer if less is left to read."""
    return tuple(islice(_days(work, _lefts(library, work), 0), count))


def first_day(library: Library, work: Workload, fill: Fill = "level") -> PlannedDay | None:
    """Return the first day of the plan, or None without anything to read."""
    return next(_days(work, _lefts(library, work), 0, fill), None)


def coming_morning(library: Library, read: Iterable[PlannedDay], day: date) -> Library:
    """Return the library on the morning of `day`, if the days before it are read as planned.

    Loans due before that day are gone by then, and their slots are free.
    """
    reached = {block.loan: block.end for each in read for block in each.blocks}
    titles = (_moved(title, reached, day) for title in library.titles)
    return library._replace(
        titles=tuple(title for title in titles if title is not None),
        expired=(),
        past=(),
        asked=(),
    )


def _moved(title: Title, reached: Mapping[int, float], day: date) -> Title | None:
    """Return the title with a log entry at the position that its blocks reach."""
    if all(loan.due < day for loan in title.loans):
        return None
    source, at = title.latest()
    for loan in title.loans:
        if reached.get(loan.id, 0) / loan.end > at / source.end:
            source, at = loan, loan.whole(reached[loan.id])
    last = (Entry(0, day - ONE_DAY, at),)

    def moved(loan: Loan) -> Loan:
        return loan._replace(entries=last if loan is source else ())

    return Title(
        title.book,
        tuple(moved(loan) for loan in title.loans if loan.due >= day),
        (
            *map(moved, title.companions),
            *(moved(loan) for loan in title.loans if loan.due < day),
        ),
    )


def _lefts(library: Library, work: Workload) -> list[_Left]:
    """Return the titles of the work, nearest goal first."""
    titles = {title.book.id: title for title in library.titles}
    lefts = [_Left(titles[demand.book], demand) for demand in work.demands]
    return sorted(lefts, key=lambda left: (left.demand.last("goal"), left.title.loans[0].deadline))


def _tomorrow(library: Library, work: Workload, first: PlannedDay | None) -> list[_Left]:
    """Return the titles as they are once today's blocks are read."""
    lefts = _lefts(library, work)
    by_loan = {each.loan: (left, each) for left in lefts for each in left.demand.editions}
    for block in first.blocks if first else ():
        if block.loan in by_loan:  # and the title was not finished meanwhile
            left, edition = by_loan[block.loan]
            whole = left.whole[block.loan]
            rest = (block.end / left.loan(edition).end - left.fraction) * whole
            left.fraction += max(0.0, min(rest, block.minutes)) / whole
    return lefts


def _days(
    work: Workload, lefts: Sequence[_Left], start: int, fill: Fill = "level"
) -> Iterator[PlannedDay]:
    """Yield the planned days, each stretch at the lowest peak load possible."""
    by_loan = {each.loan: (left, each) for left in lefts for each in left.demand.editions}
    rooms = work.rooms()
    through = -1
    last = max((demand.last("goal") for demand in work.demands), default=work.today - ONE_DAY)
    for number, day in enumerate(days_through(work.today + start * ONE_DAY, last), start):
        if number > through:
            stretch, through = _stretch(work, rooms, lefts, number, fill)
        blocks = tuple(
            left.read(block.routine, edition, minutes)
            for block, grant, minutes in into_blocks(work.table.on(day), stretch.give(number))
            for left, edition in (by_loan[grant.loan],)
        )
        minutes = work.table.room(day)[2]
        load = sum(block.minutes for block in blocks) / minutes if minutes else 0.0
        yield PlannedDay(day, minutes, load, blocks)


def _stretch(
    work: Workload, rooms: Sequence[Room], lefts: Sequence[_Left], now: int, fill: Fill
) -> tuple[Stretch, int]:
    """Return the stretch from the day `now` on, with each edition's minutes, and its last day."""
    choices = _choices(work, lefts, now)
    problem = LevelProblem([each.tasks for each in choices], rooms[now:])
    level = problem.level(over=False) if choices else None
    if level is None and choices:
        choices = _what_fits(choices, problem)
        problem = LevelProblem([each.tasks for each in choices], rooms[now:])
        level = problem.level(over=False) if choices else None
    if level is None:
        return Stretch((), rooms, now), len(rooms)
    grants = [
        Grant(each.loan, task.audio, task.minutes * share, now + task.last)
        for choice, shares in zip(choices, level.shares, strict=True)
        for each, task, share in zip(choice.editions, choice.tasks, shares, strict=True)
    ]
    if fill != "level":
        return Stretch(grants, rooms, now, even=fill == "spread"), len(rooms)
    load = min(1.0, level.load * (1 + 1e-9))
    return Stretch(grants, rooms, now, load), now + level.through


class _Choice(NamedTuple):
    """A title, its editions that have time now, and the task of each."""

    left: _Left
    editions: list[EditionWork]
    tasks: list[Task]


def _choices(work: Workload, lefts: Sequence[_Left], now: int) -> list[_Choice]:
    """Return the unfinished titles that have time from the day `now` to the goal of an edition."""
    rooms, found = work.rooms(), []
    for left in lefts:
        if left.short() <= ENOUGH:
            continue
        choice = _Choice(left, [], [])
        for each in left.demand.editions:
            audio, last = each.kind is Kind.AUDIO, (each.goal - work.today).days
            if any(room[audio] for room in rooms[now : last + 1]):
                minutes = (1 - left.fraction) * left.whole[each.loan]
                choice.editions.append(each)
                choice.tasks.append(Task(audio, minutes, 0, last - now))
        if choice.editions:
            found.append(choice)
    return found


def _what_fits(choices: Sequence[_Choice], problem: LevelProblem) -> list[_Choice]:
    """Reduce each title to the part that fits, leaving over those of the latest goals.

    Minutes count in the shortest edition, even if that has no time now.
    """
    found = []
    over = problem.left_over([each.left.short() for each in choices])
    for each, share in zip(choices, over, strict=True):
        tasks = [task._replace(minutes=task.minutes * (1 - share)) for task in each.tasks]
        if min(task.minutes for task in tasks) > ENOUGH:
            found.append(each._replace(tasks=tasks))
    return found
