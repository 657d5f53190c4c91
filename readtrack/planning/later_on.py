"""The library on a coming morning, for a reader who reads as planned until then."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from readtrack.model import Library, Loan, Title
from readtrack.planning.schedule import PlannedDay


def later_on(library: Library, days: Iterable[PlannedDay], day: date) -> Library:
    """The library on the morning of `day`, when the blocks of the `days` before it were read.

    What is due before that day is gone by then, and its slot is free.
    """
    reached = {block.loan: block.end for each in days if each.date < day for block in each.blocks}
    titles = (_moved(title, reached, day) for title in library.titles)
    return replace(
        library,
        titles=tuple(title for title in titles if title is not None),
        expired=(),
        asked=(),
    )


def _moved(title: Title, reached: dict[int, float], day: date) -> Title | None:
    loans = [loan for loan in title.loans if loan.due >= day]
    if not loans:
        return None
    ends = (reached[loan.id] / loan.length for loan in title.loans if loan.id in reached)
    fraction = max(title.fraction, max(ends, default=0.0))
    return Title(title.book, tuple(_at(loan, fraction) for loan in loans))


def _at(loan: Loan, fraction: float) -> Loan:
    """The loan as if it had been begun there."""
    return replace(loan, start=loan.at_fraction(fraction), entries=())
