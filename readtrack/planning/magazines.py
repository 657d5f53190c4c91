"""Magazines and other loans without an end to read: a deadline, no pace, no slot, no plan."""

from collections.abc import Iterator
from datetime import date

from readtrack.model import Format, Loan, Severity, Status
from readtrack.named_tuple import NamedTuple
from readtrack.planning.days import ONE_DAY

SOON = 3
"""Days before a due date from which it is soon."""


class MagazinePace(NamedTuple):
    """The keys of a row of the pace table; all that a pace would be made from is null."""

    id: int
    book: int
    title: str
    authors: tuple[str, ...]
    format: Format
    unit: None
    length: None
    position: None
    morning: None
    percent: None
    checked_out: date
    due: date
    due_time: None
    goal: None
    days_left: None
    need_per_day: None
    minutes_per_day: None
    today: None
    rate: None
    speed: None
    finish: None
    status: Status | None
    """`overdue` or `due_today`; null before."""
    assumed_length: bool
    """False: there is no length."""
    estimated_due: bool
    why: str | None
    override: str | None
    renewals_left: int | None
    until: None
    even: None


def magazine_pace(loan: Loan, today: date) -> MagazinePace:
    return MagazinePace(
        **dict.fromkeys(MagazinePace._fields)
        | {
            "id": loan.id,
            "book": loan.book.id,
            "title": loan.book.title,
            "authors": loan.book.authors,
            "format": loan.format,
            "checked_out": loan.checked_out,
            "due": loan.due,
            "status": magazine_status(loan, today),
            "assumed_length": False,
            "estimated_due": loan.estimated,
            "why": loan.why,
            "override": loan.override,
            "renewals_left": loan.renewals_left,
        }  # type: ignore[arg-type]
    )


def magazine_status(loan: Loan, today: date) -> Status | None:
    """The word for a deadline that has come; there is none for how its reading stands."""
    if loan.overdue(today):
        return Status.OVERDUE
    return Status.DUE_TODAY if loan.due <= today else None


def magazine_severity(loan: Loan, today: date) -> Severity | None:
    """What there is to say of the loan, from its due date alone."""
    if loan.overdue(today):
        return Severity.OVERDUE
    if loan.due <= today:
        return Severity.DUE_TODAY
    if loan.due <= today + SOON * ONE_DAY:
        return Severity.DUE_SOON
    opens = loan.renewable_on is not None and loan.can_be_renewed(today)
    return Severity.RENEWABLE if opens else None


def due_soon(magazines: tuple[Loan, ...], today: date) -> Iterator[Loan]:
    """Those that are due in the next days or overdue, nearest due date first."""
    found = (loan for loan in magazines if loan.due <= today + SOON * ONE_DAY)
    yield from sorted(found, key=lambda loan: loan.deadline)
