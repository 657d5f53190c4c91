"""What a command changed, and how things stand after it: the reports of commands that write.

Each names what was made or changed, then the slots taken and whether everything fits.
"""

from datetime import date, datetime
from typing import NamedTuple

from readtrack.model import Ending, Entry, Format, Loan, Outcome, Renewal, Sitting, Unit
from readtrack.planning.fit import Fit
from readtrack.planning.pace import LoanPace, Slots, pace_report, slots
from readtrack.planning.situation import Situation
from readtrack.records import FileReport


class ListedLoan(NamedTuple):
    """A loan without its log."""

    id: int
    title: str
    authors: tuple[str, ...]
    isbn: str | None
    format: Format
    unit: Unit
    length: int
    position: float
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
    percent: float
    """How much of what there is to read is read."""
    renewals_left: int | None
    """Renewals that the library still allows, where that is known."""
    until: float | None
    """The end worth reading, where that is not the length."""


class Checkout(NamedTuple):
    """A loan that is out now, or would be."""

    today: date
    stored: bool
    loan: ListedLoan
    pace: LoanPace | None
    """None for a loan that has ended already."""
    slots: Slots
    fit: Fit


class LoanEdit(NamedTuple):
    today: date
    loan: ListedLoan
    pace: LoanPace | None
    """None once the loan has ended and is only history."""
    entry: Entry | None
    """The log entry that was changed or removed; None where the loan was edited."""
    removed: bool
    """Whether the entry was removed."""
    slots: Slots
    fit: Fit


class Renewed(NamedTuple):
    today: date
    renewal: Renewal
    loan: ListedLoan
    pace: LoanPace | None
    slots: Slots
    fit: Fit


class Logged(NamedTuple):
    entry: Entry
    loan: ListedLoan
    pace: LoanPace | None
    """None once the loan has ended and is only history."""


class Progress(NamedTuple):
    """What was logged, an item for each title."""

    today: date
    logged: tuple[Logged, ...]
    slots: Slots
    fit: Fit


class Running(NamedTuple):
    """A sitting: reading with the clock running."""

    title: str
    loan: int
    started: datetime | None
    """None where the day was given without a time of day; then no minutes are counted."""
    day: date


class Started(NamedTuple):
    today: date
    sitting: Running
    begun: bool
    """False for a sitting that was running already."""
    loan: ListedLoan
    pace: LoanPace | None
    stopped: Logged | None
    """What was logged of another sitting, which this one ended."""
    slots: Slots
    fit: Fit


class Stopped(NamedTuple):
    today: date
    sitting: Running
    """The one that has ended."""
    logged: Logged | None
    """None where the sitting was thrown away."""
    slots: Slots
    fit: Fit


class Ended(NamedTuple):
    """The editions of a title that are no longer out."""

    today: date
    ended: tuple[ListedLoan, ...]
    slots: Slots
    fit: Fit


class ImportReport(NamedTuple):
    """What an import did, or would do."""

    kept: bool
    files: tuple[FileReport, ...]
    titles_out: int
    cap: int
    fits: bool | None
    """Whether the deadlines of what is out fit together; None where nothing new is out."""
    slots: Slots
    fit: Fit | None


def listed(loan: Loan) -> ListedLoan:
    book = {"title": loan.book.title, "authors": loan.book.authors, "isbn": loan.book.isbn}
    made = {
        "position": loan.place,
        "percent": round(loan.percent, 1),
        "until": loan.until or loan.ends,
    }
    names = [name for name in ListedLoan._fields if name not in (*book, *made)]
    same = {name: getattr(loan, name) for name in names}
    return ListedLoan(**book, **made, **same)  # type: ignore[arg-type]


def pace_of(loan: Loan, situation: Situation) -> LoanPace | None:
    """The loan's row of the pace table; None once it has ended and is only history."""
    return next(iter(pace_report(situation, only=loan.id).loans), None)


def checkout(loan: Loan, situation: Situation, *, stored: bool) -> Checkout:
    pace = pace_of(loan, situation)
    return Checkout(situation.today, stored, listed(loan), pace, slots(situation), situation.fit)


def loan_edit(
    loan: Loan, situation: Situation, entry: Entry | None = None, *, removed: bool = False
) -> LoanEdit:
    pace = pace_of(loan, situation)
    return LoanEdit(
        situation.today, listed(loan), pace, entry, removed, slots(situation), situation.fit
    )


def renewed(renewal: Renewal, loan: Loan, situation: Situation) -> Renewed:
    pace = pace_of(loan, situation)
    return Renewed(situation.today, renewal, listed(loan), pace, slots(situation), situation.fit)


def progress(logged: list[tuple[Loan, Entry]], situation: Situation) -> Progress:
    rows = (logged_row(loan, entry, situation) for loan, entry in logged)
    return Progress(situation.today, tuple(rows), slots(situation), situation.fit)


def logged_row(loan: Loan, entry: Entry, situation: Situation) -> Logged:
    return Logged(entry, listed(loan), pace_of(loan, situation))


def running(sitting: Sitting) -> Running:
    return Running(sitting.book.title, sitting.loan, sitting.started, sitting.day)


def started(
    loan: Loan, situation: Situation, *, begun: bool, stopped: Logged | None = None
) -> Started:
    sitting = situation.library.sitting
    assert sitting is not None
    pace, used = pace_of(loan, situation), slots(situation)
    return Started(
        situation.today, running(sitting), begun, listed(loan), pace, stopped, used, situation.fit
    )


def stopped(sitting: Sitting, logged: Logged | None, situation: Situation) -> Stopped:
    used = slots(situation)
    return Stopped(situation.today, running(sitting), logged, used, situation.fit)


def ended(loans: list[Loan], situation: Situation) -> Ended:
    return Ended(situation.today, tuple(map(listed, loans)), slots(situation), situation.fit)
