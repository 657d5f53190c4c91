"""What the reader's reading carries: how often a new book can be borrowed and still be read."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

from readtrack.model import PAGES_ASSUMED, Library, Outcome, Title
from readtrack.planning.days import ONE_DAY, ReadingDays
from readtrack.planning.distributions import beta_cdf
from readtrack.planning.forecast import ALIKENESS, HORIZON, LOAN, evenness, steadiness
from readtrack.planning.history import every_title
from readtrack.planning.reading_time import ReadingTime
from readtrack.planning.speed import strides

EIGHT_WEEKS = timedelta(days=56)

FEW = 3
"""Days with reading below which it is too early to say."""

WEEK = 7
"""Days since the first check-out below which it is too early to say."""

CERTAINTY = 0.8
"""Four times in five."""
LASTING = 0.5
"""How much of what was seen counts for what comes: a pace of eight weeks ago is half out of date.
On simulated readers four fifths then come out as four fifths; with all of it, a few less."""


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


def days_a_book(
    read: Mapping[date, float],
    first: date,
    today: date,
    time: ReadingTime,
    pages: float = PAGES_ASSUMED,
) -> int | None:
    """The fewest days in which a book of so many pages would be read four times in five.

    `read` are the pages of each day, of which those from `first` through yesterday count.  The days
    are those of usual weeks, none of them away.  None when it would take more than a year.  As in
    the forecast reading is a gamma process of a gamma-distributed pace, and one imaginary loan of
    usual length counts along.
    """
    steps = [amount for day, amount in read.items() if first <= day < today and amount > 0]
    total, passed = sum(steps), time.between(first.toordinal(), today.toordinal() - 1)
    squares = sum((step / total) ** 2 for step in steps) if total else 0.0
    shape = steadiness(*evenness(squares, passed, time.grain))
    a_day = (PAGES_ASSUMED + total) / (LOAN + passed)
    known = ALIKENESS + shape * passed * LASTING
    seen = a_day * known / shape
    days = range(1, HORIZON + 1)
    return next(
        (n for n in days if beta_cdf(seen / (seen + pages), known, shape * n) >= CERTAINTY), None
    )
