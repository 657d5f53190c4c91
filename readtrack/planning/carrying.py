"""How often the reader can borrow a new book and still finish it."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

from readtrack.library import Library
from readtrack.model import PAGES_ASSUMED, Outcome, Title
from readtrack.planning.days import ONE_DAY, ReadingDays, days_through
from readtrack.planning.distributions import beta_cdf
from readtrack.planning.forecast import HORIZON
from readtrack.planning.history import every_title
from readtrack.planning.reading_time import ReadingTime
from readtrack.planning.speed import strides
from readtrack.planning.track_record import LOAN, evenness, steadiness

EIGHT_WEEKS = timedelta(days=56)

FEW = 3
"""With fewer days of reading no estimate is made."""

WEEK = 7
"""With fewer days since the first check-out no estimate is made."""

CERTAINTY = 0.8
"""The chance with which a book must be finished in time: four in five."""
PACE_BEFORE = 2.0
"""Readers differ in pace with a coefficient of variation of about 0.7: 1/0.7^2 is 2."""
LASTING = 0.5
"""The weight of past reading as evidence: a pace of eight weeks ago is half out of date.
With it simulated readers finish four books in five; at full weight a few less."""


def pages_by_day(library: Library, today: date) -> dict[date, float]:
    """Return the pages read on each of the 56 days before today, oldest first, audio as pages.

    The days start with the first check-out, where that is later. Days away on which nothing was
    read are left out.
    """
    begun = min((loan.checked_out for loan in library.every_loan), default=today)
    first = max(today - EIGHT_WEEKS, begun)
    pages = dict.fromkeys(days_through(first, today - ONE_DAY), 0.0)
    for title in every_title(library):
        for day, amount in _read(title):
            if day in pages:
                pages[day] += amount
    at_home = ReadingDays(away=((each.first, each.last) for each in library.away))
    return {day: amount for day, amount in pages.items() if amount or day in at_home}


def _read(title: Title) -> Iterator[tuple[date, float]]:
    """Yield the pages of each entry, and the unlogged pages on the day the title was finished."""
    pages = title.pages
    for stride in strides(title):
        yield stride.entry.day, stride.share * pages
    editions = title.loans + title.companions
    finished = [loan.ended for loan in editions if loan.outcome is Outcome.FINISHED and loan.ended]
    if finished and title.fraction < 1:
        yield min(finished), (1 - title.fraction) * pages


def too_early(pages: Collection[float]) -> bool:
    """Return whether there are too few days, or too few with reading, to estimate the pace."""
    return len(pages) < WEEK or sum(amount > 0 for amount in pages) < FEW


def days_a_book(
    read: Mapping[date, float], first: date, today: date, time: ReadingTime
) -> int | None:
    """Return the fewest days in which a usual book would be finished four times in five.

    `read` has the pages of each day; those from `first` through yesterday count. The days are those
    of usual weeks, none of them away. Return None if it would take more than a year.  As in
    the forecast reading is a gamma process of a gamma-distributed pace, and one imaginary loan of
    usual length counts along.
    """
    steps = [amount for day, amount in read.items() if first <= day < today and amount > 0]
    total, passed = sum(steps), time.between(first.toordinal(), today.toordinal() - 1)
    squares = sum((step / total) ** 2 for step in steps) if total else 0.0
    shape = steadiness(*evenness(squares, passed, time.grain))
    a_day = (PAGES_ASSUMED + total) / (LOAN + passed)
    evidence = PACE_BEFORE + shape * passed * LASTING
    seen = a_day * evidence / shape
    part = seen / (seen + PAGES_ASSUMED)
    days = range(1, HORIZON + 1)
    return next((n for n in days if beta_cdf(part, evidence, shape * n) >= CERTAINTY), None)
