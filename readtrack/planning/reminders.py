"""Reminders to send today: at most one a title, and each stage of a deadline only once."""

from collections.abc import Collection
from datetime import date

from readtrack.library import ReminderKey
from readtrack.model import Loan, Severity, Status
from readtrack.named_tuple import NamedTuple
from readtrack.planning.alerts import Alert, alerts
from readtrack.planning.magazines import magazine_status
from readtrack.planning.pace import LoanPace, PaceReport
from readtrack.planning.situation import Situation

ONCE_A_DAY = (Severity.WONT_FIT, Severity.BEHIND)
"""Severities that are sent once a day, whatever the stage of the deadline."""


class Stage(NamedTuple):
    """A loan, and the stage of its deadline that it has reached."""

    loan: Loan
    row: LoanPace | None
    """None for a magazine, which has no pace."""
    stage: str
    alert: Alert | None = None
    """The alert behind the reminder, if it is not about the deadline."""


def stages(
    situation: Situation, report: PaceReport, sent: Collection[ReminderKey]
) -> dict[Stage, frozenset[ReminderKey]]:
    """Return the reminders to send now, nearest deadline first, each with the keys that it covers.

    A reminder also covers earlier stages and the other editions of its title, so that none of them
    is sent later. A finished digital loan needs no reminder, because it goes back by itself.
    """
    library, rows = situation.library, {row.id: row for row in report.loans}
    found: dict[Stage, frozenset[ReminderKey]] = {}
    days = library.settings.remind_days
    daily = {
        each.loan.book.id: each
        for each in alerts(situation, report)
        if each.severity in ONCE_A_DAY and not each.snoozed
    }
    for title in library.expired + library.titles:
        reached = {loan: _reached(loan, rows[loan.id], days, report.today) for loan in title.loans}
        fresh = [loan for loan, passed in reached.items() if passed and passed[0] not in sent]
        if fresh:
            loan = min(fresh, key=lambda each: each.deadline)
            stage = Stage(loan, rows[loan.id], reached[loan][0][1])
            found[stage] = frozenset(each for passed in reached.values() for each in passed)
        elif title.book.id in daily:
            alert = daily[title.book.id]
            mark = (alert.loan.id, f"{alert.severity} {report.today}", alert.loan.due)
            if mark not in sent:
                found[Stage(alert.loan, alert.row, alert.severity, alert)] = frozenset({mark})
    for loan in library.magazines:
        passed = _stages(loan, magazine_status(loan, report.today), days, report.today)
        if passed and passed[0] not in sent:
            found[Stage(loan, None, passed[0][1])] = frozenset(passed)
    return dict(sorted(found.items(), key=lambda item: item[0].loan.deadline))


def _reached(loan: Loan, row: LoanPace, days: Collection[int], today: date) -> list[ReminderKey]:
    """Return the stages that a loan has reached, the current one first."""
    if loan.digital and row.position >= row.end:
        return []
    return _stages(loan, row.status, days, today)


def _stages(
    loan: Loan, status: Status | None, days: Collection[int], today: date
) -> list[ReminderKey]:
    lead = [day for day in sorted(days) if (loan.due - today).days <= day]
    past = [str(status)] if status in (Status.OVERDUE, Status.EXPIRED) else []
    return [(loan.id, stage, loan.due) for stage in [*past, *map(str, lead)]]
