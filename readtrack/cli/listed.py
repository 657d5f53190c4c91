"""What `list` leaves out, and in which order it shows the rest."""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum

from readtrack.model import Format, Loan, Outcome
from readtrack.names import answers, fold
from readtrack.planning.days import ONE_DAY
from readtrack.planning.magazines import SOON


class Only(StrEnum):
    """What loans can be picked by."""

    OVERDUE = "overdue"
    DUE = "due"
    FINISHED = "finished"
    UNFINISHED = "unfinished"
    PRINT = "print"
    EBOOK = "ebook"
    AUDIOBOOK = "audiobook"
    MAGAZINE = "magazine"


class Sort(StrEnum):
    """What loans can be ordered by."""

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
    """The loans of which all that is asked is true, in the order asked for, else in theirs.

    `since` is a day: what ended before it, or is out and was checked out before it, is left out.
    """
    kept = [
        loan
        for loan in loans
        if all(_is(loan, each, today) for each in only)
        and (title is None or answers(title, loan.book.title))
        and (since is None or (loan.ended or loan.checked_out) >= since)
    ]
    return tuple(kept if sort is None else sorted(kept, key=KEYS[sort]))


def _is(loan: Loan, what: Only, today: date) -> bool:
    finished = loan.outcome is Outcome.FINISHED or loan.place >= loan.end
    if what is Only.OVERDUE:
        return loan.overdue(today)
    if what is Only.DUE:
        return loan.ended is None and loan.due <= today + SOON * ONE_DAY
    if what in (Only.FINISHED, Only.UNFINISHED):
        return loan.has_end and finished == (what is Only.FINISHED)
    return loan.format is Format(what)
