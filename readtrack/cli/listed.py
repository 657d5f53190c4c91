"""Filters and sorts the loans that `list` shows."""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum

from readtrack.model import Format, Loan, Outcome
from readtrack.names import answers, fold
from readtrack.planning.days import ONE_DAY
from readtrack.planning.magazines import SOON


class Only(StrEnum):
    """What `list --only` can filter by."""

    OVERDUE = "overdue"
    DUE = "due"
    FINISHED = "finished"
    UNFINISHED = "unfinished"
    PRINT = "print"
    EBOOK = "ebook"
    AUDIOBOOK = "audiobook"
    MAGAZINE = "magazine"


class Sort(StrEnum):
    """What `list --sort` can sort by."""

    DUE = "due"
    TITLE = "title"
    AUTHOR = "author"
    OUT = "out"
    ENDED = "ended"
    PERCENT = "percent"


KEYS: dict[Sort, Callable[[Loan], tuple[object, ...]]] = {
    Sort.DUE: lambda loan: loan.deadline,
    Sort.TITLE: lambda loan: (fold(loan.book.title), loan.id),
    Sort.AUTHOR: lambda loan: (fold(" ".join(loan.book.authors[:1])), fold(loan.book.title)),
    Sort.OUT: lambda loan: (loan.checked_out, loan.id),
    Sort.ENDED: lambda loan: (loan.ended or date.max, loan.id),
    Sort.PERCENT: lambda loan: (loan.percent, loan.id),
}


def picked_loans(
    loans: Iterable[Loan],
    today: date,
    *,
    only: Iterable[Only],
    title: str | None,
    since: date | None,
    sort: Sort | None,
) -> tuple[Loan, ...]:
    """Return the loans that match every filter, sorted if asked for.

    `since` is a day: loans that ended before it, or are out since before it, are left out.
    """
    matching = [
        loan
        for loan in loans
        if all(_is(loan, each, today) for each in only)
        and (title is None or answers(title, loan.book.title))
        and (since is None or (loan.ended or loan.checked_out) >= since)
    ]
    return tuple(matching if sort is None else sorted(matching, key=KEYS[sort]))


def _is(loan: Loan, what: Only, today: date) -> bool:
    finished = loan.outcome is Outcome.FINISHED or loan.place >= loan.end
    if what is Only.OVERDUE:
        return loan.overdue(today)
    if what is Only.DUE:
        return loan.ended is None and loan.due <= today + SOON * ONE_DAY
    if what in (Only.FINISHED, Only.UNFINISHED):
        return loan.has_end and finished == (what is Only.FINISHED)
    return loan.format is Format(what)
