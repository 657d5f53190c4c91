"""When a loan is likely to be finished; apart, so that a day's share needs no forecast."""

from datetime import date

from readtrack.named_tuple import NamedTuple


class Finish(NamedTuple):
    """When the loan is likely to be finished, and the evidence for it."""

    expected: date | None
    """The median date at the reader's pace; the dates around it bound the likely range."""
    chance_on_time: float
    earliest: date | None
    latest: date | None
    planned: date | None
    """The day on which the plan finishes it; None if the plan does not."""
    evidence_days: int
    """Days with an entry, of this book and of others, from which the chance is computed."""
    logged_days: int
    other_loans: int
    habit: float
    """The chance at the reader's pace alone."""
    keeping: float
    """The chance that the reader follows the plan on as many of the days left as needed."""
    with_deadlines: float
    """The chance from the pace and from following the plan, combined."""
    compared_loans: int
    """The number of past loans, unfinished at the same stage, that changed the chance."""
    last_days: int
    """The number of past days among this loan's last days; they changed the chance, too."""
    forecast: float
    """The chance before it was adjusted for a share or a book that was finished today."""
