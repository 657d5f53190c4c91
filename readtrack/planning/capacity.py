"""Capacity: the minutes a day that library books may really take."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from readtrack.model import Kind, Library
from readtrack.planning.days import ONE_DAY, ReadingDays
from readtrack.planning.peak import Room
from readtrack.planning.speed import minutes_read

ASSUMED_MINUTES = 45
"""Minutes a day has while the reader has named no routine."""

WINDOW = 28
"""Days that follow-through is measured over: four of each weekday."""

PRIOR_DAYS = 7
"""Days of perfect follow-through counted along with the measured ones: one week of the routine."""


NO_TIME: Room = (0.0, 0.0, 0.0)


class Block(NamedTuple):
    """A stretch of one day: the routine's name (None without a routine) and its minutes."""

    routine: str | None
    kind: Kind
    minutes: float


@dataclass(frozen=True, slots=True)
class Capacity:
    """Minutes for library books, and what they were worked out from."""

    minutes_today: float
    minutes_per_day: float
    """Minutes of a reading day, on average over a week."""
    source: str
    """`default`, `routine` or `measured (n days)`."""
    routine_minutes: float
    """What the routine has in a reading day, before the reserve and follow-through."""
    reserve: int
    """Percent kept for other reading."""
    follow_through: float
    """The part of what the routine offers that is really read, at most 1."""
    read_minutes: float
    offered_minutes: float
    """Over the `measured_days`: those of the last four weeks with a routine and a book out."""
    measured_days: int


class Timetable(NamedTuple):
    """The time for library books: blocks by weekday, and which days have them."""

    week: tuple[tuple[Block, ...], ...]
    """Seven days from Monday, each in the order of the day."""
    rooms: tuple[Room, ...]
    """The minutes of those seven days, by what they are open to."""
    days: ReadingDays
    assumed: bool
    """Whether there is no routine, so that the minutes are only assumed."""

    def on(self, day: date) -> tuple[Block, ...]:
        return self.week[day.weekday()] if day in self.days else ()

    def room(self, day: date) -> Room:
        """Minutes open to text, to audio, and in all."""
        return self.rooms[day.weekday()] if day in self.days else NO_TIME

    def kinds(self) -> frozenset[Kind]:
        """The kinds of time there is any of."""
        return frozenset(block.kind for blocks in self.week for block in blocks)


def reading_days(library: Library) -> ReadingDays:
    """The days with reading time: of the routine, where there is one, less rest and away."""
    rest = library.settings.rest_days
    if library.routines:
        named = {day for routine in library.routines for day in routine.weekdays}
        rest = rest | (frozenset(range(7)) - named)
    return ReadingDays(rest, ((each.first, each.last) for each in library.away))


def timetable(library: Library, today: date) -> Timetable:
    """The blocks that are really there for library books, as of this morning."""
    return _timetable(library, _share(library, today)[0])


def routine_in_full(library: Library) -> Timetable:
    """The blocks as the reader named them, less the reserve and whatever is really read."""
    return _timetable(library, 1 - library.settings.reserve / 100)


def _timetable(library: Library, share: float) -> Timetable:
    days = reading_days(library)
    week = []
    for weekday in range(7):
        blocks = (
            Block(each.name, each.kind, each.minutes * share)
            for each in library.routines
            if weekday in each.weekdays
        )
        assumed = () if library.routines else (Block(None, Kind.EITHER, float(ASSUMED_MINUTES)),)
        week.append((*blocks, *assumed) if weekday not in days.rest else ())
    return Timetable(tuple(week), tuple(map(room_of, week)), days, not library.routines)


def room_of(blocks: Iterable[Block]) -> Room:
    """The minutes of a day's blocks, by what they are open to."""
    by_kind = dict.fromkeys(Kind, 0.0)
    for block in blocks:
        by_kind[block.kind] += block.minutes
    text, audio, either = by_kind.values()
    return text + either, audio + either, text + audio + either


def capacity(library: Library, today: date) -> Capacity:
    """What a day gives, with its source and what that was worked out from."""
    share, read, there, measured = _share(library, today)
    table = _timetable(library, share)
    week = [room[2] for room in table.rooms if room[2]]
    mean = sum(week) / max(1, len(week))
    reserve = 0 if table.assumed else library.settings.reserve
    days = "1 day" if measured == 1 else f"{measured} days"
    named = f"measured ({days})" if measured else "routine"
    return Capacity(
        minutes_today=table.room(today)[2],
        minutes_per_day=mean,
        source="default" if table.assumed else named,
        routine_minutes=mean / share,
        reserve=reserve,
        follow_through=share / (1 - reserve / 100),
        read_minutes=read,
        offered_minutes=there,
        measured_days=measured,
    )


def _share(library: Library, today: date) -> tuple[float, float, float, int]:
    """The part of the routine that library books get, and what follow-through was measured on.

    Minutes read and offered (less the reserve) in the last four weeks, and the days that offered
    any: those on which a book was out, since without one nothing could have been read.
    """
    if not library.routines:
        return 1.0, 0.0, 0.0, 0
    kept = 1 - library.settings.reserve / 100
    since = min(routine.since for routine in library.routines)
    days, first = reading_days(library), max(since, today - timedelta(days=WINDOW))
    window = [first + timedelta(days=n) for n in range((today - first).days)]
    each_day = [offered(library, day) for day in window if day in days and _out(library, day)]
    measured = sum(minutes > 0 for minutes in each_day)
    there = kept * sum(each_day)
    read = sum(minutes_read(library, first, today - ONE_DAY).values()) if measured else 0.0
    week = sum(
        each.minutes * kept * len(each.weekdays - library.settings.rest_days)
        for each in library.routines
    )
    prior = week * PRIOR_DAYS / 7
    follow = min(1.0, (read + prior) / (there + prior)) if prior else 1.0
    return kept * follow, read, there, measured


def offered(library: Library, day: date) -> int:
    """Minutes that the routine has on a day, rest days and days away aside."""
    return sum(
        each.minutes
        for each in library.routines
        if day >= each.since and day.weekday() in each.weekdays
    )


def _out(library: Library, day: date) -> bool:
    """Whether a book was out on that day."""
    out = (loan for title in library.titles for loan in title.loans + title.companions)
    return any(
        loan.checked_out <= day and (loan.ended is None or day <= loan.ended)
        for loan in (*out, *library.past)
    )
