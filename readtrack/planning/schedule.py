"""The plan: day by day, block by block, from page to page.

Level: the highest daily load is the lowest possible, up to the date that asks for it; then the
same for the days after that date. Focused: the nearest goal first, and a book a block where the
blocks allow it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from readtrack.model import Kind, Library, Loan, Title, Unit
from readtrack.planning.allot import ENOUGH, Grant, Stretch, into_blocks
from readtrack.planning.capacity import reading_days, this_morning
from readtrack.planning.days import ONE_DAY, even_share
from readtrack.planning.fit import Demand, Edition, Workload, window, workload
from readtrack.planning.peak import Problem, Room, Task
from readtrack.units import STEP

WHOLE_DAY = 1440.0
"""Minutes. Where a day's minutes are only assumed, shares may exceed those, but not the day."""


@dataclass(frozen=True, slots=True)
class PlannedBlock:
    """Positions are in the unit of the loan; `routine` is None where there is no routine."""

    routine: str | None
    loan: int
    title: str
    unit: Unit
    start: float
    end: float
    minutes: float


@dataclass(frozen=True, slots=True)
class PlannedDay:
    date: date
    capacity_minutes: float
    load: float
    """Minutes planned ÷ minutes the day has; 0 on a day without any."""
    blocks: tuple[PlannedBlock, ...]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What the days cannot hold: minutes of the title still unread after its goal."""

    loan: int
    title: str
    minutes_short: float
    goal: date
    due: date


@dataclass(frozen=True, slots=True)
class Plan:
    today: date
    peak_load: float | None
    """The highest daily load; above 1 where not everything fits, None without time for it."""
    fits: bool
    assumed: bool
    """Whether the minutes of a day are only assumed."""
    days: tuple[PlannedDay, ...]
    unfinished: tuple[Unfinished, ...]


@dataclass(slots=True)
class _Left:
    """A title under way: how much of it is read so far in the plan."""

    title: Title
    demand: Demand
    whole: dict[int, float]
    """Minutes of the whole title in each of its loans."""
    fraction: float

    def short(self) -> float:
        """Minutes still unread, in the edition that takes fewest."""
        return (1 - self.fraction) * min(self.whole.values())

    def loan(self, edition: Edition) -> Loan:
        return next(loan for loan in self.title.loans if loan.id == edition.loan)

    def mark(self, loan: Loan) -> float:
        """Where the loan is now, in its unit, rounded up to a page or what stands for one."""
        if self.fraction <= self.title.fraction:
            return self.title.position(loan)
        step = STEP[loan.unit]
        steps = -(-round(self.fraction * loan.length / step, 4) // 1)
        return loan.whole(min(loan.length, steps * step))

    def read(self, routine: str | None, edition: Edition, minutes: float) -> PlannedBlock:
        """Read on for so many minutes."""
        loan = self.loan(edition)
        start = self.mark(loan)
        fraction = self.fraction + minutes / self.whole[loan.id]
        self.fraction = 1.0 if (1 - fraction) * self.whole[loan.id] < ENOUGH else fraction
        title, end = self.title.book.title, self.mark(loan)
        return PlannedBlock(routine, loan.id, title, loan.unit, start, end, minutes)


def plan(library: Library, today: date, *, spread: bool = False) -> Plan:
    """The whole plan, from today through the last goal.

    With `spread` every book is read every day, as far as the days allow. Without a routine every
    loan has its even share, whatever the assumed minutes are.
    """
    work = workload(library, today)
    lefts = _lefts(library, work)
    days = tuple(_days(work, lefts, spread=spread))
    if work.table.assumed:
        days = tuple(_even_days(library, work, _lefts(library, work)))
    return Plan(
        today=today,
        peak_load=_peak(work, days if spread or work.table.assumed else ()),
        fits=not work.problem().missing(),
        assumed=work.table.assumed,
        days=days,
        unfinished=tuple(map(_unfinished, (left for left in lefts if left.short() > ENOUGH))),
    )


def peak_load(library: Library, work: Workload) -> float | None:
    """The highest daily load of the plan, without the rest of it."""
    if not work.table.assumed:
        return _peak(work, ())
    return _peak(work, tuple(_even_days(library, work, _lefts(library, work))))


def first_day(library: Library, work: Workload) -> PlannedDay | None:
    """What the plan has for today; None with nothing to read."""
    lefts = _lefts(library, work)
    if work.table.assumed:
        return next(_even_days(library, work, lefts), None)
    return next(_days(work, lefts, spread=False), None)


def _peak(work: Workload, days: Sequence[PlannedDay]) -> float | None:
    """The highest load: the lowest possible one, or where days are given, theirs."""
    if not work.demands:
        return 0.0
    level = work.problem().level()
    if level is None:
        return None
    if days and (level.load <= 1 or work.table.assumed):
        return max(day.load for day in days)
    return level.load


def _lefts(library: Library, work: Workload) -> list[_Left]:
    """The titles of the work as they were this morning, nearest goal first."""
    titles = {title.book.id: title for title in this_morning(library, work.today).titles}
    lefts = [
        _Left(
            title=title,
            demand=demand,
            whole={each.loan: each.minutes / (1 - title.fraction) for each in demand.editions},
            fraction=title.fraction,
        )
        for demand in work.demands
        for title in (titles[demand.book],)
        if not title.finished
    ]
    return sorted(lefts, key=lambda left: (left.demand.last("goal"), left.title.loans[0].deadline))


def _unfinished(left: _Left) -> Unfinished:
    last = max(left.demand.editions, key=lambda each: (each.goal, each.due))
    return Unfinished(last.loan, left.title.book.title, left.short(), last.goal, last.due)


def _planned(day: date, work: Workload, blocks: Sequence[PlannedBlock]) -> PlannedDay:
    minutes = work.table.minutes(day)
    load = sum(block.minutes for block in blocks) / minutes if minutes else 0.0
    return PlannedDay(day, minutes, load, tuple(blocks))


def _dates(work: Workload) -> Iterator[date]:
    last = max((demand.last("goal") for demand in work.demands), default=work.today - ONE_DAY)
    return (work.today + n * ONE_DAY for n in range((last - work.today).days + 1))


# Without a routine


def even_target(loan: Loan, position: float, library: Library, day: date) -> float:
    """Where an even share of `day` brings a loan that is at `position` that morning."""
    first, last = window(loan, library, day)
    days = reading_days(library)
    left = days.count(first, last)
    if day < loan.checked_out or (day not in days and left):
        return position
    share = even_share(max(0.0, loan.length - position), left, STEP[loan.unit])
    return loan.whole(min(loan.length, position + share))


def _even_days(library: Library, work: Workload, lefts: Sequence[_Left]) -> Iterator[PlannedDay]:
    """Days with an even share of every title, in the edition that asks least of a day."""
    chosen = [(left, min(left.demand.editions, key=_asks(work))) for left in lefts]
    for day in _dates(work):
        blocks, room = [], WHOLE_DAY
        for left, edition in chosen:
            loan = left.loan(edition)
            start = left.mark(loan)
            each = left.whole[loan.id] / loan.length
            end = even_target(loan, start, library, day) if day <= edition.goal else start
            minutes = min(room, (end - start) * each)
            if minutes > 0:
                blocks.append(left.read(None, edition, minutes))
                room -= minutes
        yield _planned(day, work, blocks)


def _asks(work: Workload) -> Callable[[Edition], float]:
    """Minutes that an edition asks of a reading day."""
    days = work.table.days
    return lambda each: each.minutes / max(0.5, days.count(each.start, each.goal))


# With a routine


def _days(work: Workload, lefts: Sequence[_Left], *, spread: bool) -> Iterator[PlannedDay]:
    """Days of the routine's blocks, each stretch at the lowest peak that what is left allows."""
    by_loan = {each.loan: (left, each) for left in lefts for each in left.demand.editions}
    rooms = work.rooms()
    stretch, through = Stretch((), rooms, 0), -1
    for number, day in enumerate(_dates(work)):
        if number > through:
            stretch, through = _stretch(work, rooms, lefts, number, spread=spread)
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
    work: Workload, rooms: Sequence[Room], lefts: Sequence[_Left], now: int, *, spread: bool
) -> tuple[Stretch, int]:
    """What each edition is to get from the day `now` on, and the day through which that holds."""
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
    level = Problem(tasks, rooms[now:]).level()
    if level is None or not titles:
        return Stretch((), rooms, now), len(rooms)
    grants = [
        Grant(each.loan, task.audio, task.minutes * share, now + task.last)
        for (_, editions), choice, shares in zip(titles, tasks, level.shares, strict=True)
        for each, task, share in zip(editions, choice, shares, strict=True)
    ]
    if spread:
        return Stretch(grants, rooms, now, even=True), len(rooms)
    load = min(1.0, level.load * (1 + 1e-9))
    return Stretch(grants, rooms, now, load), now + level.through


def _readable(work: Workload, rooms: Sequence[Room], left: _Left, now: int) -> list[Edition]:
    """The editions that there is time for from the day `now` through their goal."""
    today = work.today
    return [
        each
        for each in left.demand.editions
        if any(room[each.kind is Kind.AUDIO] for room in rooms[now : (each.goal - today).days + 1])
    ]
