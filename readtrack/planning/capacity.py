"""Capacity: the minutes a day that the reader really has for library books."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from readtrack.library import Asked, Library, Routine
from readtrack.model import Ending, Kind, Loan, Outcome
from readtrack.named_tuple import NamedTuple
from readtrack.planning.cuts import Room
from readtrack.planning.days import ONE_DAY, ReadingDays
from readtrack.planning.speed import Speeds, read_titles, strides

ASSUMED_MINUTES = 45
"""Minutes of a reading day, while the reader has no routine."""

ASSUMED_NAME = "reading"
"""The name of the routine that is assumed for a reader without one."""

TIMED_DAYS = 5
"""After so many days with timed entries their average can replace the assumed minutes."""

WINDOW = 28
"""Days that follow-through is measured over: four of each weekday."""

PRIOR_DAYS = 7
"""Days of perfect follow-through that are added to the measured ones as a prior."""

MET_SHARE = 0.8
"""A day counts as met once this part of what it asked was read."""

NO_TIME: Room = (0.0, 0.0, 0.0)


class Block(NamedTuple):
    """A stretch of one day: the routine's name and its minutes."""

    routine: str
    kind: Kind
    minutes: float


class Capacity(NamedTuple):
    """Minutes a day for library books, with the figures that they come from."""

    minutes_today: float
    minutes_per_day: float
    """Minutes of a reading day, on average over a week."""
    source: str
    """`assumed`, `routine` or `measured (n days)`."""
    routine_minutes: float
    """Minutes of the routine in a reading day, before the reserve and follow-through."""
    reserve: int
    """Percent reserved for other reading."""
    follow_through: float
    """Minutes read ÷ minutes asked, at most 1."""
    read_minutes: float
    asked_minutes: float
    """Minutes asked on the `measured_days`, days of the last four weeks that asked something."""
    measured_days: int


class FollowThrough(NamedTuple):
    """The minutes asked of each day, and how many of them were read."""

    days: tuple[tuple[date, float, float], ...]
    """Each day that asked something: the day, the minutes asked, and the minutes of them read."""

    @property
    def asked(self) -> float:
        return sum(asked for _, asked, _ in self.days)

    @property
    def read(self) -> float:
        return sum(read for _, _, read in self.days)

    @property
    def days_met(self) -> int:
        """Count the days on which most of what was asked was read."""
        return sum(read >= MET_SHARE * asked for _, asked, read in self.days)

    @property
    def ratio(self) -> float:
        """Read ÷ asked, with `PRIOR_DAYS` days like the measured ones read in full; at most 1."""
        if not self.days:
            return 1.0
        days = len(self.days)
        return (self.read / self.asked * days + PRIOR_DAYS) / (days + PRIOR_DAYS)

    def with_day_read(self, day: date, minutes: float) -> "FollowThrough":
        """Return a copy with one more day, which asked so many minutes and was read in full."""
        since = day - timedelta(days=WINDOW - 1)
        days = (*self.days, (day, minutes, minutes)) if minutes > 0 else self.days
        return FollowThrough(tuple(each for each in days if each[0] >= since))


class Timetable(NamedTuple):
    """The time for library books: blocks by weekday, and which days have them."""

    week: tuple[tuple[Block, ...], ...]
    """Seven days from Monday, each in the order of the day."""
    rooms: tuple[Room, ...]
    """The minutes of those seven days that are open to text, to audio, and to both."""
    days: ReadingDays
    assumed: bool
    """Whether the reader has no routine, so that the minutes are an assumption."""
    share: float
    """The minutes here ÷ the minutes of the routine."""

    def on(self, day: date) -> tuple[Block, ...]:
        return self.week[day.weekday()] if day in self.days else ()

    def room(self, day: date) -> Room:
        """Return the minutes of a day that are open to text, to audio, and in all."""
        return self.rooms[day.weekday()] if day in self.days else NO_TIME

    def rooms_from(self, first: date, count: int) -> list[Room]:
        """Return the minutes of `count` days from `first` on."""
        if self.days.away:
            return [self.room(first + n * ONE_DAY) for n in range(count)]
        weekday = first.weekday()
        return [self.rooms[(weekday + n) % 7] for n in range(count)]

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
        """Return a copy with all minutes multiplied by `factor`."""
        week = tuple(
            tuple(block._replace(minutes=block.minutes * factor) for block in blocks)
            for blocks in self.week
        )
        rooms = tuple(map(room_of, week))
        return self._replace(week=week, rooms=rooms, share=self.share * factor)


def reading_days(library: Library) -> ReadingDays:
    """Return the days with reading time: not rest days, days away, or days without a routine."""
    rest = library.settings.rest_days
    if library.routines:
        named = {day for routine in library.routines for day in routine.weekdays}
        rest = rest | (frozenset(range(7)) - named)
    return ReadingDays(rest, ((each.first, each.last) for each in library.away))


def routines_of(library: Library) -> tuple[Routine, ...]:
    """Return the reader's routines, or the assumed one."""
    if library.routines:
        return library.routines
    every_day = frozenset(range(7))
    minutes = assumed_minutes(library)
    return (Routine(0, ASSUMED_NAME, minutes, every_day, Kind.EITHER, date.min),)


def assumed_minutes(library: Library) -> int:
    """Return the minutes of the assumed day: the average of timed days, at least `ASSUMED_MINUTES`.

    Follow-through lowers them later for a reader who reads less.
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
    """Return the blocks of the routine less the reserve, without follow-through."""
    days, left = reading_days(library), 1 - library.settings.reserve / 100
    routines = routines_of(library)
    week = tuple(
        tuple(
            Block(each.name, each.kind, each.minutes * left)
            for each in routines
            if weekday in each.weekdays - days.rest
        )
        for weekday in range(7)
    )
    return Timetable(week, tuple(map(room_of, week)), days, not library.routines, left)


def room_of(blocks: Iterable[Block]) -> Room:
    """Return the minutes of a day's blocks that are open to text, to audio, and in all."""
    by_kind = dict.fromkeys(Kind, 0.0)
    for block in blocks:
        by_kind[block.kind] += block.minutes
    text, audio, either = by_kind.values()
    return text + either, audio + either, text + audio + either


def capacity(library: Library, full: Timetable, followed: FollowThrough, today: date) -> Capacity:
    """Return the minutes of a day, with the figures that they come from.

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
    """Compare what was asked of each day before `today` with what was read on it.

    Reading is measured in pages at the speed of that morning: a reader who reached the target has
    read all that was asked, however long it took. Days that asked nothing do not count.
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
    """Return by day each book read, the share of it read, and the minutes of the whole book."""
    work: dict[date, list[tuple[int, float, float]]] = defaultdict(list)
    for title in read_titles(library):
        for loan, entry, share in strides(title):
            usual = speeds.minutes(loan, loan.end)
            work[entry.day].append((title.book.id, share, usual))
    return work


def _asks(loan: Loan, day: date) -> bool:
    """Return whether the loan counts among what was asked of a day.

    It does not if it was given up on that day, or if its checkout was undone since.
    """
    if loan.ended is None or loan.ended > day:
        return loan.checked_out <= day
    given_up = loan.outcome is Outcome.UNFINISHED and loan.ending is not Ending.EXPIRED
    return loan.ended == day and not given_up
