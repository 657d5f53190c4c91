"""Reminders: what is worth sending today, one line a title, each stage of a deadline once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from readtrack.dates import day_text, distance_text
from readtrack.model import Library, Loan, Told
from readtrack.names import shown
from readtrack.planning.alerts import left_words, past_words
from readtrack.planning.pace import LoanPace, PaceReport


@dataclass(frozen=True, slots=True)
class Reminder:
    loan: int
    title: str
    stage: str
    due: date
    due_time: str | None
    line: str

    @property
    def told(self) -> Told:
        return self.loan, self.stage, self.due


def reminders(
    library: Library, report: PaceReport, told: Collection[Told]
) -> dict[Reminder, frozenset[Told]]:
    """What has not been told yet, nearest deadline first, each with all that is told by it.

    That is the stages that were passed over, and what other editions of the title had to say: none
    of it comes later. A finished digital loan needs no word, because it goes back by itself.
    """
    rows = {row.id: row for row in report.loans}
    found: dict[Reminder, frozenset[Told]] = {}
    days = library.settings.remind_days
    for title in library.expired + library.titles:
        reached = {loan: _reached(loan, rows[loan.id], days, report.today) for loan in title.loans}
        fresh = [loan for loan, stages in reached.items() if stages and stages[0] not in told]
        if fresh:
            loan = min(fresh, key=lambda each: each.deadline)
            stage = reached[loan][0][1]
            line = f"{shown(loan.book.title)}: {_words(loan, rows[loan.id], report.today)}"
            reminder = Reminder(loan.id, loan.book.title, stage, loan.due, loan.due_time, line)
            found[reminder] = frozenset(each for stages in reached.values() for each in stages)
    in_order = sorted(found, key=lambda each: (each.due, each.due_time or "24:00", each.loan))
    return {reminder: found[reminder] for reminder in in_order}


def _reached(loan: Loan, row: LoanPace, days: Collection[int], today: date) -> list[Told]:
    """The stages a loan has come to, the one that it is in first."""
    if loan.digital and row.position >= loan.length:
        return []
    lead = [day for day in sorted(days) if (loan.due - today).days <= day]
    past = [row.status] if row.status in ("overdue", "expired") else []
    return [(loan.id, stage, loan.due) for stage in [*past, *map(str, lead)]]


def _words(loan: Loan, row: LoanPace, today: date) -> str:
    """`due tomorrow, Tue 24 Mar, 120 pages left`: a message may be read on another day."""
    if row.status in ("overdue", "expired"):
        return past_words(loan, row, today)
    hour = f" at {loan.due_time}" if loan.due_time else ""
    day = "~" * loan.estimated + day_text(loan.due, today)
    when = f"{distance_text(loan.due, today)}, {day}{hour}"
    return f"due {when}, {left_words(loan, row)}"
