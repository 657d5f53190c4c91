"""The plan: day by day, block by block, from page to page.

Level: the highest daily load is the lowest possible, up to the date that asks for it; then the
same for the days after that date. Focused: the nearest goal first, and a book a block where the
blocks allow it.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from readtrack.model import Kind, Library, Loan, Title, Unit
from readtrack.planning.allot import ENOUGH, Grant, Stretch, into_blocks
from readtrack.planning.capacity import reading_days
from readtrack.planning.days import ONE_DAY, even_share
from readtrack.planning.fit import Demand, Edition, Workload, fits, window, workload
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

    Today's part was fixed in the morning; what comes after starts from where today will end. With
    `spread` every book is read every day, as far as the days allow. Without a routine every loan
    has its even share, whatever the assumed minutes are.
    """
    work = workload(library, today)
    first, assumed = first_day(library, work, spread=spread), work.table.assumed
    lefts = _tomorrow(library, work, first)
    later = _even_days(library, work, lefts, 1) if assumed else _days(work, lefts, 1, spread=spread)
    days = tuple(later) if first is None else (first, *later)
    fitting = fits(work)
    return Plan(
        today=today,
        peak_load=max(day.load for day in days)
        if spread and fitting and days
        else _peak(library, work, first),
        fits=fitting,
        assumed=assumed,
        days=days,
        unfinished=() if fitting else tuple(map(_short, _too_much(library, work, lefts))),
    )


def peak_load(library: Library, today: date) -> float | None:
    """The highest daily load of the plan, without the rest of it; past 1 not everything fits.

    None when something that is out has no time at all.
    """
    work = workload(library, today)
    return _peak(library, work, first_day(library, work))


def _peak(library: Library, work: Workload, first: PlannedDay | None) -> float | None:
    """That of today's part as it was fixed, and of what comes after."""
    lefts, before = _tomorrow(library, work, first), first.load if first else 0.0
    level = work.problem().level()
    if level is None or (first and first.blocks and not first.capacity_minutes):
        return None
    if work.table.assumed:
        days = tuple(_even_days(library, work, lefts, 1))
        if any(day.blocks and not day.capacity_minutes for day in days):
            return None
        return max([before, *(day.load for day in days)])
    if not fits(work):
        return level.load
    _, tasks = _choices(work, lefts, 1)
    after = Problem(tasks, work.rooms()[1:]).level() if tasks else None
    return max(before, after.load if after else 0.0)


def _too_much(library: Library, work: Workload, lefts: Sequence[_Left]) -> list[_Left]:
    """What the plan leaves unread; where its shares hide that, what the minutes of the days do."""
    unread = [left for left in lefts if left.short() > ENOUGH]
    if unread and not work.table.assumed:
        return unread
    lefts = _lefts(library, work)
    deque(_days(work, lefts, 0, spread=False), maxlen=0)
    return [left for left in lefts if left.short() > ENOUGH]


def _short(left: _Left) -> Unfinished:
    last = max(left.demand.editions, key=lambda each: (each.goal, each.due))
    return Unfinished(last.loan, left.title.book.title, left.short(), last.goal, last.due)


def first_day(library: Library, work: Workload, *, spread: bool = False) -> PlannedDay | None:
    """What the plan has for today, as it was fixed this morning; None with nothing to read.

    `work` is that of the library now.
    """
    morning = this_morning(library, work.today)
    if morning is not library:
        work = workload(morning, work.today)
    lefts = _lefts(morning, work)
    if work.table.assumed:
        return next(_even_days(morning, work, lefts, 0), None)
    return next(_days(work, lefts, 0, spread=spread), None)


def this_morning(library: Library, today: date) -> Library:
    """The library without what was logged today: itself when nothing was."""
    titles = (loan for title in library.titles for loan in title.loans + title.companions)
    if all(_before(loan, today) is loan for loan in (*titles, *library.past)):
        return library
    return replace(
        library,
        titles=tuple(
            replace(
                title,
                loans=tuple(_before(loan, today) for loan in title.loans),
                companions=tuple(_before(loan, today) for loan in title.companions),
            )
            for title in library.titles
        ),
        past=tuple(_before(loan, today) for loan in library.past),
    )


def _before(loan: Loan, day: date) -> Loan:
    if not loan.entries or loan.entries[-1].day < day:
        return loan
    return replace(loan, entries=tuple(entry for entry in loan.entries if entry.day < day))


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
            rest = (block.end / left.loan(edition).length - left.fraction) * whole
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


def _even_days(
    library: Library, work: Workload, lefts: Sequence[_Left], start: int
) -> Iterator[PlannedDay]:
    """Days with an even share of every title, in the edition that asks least of a day."""
    chosen = [(left, min(left.demand.editions, key=_asks(work))) for left in lefts]
    for day in _dates(work, start):
        blocks: list[PlannedBlock] = []
        room = WHOLE_DAY
        for left, edition in chosen:
            loan = left.loan(edition)
            here, each = left.mark(loan), left.whole[loan.id] / loan.length
            end = even_target(loan, here, library, day) if day <= edition.goal else here
            minutes = (end - here) * each
            if 0 < minutes <= room:
                left.fraction = end / loan.length
                title = loan.book.title
                blocks.append(PlannedBlock(None, loan.id, title, loan.unit, here, end, minutes))
            elif minutes > 0 and room > 0:  # a day has no more hours
                blocks.append(left.read(None, edition, room))
            room -= min(room, max(0.0, minutes))
        yield _planned(day, work, blocks)


def _asks(work: Workload) -> Callable[[Edition], float]:
    """Minutes that an edition asks of a reading day."""
    days = work.table.days
    return lambda each: each.minutes / max(0.5, days.count(each.start, each.goal))


# With a routine


def _days(
    work: Workload, lefts: Sequence[_Left], start: int, *, spread: bool
) -> Iterator[PlannedDay]:
    """Days of the routine's blocks, each stretch at the lowest peak that what is left allows."""
    by_loan = {each.loan: (left, each) for left in lefts for each in left.demand.editions}
    rooms = work.rooms()
    stretch, through = Stretch((), rooms, 0), -1
    for number, day in enumerate(_dates(work, start), start):
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
    titles, tasks = _choices(work, lefts, now)
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


def _choices(
    work: Workload, lefts: Sequence[_Left], now: int
) -> tuple[list[tuple[_Left, list[Edition]]], list[list[Task]]]:
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


def _readable(work: Workload, rooms: Sequence[Room], left: _Left, now: int) -> list[Edition]:
    """The editions that there is time for from the day `now` through their goal."""
    today = work.today
    return [
        each
        for each in left.demand.editions
        if any(room[each.kind is Kind.AUDIO] for room in rooms[now : (each.goal - today).days + 1])
    ]
