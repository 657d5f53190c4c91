"""Reminders in words: one line a title, worded so that it stays true on another day."""

from collections.abc import Collection
from datetime import date

from readtrack.dates import day_text, distance_text
from readtrack.library import ReminderKey
from readtrack.model import Loan, Status
from readtrack.named_tuple import NamedTuple
from readtrack.names import shown
from readtrack.planning.magazines import magazine_status
from readtrack.planning.pace import LoanPace, PaceReport
from readtrack.planning.reminders import Stage, stages
from readtrack.planning.situation import Situation
from readtrack.words.alerts import left_words, message, past_words


class Reminder(NamedTuple):
    loan: int
    title: str
    stage: str
    due: date
    due_time: str | None
    line: str

    @property
    def key(self) -> ReminderKey:
        return self.loan, self.stage, self.due


def reminders(
    situation: Situation, report: PaceReport, sent: Collection[ReminderKey]
) -> dict[Reminder, frozenset[ReminderKey]]:
    """Return the reminders to send now, in words, each with the keys that it covers."""
    found = stages(situation, report, sent)
    return {_reminder(stage, report.today): marks for stage, marks in found.items()}


def _reminder(stage: Stage, today: date) -> Reminder:
    loan, row = stage.loan, stage.row
    words = _words(loan, row, today) if stage.alert is None else message(stage.alert, today)
    line = f"{shown(loan.book.title)}: {words}"
    return Reminder(loan.id, loan.book.title, stage.stage, loan.due, loan.due_time, line)


def _words(loan: Loan, row: LoanPace | None, today: date) -> str:
    """`due tomorrow, Tue 24 Mar, 120 pages left`."""
    status = magazine_status(loan, today) if row is None else row.status
    if status in (Status.OVERDUE, Status.EXPIRED):
        return past_words(loan, row, today)
    hour = f" at {loan.due_time}" if loan.due_time else ""
    day = "~" * loan.estimated + day_text(loan.due, today)
    when = f"{distance_text(loan.due, today)}, {day}{hour}"
    return f"due {when}{left_words(loan, row)}"
