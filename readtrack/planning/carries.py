"""What the reader's pace carries: how often a new book can be borrowed and be read in time."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate

from readtrack.model import Library, Outcome, Title
from readtrack.planning.days import ONE_DAY, ReadingDays
from readtrack.planning.history import every_title
from readtrack.planning.speed import strides

BOOK = 300
"""Pages of the book that is asked about."""

EIGHT_WEEKS = timedelta(days=56)

FEW = 3
"""Days with reading below which it is too early to say."""

WEEK = 7
"""Days since the first check-out below which it is too early to say."""

YEAR = 365
"""Days that a book takes at most; who reads less than that has read too little to say."""

CRUMB = 1e-6
"""Pages by which sums may differ without meaning anything."""


def pages_by_day(library: Library, today: date) -> dict[date, float]:
    """Pages read on each of the 56 days before today, oldest first, audio counted as pages.

    The days start with the first check-out, where that is later. Days away on which nothing was
    read are left out.
    """
    begun = min((loan.checked_out for loan in library.every_loan), default=today)
    first = max(today - EIGHT_WEEKS, begun)
    pages = dict.fromkeys((first + n * ONE_DAY for n in range((today - first).days)), 0.0)
    for title in every_title(library):
        for day, amount in _read(title):
            if day in pages:
                pages[day] += amount
    at_home = ReadingDays(away=((each.first, each.last) for each in library.away))
    return {day: amount for day, amount in pages.items() if amount or day in at_home}


def _read(title: Title) -> Iterator[tuple[date, float]]:
    """The pages of each entry, and those read by the day it was finished that have no entry."""
    pages = title.pages
    for stride in strides(title):
        yield stride.entry.day, stride.share * pages
    editions = title.loans + title.companions
    finished = [loan.ended for loan in editions if loan.outcome is Outcome.FINISHED and loan.ended]
    if finished and title.fraction < 1:
        yield min(finished), (1 - title.fraction) * pages


def too_early(pages: Collection[float]) -> bool:
    """Whether too few days are over, or too few had reading, to say anything of the pace."""
    return len(pages) < WEEK or sum(amount > 0 for amount in pages) < FEW


def days_for_a_book(pages: Sequence[float], book: int = BOOK) -> int | None:
    """The days in which a book of so many pages is read four times in five; None: over a year.

    `pages` are those of each day, oldest first. Of the stretches that begin on each of these days,
    four in five are done after so many days. A stretch that runs past the last day goes on with
    the first, so that every day counts the same.
    """
    total, days = sum(pages), len(pages)
    if total * YEAR <= book * days:
        return None
    rounds, rest = divmod(book, total)
    read = [0.0, *accumulate([*pages, *pages])]
    needed = sorted(
        bisect_left(read, read[start] + rest - CRUMB, start) - start for start in range(days)
    )
    return int(rounds) * days + needed[-(-4 * days // 5) - 1]
