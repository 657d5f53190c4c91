"""What a command changed, and how things stand after it: the reports of commands that write.

Each names what was made or changed, then the slots taken and whether everything fits.
"""

from collections.abc import Sequence
from datetime import date

from readtrack.library import PastCommand, Sitting
from readtrack.model import Entry, Loan, Renewal
from readtrack.named_tuple import NamedTuple
from readtrack.planning.fit import Fit
from readtrack.planning.listed import ListedLoan, Running, listed_loan, pace_of, running_sitting
from readtrack.planning.pace import LoanPace, Slots, after_change
from readtrack.planning.situation import Situation
from readtrack.settings import SettingInUse


class AllSettings(NamedTuple):
    settings: tuple[SettingInUse, ...]
    slots: Slots | None
    fit: Fit | None
    """How things stand once one was set; null where they are only shown."""


class History(NamedTuple):
    commands: tuple[PastCommand, ...]
    """The last ones with --list; else the one that was taken back, or done again."""
    slots: Slots | None
    fit: Fit | None
    """How things stand after it; null with --list, which changes nothing."""


class Checkout(NamedTuple):
    """A loan that is out now, or would be."""

    today: date
    stored: bool
    loan: ListedLoan
    pace: LoanPace | None
    """None for a loan that has ended already, and for a magazine."""
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


class LoggedProgress(NamedTuple):
    """What was logged, an item for each title."""

    today: date
    logged: tuple[Logged, ...]
    slots: Slots
    fit: Fit


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


def all_settings(settings: tuple[SettingInUse, ...], after: Situation | None) -> AllSettings:
    return AllSettings(settings, *(after_change(after) if after else (None, None)))


def undo_history(commands: Sequence[PastCommand], after: Situation | None) -> History:
    return History(tuple(commands), *(after_change(after) if after else (None, None)))


def checkout(loan: Loan, situation: Situation, *, stored: bool) -> Checkout:
    row = listed_loan(loan), pace_of(loan, situation)
    return Checkout(situation.today, stored, *row, *after_change(situation))


def loan_edit(loan: Loan, situation: Situation, entry: Entry | None, *, removed: bool) -> LoanEdit:
    row = listed_loan(loan), pace_of(loan, situation)
    return LoanEdit(situation.today, *row, entry, removed, *after_change(situation))


def renewed(renewal: Renewal, loan: Loan, situation: Situation) -> Renewed:
    row = listed_loan(loan), pace_of(loan, situation)
    return Renewed(situation.today, renewal, *row, *after_change(situation))


def progress(logged: list[tuple[Loan, Entry]], situation: Situation) -> LoggedProgress:
    rows = tuple(logged_row(loan, entry, situation) for loan, entry in logged)
    return LoggedProgress(situation.today, rows, *after_change(situation))


def logged_row(loan: Loan, entry: Entry, situation: Situation) -> Logged:
    return Logged(entry, listed_loan(loan), pace_of(loan, situation))


def started(
    loan: Loan, situation: Situation, *, begun: bool, stopped: Logged | None = None
) -> Started:
    sitting = situation.library.sitting
    assert sitting is not None
    running, row = running_sitting(sitting), (listed_loan(loan), pace_of(loan, situation))
    return Started(situation.today, running, begun, *row, stopped, *after_change(situation))


def stopped(sitting: Sitting, logged: Logged | None, situation: Situation) -> Stopped:
    return Stopped(situation.today, running_sitting(sitting), logged, *after_change(situation))


def ended(loans: list[Loan], situation: Situation) -> Ended:
    return Ended(situation.today, tuple(map(listed_loan, loans)), *after_change(situation))
