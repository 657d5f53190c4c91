"""Magazines and other loans without an end to read: a deadline, no pace, no slot, no plan."""

from collections.abc import Iterator
from datetime import date

from readtrack.model import Format, Loan, Status
from readtrack.named_tuple import NamedTuple
from readtrack.planning.days import ONE_DAY
from readtrack.planning.filled import filled

SOON = 3
"""A due date within so many days is soon."""


class MagazinePace(NamedTuple):
    """A row of the pace table for a magazine: every field about pace is null."""

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
    nulls = {name for name, kind in MagazinePace.__annotations__.items() if kind is None}
    return filled(
        MagazinePace,
        loan,
        **dict.fromkeys(nulls),
        book=loan.book.id,
        status=magazine_status(loan, today),
        assumed_length=False,
        estimated_due=loan.estimated,
    )


def magazine_status(loan: Loan, today: date) -> Status | None:
    """Return the status of a deadline that has been reached; a magazine has no other status."""
    if loan.overdue(today):
        return Status.OVERDUE
    return Status.DUE_TODAY if loan.due <= today else None


def due_soon(magazines: tuple[Loan, ...], today: date) -> Iterator[Loan]:
    """Yield the magazines that are due soon or overdue, nearest due date first."""
    found = (loan for loan in magazines if loan.due <= today + SOON * ONE_DAY)
    yield from sorted(found, key=lambda loan: loan.deadline)
