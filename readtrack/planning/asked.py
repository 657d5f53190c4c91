"""The minutes that the plan of a morning asks for, at the full minutes of the routine."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from readtrack.library import Asked, AskedTitle, Library
from readtrack.model import Title
from readtrack.planning.capacity import WINDOW, timetable
from readtrack.planning.days import ONE_DAY, days_through
from readtrack.planning.earlier import as_of
from readtrack.planning.fit import workload
from readtrack.planning.schedule import PlannedBlock, PlannedDay, first_day
from readtrack.planning.speed import Speeds


def asked(
    day: date,
    titles: Iterable[Title],
    speeds: Speeds,
    full: PlannedDay | None,
    shown: PlannedDay | None,
) -> Asked:
    """Return what the plan asks on `day`: in `full`, and as it was `shown` to the reader."""
    found = []
    for title in titles:
        in_full, planned = (each.blocks_of(title) if each else [] for each in (full, shown))
        if in_full or planned:
            minutes, shown_minutes = (
                sum(block.minutes for block in blocks) for blocks in (in_full, planned)
            )
            whole = _whole(planned or in_full, title, speeds)
            found.append(AskedTitle(title.book.id, minutes, shown_minutes, whole))
    return Asked(day, tuple(found))


def _whole(blocks: Sequence[PlannedBlock], title: Title, speeds: Speeds) -> float:
    """Return the minutes of the whole title, split over its editions as in the blocks."""
    whole = {loan.id: speeds.minutes(loan, loan.end) for loan in title.loans}
    share = sum(block.minutes / whole[block.loan] for block in blocks)
    return sum(block.minutes for block in blocks) / share


def unrecorded(library: Library, today: date) -> Iterator[Asked]:
    """Yield what was asked on past days on which the program did not run, oldest first."""
    recorded = {each.day for each in library.asked}
    begun = [loan.checked_out for loan in library.every_loan]
    if not begun:
        return
    first = max(today - timedelta(days=WINDOW), min(begun))
    if library.begun is not None:
        first = max(first, library.begun)
    if library.routines:
        first = max(first, min(each.since for each in library.routines))
    for day in days_through(first, today - ONE_DAY):
        if day not in recorded:
            yield _worked_out(library, day)


def _worked_out(library: Library, day: date) -> Asked:
    routines = tuple(each for each in library.routines if each.since <= day)
    then = as_of(library, day)._replace(routines=routines)
    if not then.titles:
        return Asked(day)
    speeds = Speeds(then)
    work = workload(then, day, speeds, timetable(then))
    first = first_day(then, work)
    return asked(day, then.titles, speeds, first, first)
