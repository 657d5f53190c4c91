"""Capacity: the minutes a day that library books may really take."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from readtrack.model import (
    Asked,
    Ending,
    Kind,
    Library,
    Loan,
    Outcome,
    Routine,
)
from readtrack.named_tuple import NamedTuple
from readtrack.planning.days import ONE_DAY, ReadingDays
from readtrack.planning.peak import Room
from readtrack.planning.speed import Speeds, read_titles, strides

ASSUMED_MINUTES = 45
"""Minutes a day has while the reader has named no routine."""

ASSUMED_NAME = "reading"
"""The routine of who has named none."""

TIMED_DAYS = 5
"""Days with timed entries from which the assumed day may have their average."""

WINDOW = 28
"""Days that follow-through is measured over: four of each weekday."""

PRIOR_DAYS = 7
"""Days of perfect follow-through counted along with the measured ones: a week."""

KEPT_SHARE = 0.8
"""Part of what a day asked from which the day counts as kept."""

NO_TIME: Room = (0.0, 0.0, 0.0)


class Block(NamedTuple):
    """A stretch of one day: the routine's name and its minutes."""

    routine: str
    kind: Kind
    minutes: float


class Capacity(NamedTuple):
    """Minutes for library books, and what they were worked out from."""

    minutes_today: float
    minutes_per_day: float
    """Minutes of a reading day, on average over a week."""
    source: str
    """`assumed`, `routine` or `measured (n days)`."""
    routine_minutes: float
    """What the routine has in a reading day, before the reserve and follow-through."""
    reserve: int
    """Percent kept for other reading."""
    follow_through: float
    """The part of what mornings asked that was read, at most 1."""
    read_minutes: float
    asked_minutes: float
    """Over the `measured_days`: those of the last four weeks that asked something."""
    measured_days: int


class FollowThrough(NamedTuple):
    """What was read of what mornings asked, up to it, day by day."""

    days: tuple[tuple[date, float, float], ...]
    """Each day that asked something, with the minutes it asked and those that were read of them."""

    @property
    def asked(self) -> float:
        return sum(asked for _, asked, _ in self.days)

    @property
    def read(self) -> float:
        return sum(read for _, _, read in self.days)

    @property
    def kept(self) -> int:
        """Days on which most of what they asked was read."""
        return sum(read >= KEPT_SHARE * asked for _, asked, read in self.days)

    @property
    def ratio(self) -> float:
        """Read ÷ asked, with `PRIOR_DAYS` days like the measured ones read in full; at most 1."""
        if not self.days:
            return 1.0
        days = len(self.days)
        return (self.read / self.asked * days + PRIOR_DAYS) / (days + PRIOR_DAYS)

    def with_day_read(self, day: date, minutes: float) -> "FollowThrough":
        """With one day more, which asks so many minutes and is read in full."""
        since = day - timedelta(days=WINDOW - 1)
        days = (*self.days, (day, minutes, minutes)) if minutes > 0 else self.days
        return FollowThrough(tuple(each for each in days if each[0] >= since))


class Timetable(NamedTuple):
    """The time for library books: blocks by weekday, and which days have them."""

    week: tuple[tuple[Block, ...], ...]
    """Seven days from Monday, each in the order of the day."""
    rooms: tuple[Room, ...]
    """The minutes of those seven days, by what they are open to."""
    days: ReadingDays
    assumed: bool
    """Whether no routine is named, so that the minutes are only assumed."""
    share: float
    """The part of the routine that these minutes are."""

    def on(self, day: date) -> tuple[Block, ...]:
        return self.week[day.weekday()] if day in self.days else ()

    def room(self, day: date) -> Room:
        """Minutes open to text, to audio, and in all."""
        return self.rooms[day.weekday()] if day in self.days else NO_TIME

    def rooms_from(self, first: date, count: int) -> list[Room]:
        """The minutes of so many days from `first` on."""
        if self.days.away:
            return [self.room(first + n * ONE_DAY) for n in range(count)]
        weekday = first.weekday()
        return [self.rooms[(weekday + n) % 7] for n in range(count)]

    def kinds(self) -> frozenset[Kind]:
        """The kinds of time there is any of."""
        return frozenset(block.kind for blocks in self.week for block in blocks)

    @property
    def minutes_per_day(self) -> float:
        """Minutes of a reading day, on average over a week."""
        week = [room[2] for room in self.rooms if room[2]]
        return sum(week) / max(1, len(week))

    @property
    def routine_minutes(self) -> float:
        """Minutes that the routine has in a reading day, before reserve and follow-through."""
        return self.minutes_per_day / self.share

    def scaled(self, factor: float) -> "Timetable":
        """With so many times the minutes."""
        week = tuple(
            tuple(block._replace(minutes=block.minutes * factor) for block in blocks)
            for blocks in self.week
        )
        rooms = tuple(map(room_of, week))
        return self._replace(week=week, rooms=rooms, share=self.share * factor)


def reading_days(library: Library) -> ReadingDays:
    """The days with reading time: of the routine, where there is one, less rest and away."""
    rest = library.settings.rest_days
    if library.routines:
        named = {day for routine in library.routines for day in routine.weekdays}
        rest = rest | (frozenset(range(7)) - named)
    return ReadingDays(rest, ((each.first, each.last) for each in library.away))


def routines_of(library: Library) -> tuple[Routine, ...]:
    """The routines the reader has named, else the one that is assumed."""
    if library.routines:
        return library.routines
    every_day = frozenset(range(7))
    minutes = assumed_minutes(library)
    return (Routine(0, ASSUMED_NAME, minutes, every_day, Kind.EITHER, date.min),)


def assumed_minutes(library: Library) -> int:
    """Minutes of the assumed day: what timed days had on average, and `ASSUMED_MINUTES` at least.

    That it may be less is for follow-through to say.
    """
    by_day: dict[date, int] = defaultdict(int)
    for title in read_titles(library):
        for _, entry in title.log():
            if entry.minutes is not None:
                by_day[entry.day] += entry.minutes
    if len(by_day) < TIMED_DAYS:
        return ASSUMED_MINUTES
    return max(ASSUMED_MINUTES, round(sum(by_day.values()) / len(by_day)))


def timetable(library: Library) -> Timetable:
    """The blocks of the routine less the reserve, as if every day were read in full."""
    days, left = reading_days(library), 1 - library.settings.reserve / 100
    routines = routines_of(library)
    week = tuple(
        tuple(
            Block(each.name, each.kind, each.minutes * left)
            for each in routines
            if weekday in each.weekdays
        )
        if weekday not in days.rest
        else ()
        for weekday in range(7)
    )
    return Timetable(week, tuple(map(room_of, week)), days, not library.routines, left)


def room_of(blocks: Iterable[Block]) -> Room:
    """The minutes of a day's blocks, by what they are open to."""
    by_kind = dict.fromkeys(Kind, 0.0)
    for block in blocks:
        by_kind[block.kind] += block.minutes
    text, audio, either = by_kind.values()
    return text + either, audio + either, text + audio + either


def capacity(library: Library, full: Timetable, followed: FollowThrough, today: date) -> Capacity:
    """What a day gives, with its source and what that was worked out from.

    `full` is the timetable before follow-through.
    """
    measured = len(followed.days)
    days = "1 day" if measured == 1 else f"{measured} days"
    named = f"measured ({days})" if measured else "routine"
    reserve = library.settings.reserve
    return Capacity(
        minutes_today=full.room(today)[2] * followed.ratio,
        minutes_per_day=full.minutes_per_day * followed.ratio,
        source="assumed" if full.assumed else named,
        routine_minutes=full.routine_minutes,
        reserve=reserve,
        follow_through=followed.ratio,
        read_minutes=followed.read,
        asked_minutes=followed.asked,
        measured_days=measured,
    )


def follow_through(
    asked: Sequence[Asked], library: Library, speeds: Speeds, today: date
) -> FollowThrough:
    """What was read of what the mornings before `today` asked.

    Reading counts in work, at the speed of that morning: who reads what the plan had shown has
    done all of it, whatever the clock said. Days that asked nothing do not count.
    """
    since = today - timedelta(days=WINDOW)
    window = [each for each in asked if since <= each.day < today]
    if not window:
        return FollowThrough(())
    editions: dict[int, list[Loan]] = defaultdict(list)
    for loan in library.every_loan:
        editions[loan.book.id].append(loan)
    work = _work(library, speeds)
    days = []
    for each in window:
        titles = [
            title
            for title in each.titles
            if any(_asks(loan, each.day) for loan in editions.get(title.book, ()))
        ]
        minutes = sum(title.minutes for title in titles)
        if minutes > 0:
            whole = {title.book: title.whole for title in titles}
            done = sum(
                share * whole.get(book, usual) for book, share, usual in work.get(each.day, ())
            )
            planned = sum(title.planned for title in titles)
            reached = planned > 0 and done >= planned - 1e-6
            days.append((each.day, minutes, minutes if reached else min(done, minutes)))
    return FollowThrough(tuple(days))


def _work(library: Library, speeds: Speeds) -> dict[date, list[tuple[int, float, float]]]:
    """By day: a book, the share of it that was read, and minutes of the whole at today's speed."""
    work: dict[date, list[tuple[int, float, float]]] = defaultdict(list)
    for title in read_titles(library):
        for loan, entry, share in strides(title):
            usual = speeds.minutes(loan, loan.end)
            work[entry.day].append((title.book.id, share, usual))
    return work


def _asks(loan: Loan, day: date) -> bool:
    """Whether the loan still asked for reading on a day, seen from now.

    Not when it was given up on that very day, nor when its checkout was taken back since.
    """
    if loan.ended is None or loan.ended > day:
        return loan.checked_out <= day
    given_up = loan.outcome is Outcome.UNFINISHED and loan.ending is not Ending.EXPIRED
    return loan.ended == day and not given_up
