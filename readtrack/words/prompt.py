"""The one line of a shell prompt: the nearest deadline, and what is left of today."""

from datetime import date

from readtrack.model import Format, Status
from readtrack.names import shown
from readtrack.planning.pace import LoanPace, PaceReport
from readtrack.units import IDLE, share_words

LONGEST_TITLE = 24
A_WEEK = 7


def prompt_line(report: PaceReport) -> str:
    """What a prompt says of the loan with the nearest deadline that there is something to say of.

    A book that today asks nothing of gives way to one that it does.
    """
    idle = ""
    for row in report.loans:
        line = _about(row, report.today)
        reading = row.position < row.length and row.status is not Status.OVERDUE
        if line and reading and row.today.target <= row.today.start:
            idle = idle or line
        elif line:
            return line
    return idle


def _about(row: LoanPace, today: date) -> str:
    name = row.title
    if len(name) > LONGEST_TITLE:
        name = name[: LONGEST_TITLE - 1].rstrip() + "…"
    name = shown(name)
    days = (row.due - today).days
    if row.status is Status.EXPIRED:
        return ""
    if row.status is Status.OVERDUE:
        return f"{name}: overdue"
    if row.position >= row.length:
        soon = row.format is Format.PRINT and days < A_WEEK
        return f"{name}: return it by {row.due:%a}" if soon else ""
    share = share_words(row.unit, row.today.target - row.today.start, row.today.left)
    if share == IDLE and row.status is Status.AHEAD:
        share = "ahead"
    return f"{name}: {share}, {'due today' if not days else f'{days} d'}"
