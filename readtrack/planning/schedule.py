"""The plan: day by day, block by block, from page to page.

Level: the highest daily load is the lowest possible, up to the date that asks for it; then the
same for the days after that date. Focused: the nearest goal first, and a book a block where the
blocks allow it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from readtrack.model import Entry, Kind, Library, Loan, Title, Unit
from readtrack.named_tuple import NamedTuple
from readtrack.planning.allot import ENOUGH, Grant, Stretch, into_blocks
from readtrack.planning.days import ONE_DAY
from readtrack.planning.fit import Demand, EditionWork, Workload
from readtrack.planning.peak import LevelProblem, Room, Task
from readtrack.units import STEP

TARGET_STEP = {Unit.SECONDS: 60.0}
"""Targets of audio are whole minutes, so that who logs what is printed has reached it."""


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
    """Minutes planned ÷ minutes the day has; 0 on a day without any."""
    blocks: tuple[PlannedBlock, ...]


class Unfinished(NamedTuple):
    """What the days cannot hold: minutes of the title still unread after its goal."""

    loan: int
    title: str
    minutes_short: float
    goal: date
    due: date


class Plan(NamedTuple):
    today: date
    peak_load: float | None
    """The highest daily load; above 1 where not everything fits, None without time for it."""
    fits: bool
    assumed: bool
    """Whether the minutes of a day are only assumed."""
    days: tuple[PlannedDay, ...]
    unfinished: tuple[Unfinished, ...]


class _Left:
    """A title under way: the `fraction` of it that is read so far in the plan.

    `whole` are the minutes of the whole title in each of its loans.
    """

    __slots__ = ("demand", "fraction", "title", "whole")

    def __init__(self, title: Title, demand: Demand) -> None:
        self.title, self.demand, self.fraction = title, demand, title.fraction
        rest = 1 - self.fraction
        self.whole = {each.loan: each.minutes / rest for each in demand.editions}

    def short(self) -> float:
        """Minutes still unread, in the edition that takes fewest."""
        return (1 - self.fraction) * min(self.whole.values())

    def loan(self, edition: EditionWork) -> Loan:
        return next(loan for loan in self.title.loans if loan.id == edition.loan)

    def mark(self, loan: Loan) -> float:
        """Where the loan is now, in its unit, rounded up to a page or what stands for one."""
        if self.fraction <= self.title.fraction:
            return self.title.position(loan)
        step = TARGET_STEP.get(loan.unit, STEP[loan.unit])
        steps = -(-round(self.fraction * loan.end / step, 4) // 1)
        return loan.whole(min(loan.end, steps * step))

    def read(self, routine: str, edition: EditionWork, minutes: float) -> PlannedBlock:
        """Read on for so many minutes."""
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
    *,
    spread: bool = False,
) -> Plan:
    """The whole plan, from today through the last goal.

    Today's part, `first`, was fixed in the morning; what comes after starts from where today will
    end. `peak` is the highest daily load. With `spread` every book is read every day, as far as
    the days allow.
    """
    lefts = _tomorrow(library, work, first)
    later = _days(work, lefts, 1, spread=spread)
    days = tuple(later) if first is None else (first, *later)
    fitting = not work.missing("goal")
    return Plan(
        today=work.today,
        peak_load=max(day.load for day in days) if spread and fitting and days else peak,
        fits=fitting,
        assumed=work.table.assumed,
        days=days,
        unfinished=()
        if fitting
        else tuple(_unfinished(left) for left in lefts if left.short() > ENOUGH),
    )


def peak_load(library: Library, work: Workload, first: PlannedDay | None) -> float | None:
    """The highest daily load of the plan, without the rest of it; past 1 not everything fits.

    None when something that is out has no time at all.
    """
    level = work.problem().level()
    if level is None or (first and first.blocks and not first.capacity_minutes):
        return None
    if level.load > 1 or first is None:
        return level.load
    lefts = _tomorrow(library, work, first)
    _, tasks = _choices(work, lefts, 1)
    after = LevelProblem(tasks, work.rooms()[1:]).level() if tasks else None
    return max(first.load, after.load if after else 0.0)


def _unfinished(left: _Left) -> Unfinished:
    last = max(left.demand.editions, key=lambda each: (each.goal, each.due))
    return Unfinished(last.loan, left.title.book.title, left.short(), last.goal_date, last.due_date)


def first_days(
    library: Library, work: Workload, count: int, *, spread: bool = False, full: bool = False
) -> tuple[PlannedDay, ...]:
    """The first days of the plan for what is left in `library`; fewer when less is left to read.

    With `full` all of every day is read, nearest goal first.
    """
    days = _days(work, _lefts(library, work), 0, spread=spread, full=full)
    return tuple(islice(days, count))


def first_day(
    library: Library, work: Workload, *, spread: bool = False, full: bool = False
) -> PlannedDay | None:
    """The first of `first_days`; None with nothing to read."""
    return next(iter(first_days(library, work, 1, spread=spread, full=full)), None)


def coming_morning(library: Library, read: Iterable[PlannedDay], day: date) -> Library:
    """The library on the morning of `day`, when the days before it were read as planned.

    What is due before that day is gone by then, and its slot is free.
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
    """The title where its blocks have brought it, that place being the last line of its log."""
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
    """The titles of the work, nearest goal first."""
    titles = {title.book.id: title for title in library.titles}
    lefts = [_Left(titles[demand.book], demand) for demand in work.demands]
    return sorted(lefts, key=lambda left: (left.demand.last("goal"), left.title.loans[0].deadline))


def _tomorrow(library: Library, work: Workload, first: PlannedDay | None) -> list[_Left]:
    """The titles once today's part is read: where they are now, or further by today's blocks."""
    lefts = _lefts(library, work)
    by_loan = {each.loan: (left, each) for left in lefts for each in left.demand.editions}
    for block in first.blocks if first else ():
        if block.loan in by_loan:  # and not read to its end meanwhile
            left, edition = by_loan[block.loan]
            whole = left.whole[block.loan]
            rest = (block.end / left.loan(edition).end - left.fraction) * whole
            left.fraction += max(0.0, min(rest, block.minutes)) / whole
    return lefts


def _planned(day: date, work: Workload, blocks: Sequence[PlannedBlock]) -> PlannedDay:
    minutes = work.table.room(day)[2]
    load = sum(block.minutes for block in blocks) / minutes if minutes else 0.0
    return PlannedDay(day, minutes, load, tuple(blocks))


def _dates(work: Workload, start: int) -> Iterator[date]:
    """The days through the last goal, from the one with the number `start` on."""
    last = max((demand.last("goal") for demand in work.demands), default=work.today - ONE_DAY)
    return (work.today + n * ONE_DAY for n in range(start, (last - work.today).days + 1))


def _days(
    work: Workload,
    lefts: Sequence[_Left],
    start: int,
    *,
    spread: bool = False,
    full: bool = False,
) -> Iterator[PlannedDay]:
    """Days of the routine's blocks, each stretch at the lowest peak that what is left allows."""
    by_loan = {each.loan: (left, each) for left in lefts for each in left.demand.editions}
    rooms = work.rooms()
    through = -1
    for number, day in enumerate(_dates(work, start), start):
        if number > through:
            stretch, through = _stretch(work, rooms, lefts, number, spread=spread, full=full)
        blocks = work.table.on(day)
        yield _planned(
            day,
            work,
            [
                left.read(block.routine, edition, minutes)
                for block, grant, minutes in into_blocks(blocks, stretch.give(number))
                for left, edition in (by_loan[grant.loan],)
            ],
        )


def _stretch(
    work: Workload,
    rooms: Sequence[Room],
    lefts: Sequence[_Left],
    now: int,
    *,
    spread: bool,
    full: bool,
) -> tuple[Stretch, int]:
    """What each edition is to get from the day `now` on, and the day through which that holds."""
    titles, tasks = _choices(work, lefts, now)
    problem = LevelProblem(tasks, rooms[now:])
    level = problem.level(over=False) if titles else None
    if level is None and titles:
        titles, tasks = _what_fits(titles, tasks, problem)
        level = LevelProblem(tasks, rooms[now:]).level(over=False) if titles else None
    if level is None:
        return Stretch((), rooms, now), len(rooms)
    grants = [
        Grant(each.loan, task.audio, task.minutes * share, now + task.last)
        for (_, editions), choice, shares in zip(titles, tasks, level.shares, strict=True)
        for each, task, share in zip(editions, choice, shares, strict=True)
    ]
    if spread:
        return Stretch(grants, rooms, now, even=True), len(rooms)
    if full:
        return Stretch(grants, rooms, now), len(rooms)
    load = min(1.0, level.load * (1 + 1e-9))
    return Stretch(grants, rooms, now, load), now + level.through


Choice = tuple[_Left, list[EditionWork]]
"""A title under way, and its editions that can be read."""


def _choices(
    work: Workload, lefts: Sequence[_Left], now: int
) -> tuple[list[Choice], list[list[Task]]]:
    """What is left from the day `now` on: titles with the editions that can be read, and tasks."""
    rooms = work.rooms()
    titles = [
        (left, editions)
        for left in lefts
        if left.short() > ENOUGH and (editions := _readable(work, rooms, left, now))
    ]
    tasks = [
        [
            Task(
                audio=each.kind is Kind.AUDIO,
                minutes=(1 - left.fraction) * left.whole[each.loan],
                first=0,
                last=(each.goal - work.today).days - now,
            )
            for each in editions
        ]
        for left, editions in titles
    ]
    return titles, tasks


def _what_fits(
    titles: Sequence[Choice], tasks: Sequence[Sequence[Task]], problem: LevelProblem
) -> tuple[list[Choice], list[list[Task]]]:
    """The part of each title that the days can hold; what is left over is of the latest goals.

    Its minutes count in the shortest edition, whether that can be read now or not.
    """
    whole = [left.short() for left, _ in titles]
    shares = [1 - over for over in problem.left_over(whole)]
    parts = [
        (title, [task._replace(minutes=task.minutes * share) for task in choice])
        for title, choice, share in zip(titles, tasks, shares, strict=True)
    ]
    read = [(title, part) for title, part in parts if min(t.minutes for t in part) > ENOUGH]
    return [title for title, _ in read], [part for _, part in read]


def _readable(work: Workload, rooms: Sequence[Room], left: _Left, now: int) -> list[EditionWork]:
    """The editions that there is time for from the day `now` through their goal."""
    today = work.today
    return [
        each
        for each in left.demand.editions
        if any(room[each.kind is Kind.AUDIO] for room in rooms[now : (each.goal - today).days + 1])
    ]
