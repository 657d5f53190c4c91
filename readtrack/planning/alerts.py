"""Alerts: at most one a title, the nearest deadline first, as facts."""

from collections.abc import Sequence
from datetime import date

from readtrack.model import Kind, Loan, Severity, Status, Title
from readtrack.named_tuple import NamedTuple
from readtrack.planning.capacity import routines_of
from readtrack.planning.days import ONE_DAY
from readtrack.planning.magazines import SOON, magazine_status
from readtrack.planning.pace import LoanPace, PaceReport
from readtrack.planning.situation import Situation

SEVERITIES = tuple(Severity)
"""Every severity, most urgent first."""

SILENT_DAYS = 3
"""After so many reading days without an entry the reader is asked before being warned."""

CAN_BE_SNOOZED = (Severity.WONT_FIT, Severity.BEHIND, Severity.RENEWABLE)

EXIT_CODES = {
    Severity.DUE_SOON: 10,
    Severity.DUE_TODAY: 11,
    Severity.OVERDUE: 12,
    Severity.EXPIRED: 12,
}


class Alert(NamedTuple):
    """The warning about a title, taken from its most urgent loan."""

    loan: Loan
    row: LoanPace | None
    """None for a magazine, which has no pace."""
    severity: Severity
    snoozed: bool
    """Whether the reader has silenced this warning; it still shows when they ask."""
    renewable: bool
    """Whether the reader can renew the loan today, as far as the store shows."""
    shared: bool = False
    """Whether another edition of the title is out as well."""
    after_others: bool = False
    """Whether another unfinished loan is due earlier."""
    crowded_out: bool = False
    """Whether the plan cannot finish it by its due date because other loans need the time."""
    finishing: float | None = None
    """Minutes that finish it; None if there are not so many before the deadline."""
    last_entry: tuple[date, float] | None = None
    """Day and position of the last entry; None unless several reading days have passed since."""
    kind: Kind = Kind.EITHER
    """For `wont_fit`, the kind of time that is short; `either` if it is not one kind alone."""
    needed: float = 0.0
    available: float = 0.0
    without_time: bool = False
    """Whether no routine has time of `kind`, so that more days bring none."""


def alerts(situation: Situation, report: PaceReport) -> tuple[Alert, ...]:
    """Return today's alerts. A finished digital loan needs none, because it goes back by itself."""
    library, today = situation.library, situation.today
    rows = {row.id: row for row in report.loans}
    found: dict[int, Alert] = {}
    for title in (*library.titles, *library.expired):
        for loan in title.loans:
            severity = _severity(loan, rows[loan.id].status, today)
            other = found.get(loan.book.id)
            if severity and (other is None or rank(severity) < rank(other.severity)):
                found[loan.book.id] = _alert(situation, title, loan, rows[loan.id], severity)
    for loan in library.magazines:
        if severity := _severity(loan, magazine_status(loan, today), today):
            # Two issues of one title have each a deadline of their own.
            snoozed, renewable = _is_snoozed(situation, loan, severity), loan.can_be_renewed(today)
            found[-loan.id] = Alert(loan, None, severity, snoozed, renewable)
    return tuple(sorted(found.values(), key=lambda each: each.loan.deadline))


def rank(severity: Severity) -> int:
    return SEVERITIES.index(severity)


def worst(found: Sequence[Alert]) -> Severity | None:
    """Return the most urgent severity, or None without alerts."""
    return min((each.severity for each in found), key=rank, default=None)


def unasked(found: Sequence[Alert]) -> tuple[Alert, ...]:
    """Return the alerts that the reader has not silenced."""
    return tuple(each for each in found if not each.snoozed)


def _severity(loan: Loan, status: Status | None, today: date) -> Severity | None:
    """Return the severity that follows from the loan's status and due date, or None."""
    if status in (Status.EXPIRED, Status.OVERDUE, Status.DUE_TODAY):
        return Severity(status)
    if status is Status.FINISHED and loan.digital:
        return None
    if loan.due <= today + SOON * ONE_DAY:
        return Severity.DUE_TODAY if loan.due <= today else Severity.DUE_SOON
    if status in (Status.WONT_FIT, Status.BEHIND):
        return Severity(status)
    opens = loan.renewable_on is not None and loan.can_be_renewed(today)
    return Severity.RENEWABLE if opens and status is not Status.FINISHED else None


def _alert(
    situation: Situation, title: Title, loan: Loan, row: LoanPace, severity: Severity
) -> Alert:
    today, fit = situation.today, situation.fit_but_overdue
    blamed = severity is Severity.WONT_FIT and fit.breaks_on == loan.due
    short = fit.kind if blamed else Kind.EITHER
    return Alert(
        loan=loan,
        row=row,
        severity=severity,
        snoozed=_is_snoozed(situation, loan, severity),
        shared=len(title.loans) > 1,
        after_others=any(
            today <= other.due < loan.due and not each.finished
            for each in situation.library.titles
            if each.book.id != loan.book.id
            for other in each.loans
        ),
        crowded_out=loan.book.id in situation.left_over,
        finishing=_finishing(situation, title, loan),
        last_entry=_last_entry(situation, title, loan),
        renewable=loan.can_be_renewed(today),
        kind=short,
        needed=fit.needed_minutes,
        available=fit.available_minutes,
        without_time=short is not Kind.EITHER
        and all(each.kind not in (short, Kind.EITHER) for each in routines_of(situation.library)),
    )


def _is_snoozed(situation: Situation, loan: Loan, severity: Severity) -> bool:
    snoozed, today = situation.library.snoozed, situation.today
    return severity in CAN_BE_SNOOZED and any(
        each.book.id == loan.book.id and today <= each.until for each in snoozed
    )


def _finishing(situation: Situation, title: Title, loan: Loan) -> float | None:
    """Return the minutes that finish the loan if there are so many before its deadline, else None.

    The due day counts.
    """
    gone = loan.ended is not None or loan.overdue(situation.today)
    if gone or title.finished or loan.book.id in situation.left_over:
        return None
    left = situation.speeds.minutes(loan, max(0.0, loan.end - title.position(loan)))
    last = loan.due if loan.due_time is None else loan.due - ONE_DAY
    room = situation.work.through(max(situation.today, last))
    return left if left <= room[loan.kind is Kind.AUDIO] else None


def _last_entry(situation: Situation, title: Title, loan: Loan) -> tuple[date, float] | None:
    log = title.log()
    if not log:
        return None
    last, today = log[-1][1].day, situation.today
    silent = situation.table.days.count(last + ONE_DAY, today - ONE_DAY)
    return (last, title.position(loan)) if silent >= SILENT_DAYS else None
