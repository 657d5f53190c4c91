"""How many minutes reading takes: measured where there are timed entries, else assumed."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from readtrack.model import (
    AUDIO_MINUTES_PER_PAGE,
    PAGES_ASSUMED,
    Entry,
    Format,
    Kind,
    Library,
    Loan,
    Title,
    Unit,
)

MINUTES_PER_PAGE = 1.3
"""Median of 336 books of one long public reading log; readers range from 0.9 to 1.8."""

NOTHING = 1e-9
"""Parts of a book by which sums may differ without meaning anything."""

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
    """Minutes per page over the reader's loans and other books, shrunk to `MINUTES_PER_PAGE`."""
    timed = (stride for title in _titles(library) for stride in _timed(title))
    counted = [(pages, minutes) for loan, pages, minutes in timed if loan.unit is Unit.PAGES]
    return _shrunk([*counted, *library.timed], MINUTES_PER_PAGE)


def minutes_per_page(title: Title, loan: Loan, speed: float) -> float:
    """Minutes per page of this loan, shrunk to the reader's own `speed`."""
    return _shrunk(timed_pages(title, loan), speed)


def timed_pages(title: Title, loan: Loan) -> list[tuple[float, int]]:
    """The pages and minutes of this loan's timed entries."""
    return [(pages, minutes) for of, pages, minutes in _timed(title) if of is loan]


def minutes_read(library: Library, first: date, last: date) -> dict[date, float]:
    """Minutes of reading in the library's books by day: as logged, else what it took by speed."""
    by_day: dict[date, float] = {}
    for stride, likely in _likely(library, first, last):
        day, minutes = stride.entry.day, stride.entry.minutes
        by_day[day] = by_day.get(day, 0.0) + (likely if minutes is None else minutes)
    return by_day


def read_on(library: Library, day: date) -> tuple[float, float]:
    """Minutes of text and of audio that were read on a day, by speed, whatever was logged."""
    minutes = {Kind.TEXT: 0.0, Kind.AUDIO: 0.0}
    loans = (loan for title in _titles(library) for loan in title.loans + title.companions)
    if not any(entry.day == day for loan in loans for entry in loan.entries):
        return 0.0, 0.0  # most often, and then there is no need to know the speed
    for stride, likely in _likely(library, day, day):
        minutes[stride.loan.kind] += likely
    return minutes[Kind.TEXT], minutes[Kind.AUDIO]


class Stride(NamedTuple):
    """An entry of a loan, and the part of the book it moved on by."""

    loan: Loan
    entry: Entry
    share: float


def strides(title: Title) -> list[Stride]:
    """What was read, entry by entry, oldest first.

    A position below the one before it is a correction: it is taken off what was read last.
    """
    at = title.first.start / title.first.length
    found: list[Stride] = []
    for loan, entry in title.log():
        step, at = entry.position / loan.length - at, entry.position / loan.length
        latest = Stride(loan, entry, step)
        while step < 0 and found:
            latest = found.pop()
            step += latest.share
        if step > NOTHING:
            found.append(latest._replace(share=step))
    return found


def _likely(library: Library, first: date, last: date) -> Iterator[tuple[Stride, float]]:
    """The strides of some days, each with the minutes it takes by speed."""
    speed = library_speed(library)
    for title in _titles(library):
        for stride in strides(title):
            if first <= stride.entry.day <= last:
                pace = minutes_per_page(title, stride.loan, speed)
                yield stride, minutes_for(stride.loan, stride.share * stride.loan.length, pace)


def _titles(library: Library) -> list[Title]:
    """Every title something was read in: those that are out, and the ended loans one by one."""
    return [*library.titles, *(Title(loan.book, (loan,)) for loan in library.others)]


def _shrunk(timed: Iterable[tuple[float, int]], prior: float) -> float:
    pages, minutes = float(PRIOR_PAGES), PRIOR_PAGES * prior
    for stride_pages, stride_minutes in timed:
        pages += stride_pages
        minutes += stride_minutes
    return minutes / pages


def _timed(title: Title) -> Iterator[tuple[Loan, float, int]]:
    """Each timed entry that moved on: its loan, the pages it covered, the minutes it took."""
    for loan, entry, share in strides(title):
        if entry.minutes is not None and loan.format is not Format.AUDIOBOOK:
            yield loan, share * loan.pages, entry.minutes
