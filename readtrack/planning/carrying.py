"""What the reader's reading carries: how often a new book can be borrowed and still be read."""

from collections.abc import Mapping
from datetime import date

from readtrack.model import PAGES_ASSUMED
from readtrack.planning.distributions import beta_cdf
from readtrack.planning.forecast import ALIKENESS, HORIZON, LOAN, evenness, steadiness
from readtrack.planning.reading_time import ReadingTime

CERTAINTY = 0.8
"""Four times in five."""
LASTING = 0.5
"""How much of what was seen counts for what comes: a pace of eight weeks ago is half out of date.
On simulated readers four fifths then come out as four fifths; with all of it, a few less."""


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
