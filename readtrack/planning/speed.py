"""How many minutes reading takes: measured where there are timed entries, else assumed."""

from collections.abc import Iterable, Iterator
from datetime import date

from readtrack.model import (
    AUDIO_MINUTES_PER_PAGE,
    PAGES_ASSUMED,
    Format,
    Kind,
    Library,
    Loan,
    Title,
    Unit,
)

MINUTES_PER_PAGE = 1.3
"""Median of 336 books of one long public reading log; readers range from 0.9 to 1.8."""

PRIOR_PAGES = 50
"""Pages that the prior speed weighs as much as: about an hour of reading."""


def minutes_for(loan: Loan, amount: float, minutes_per_page: float) -> float:
    """Minutes that `amount` of the loan takes, at its playback speed or at the reader's."""
    if loan.unit is Unit.SECONDS:
        return amount / 60 / loan.speed
    if loan.unit is Unit.PAGES:
        return amount * minutes_per_page
    pages = amount / 100 * PAGES_ASSUMED
    if loan.format is Format.AUDIOBOOK:
        return pages * AUDIO_MINUTES_PER_PAGE / loan.speed
    return pages * minutes_per_page


def library_speed(library: Library) -> float:
    """Minutes per page over the reader's loans, shrunk to `MINUTES_PER_PAGE`."""
    strides = (stride for title in _titles(library) for stride in _timed(title))
    counted = [(pages, minutes) for loan, pages, minutes in strides if loan.unit is Unit.PAGES]
    return _shrunk(counted, MINUTES_PER_PAGE)


def minutes_per_page(title: Title, loan: Loan, speed: float) -> float:
    """Minutes per page of this loan, shrunk to the reader's own `speed`."""
    return _shrunk(timed_pages(title, loan), speed)


def timed_pages(title: Title, loan: Loan) -> list[tuple[float, int]]:
    """The pages and minutes of this loan's timed entries."""
    return [(pages, minutes) for of, pages, minutes in _timed(title) if of is loan]


def minutes_read(library: Library, first: date, last: date) -> dict[date, float]:
    """Minutes of reading in the library's books by day: as logged, else what it took by speed."""
    speed = library_speed(library)
    by_day: dict[date, float] = {}
    for title in _titles(library):
        for loan, day, share, minutes in _strides(title):
            if not first <= day <= last:
                continue
            pace = minutes_per_page(title, loan, speed)
            likely = minutes_for(loan, max(0.0, share) * loan.length, pace)
            by_day[day] = by_day.get(day, 0.0) + (likely if minutes is None else minutes)
    return by_day


def read_on(library: Library, day: date) -> tuple[float, float]:
    """Minutes of text and of audio that were read on a day, by speed, whatever was logged."""
    minutes = {Kind.TEXT: 0.0, Kind.AUDIO: 0.0}
    speed = library_speed(library)
    for title in _titles(library):
        for loan, on, share, _ in _strides(title):
            if on == day and share > 0:
                pace = minutes_per_page(title, loan, speed)
                minutes[loan.kind] += minutes_for(loan, share * loan.length, pace)
    return minutes[Kind.TEXT], minutes[Kind.AUDIO]


def _titles(library: Library) -> list[Title]:
    """Every title something was read in: those that are out, and the ended loans one by one."""
    return [*library.titles, *(Title(loan.book, (loan,)) for loan in library.others)]


def _shrunk(strides: Iterable[tuple[float, int]], prior: float) -> float:
    pages, minutes = float(PRIOR_PAGES), PRIOR_PAGES * prior
    for stride_pages, stride_minutes in strides:
        pages += stride_pages
        minutes += stride_minutes
    return minutes / pages


def _timed(title: Title) -> Iterator[tuple[Loan, float, int]]:
    """Each timed entry that moved on: its loan, the pages it covered, the minutes it took.

    An entry without minutes, or one that goes back, moves the position and is not a stride.
    """
    for loan, _, share, minutes in _strides(title):
        if minutes is not None and share > 0 and loan.format is not Format.AUDIOBOOK:
            yield loan, share * loan.pages, minutes


def _strides(title: Title) -> Iterator[tuple[Loan, date, float, int | None]]:
    """Each entry with its loan, its day, the share of the book it moved on by, and its minutes."""
    first = title.first
    fraction = first.start / first.length
    for loan, entry in title.log():
        reached = entry.position / loan.length
        yield loan, entry.day, reached - fraction, entry.minutes
        fraction = reached
