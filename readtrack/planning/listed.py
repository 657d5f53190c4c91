"""A loan in one line, as lists and changes name it, and the sitting that runs."""

from datetime import date, datetime

from readtrack.library import Sitting
from readtrack.model import Ending, Format, Loan, Outcome, Unit
from readtrack.named_tuple import NamedTuple
from readtrack.planning.filled import filled
from readtrack.planning.pace import LoanPace, pace_report
from readtrack.planning.situation import Situation


class ListedLoan(NamedTuple):
    """A loan without its log."""

    id: int
    title: str
    authors: tuple[str, ...]
    isbn: str | None
    format: Format
    unit: Unit | None
    """Null for a magazine, as are length, position, percent and outcome."""
    length: int | None
    position: float | None
    checked_out: date
    due: date
    due_time: str | None
    why: str | None
    library: str | None
    override: str | None
    ended: date | None
    ending: Ending | None
    outcome: Outcome | None
    renewals: int
    percent: float | None
    """The percentage read of all there is to read."""
    renewals_left: int | None
    """Renewals that the library still allows; None if the reader did not enter it."""
    until: float | None
    """The position where reading ends, if that is not the length."""


class Running(NamedTuple):
    """A sitting: reading with the clock running."""

    title: str
    loan: int
    started: datetime | None
    """The moment it began; None without a time of day, and then no minutes are counted."""
    day: date


def listed_loan(loan: Loan) -> ListedLoan:
    row = filled(
        ListedLoan,
        loan,
        position=loan.place,
        percent=round(loan.percent, 1),
        until=loan.until or loan.ends,
    )
    if loan.has_end:
        return row
    return row._replace(
        unit=None, length=None, position=None, percent=None, outcome=None, until=None
    )


def pace_of(loan: Loan, situation: Situation) -> LoanPace | None:
    """Return the loan's row of the pace table; None if the loan has ended."""
    return next(iter(pace_report(situation, only=loan.id).loans), None)


def running_sitting(sitting: Sitting) -> Running:
    return Running(sitting.book.title, sitting.loan, sitting.started, sitting.day)
