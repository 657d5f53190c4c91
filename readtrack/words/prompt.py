"""The one line of a shell prompt: the nearest deadline, and what is left of today."""

from datetime import date

from readtrack.dates import day_text
from readtrack.model import Format, Loan
from readtrack.names import shortened, shown
from readtrack.planning.magazines import due_soon
from readtrack.planning.pace import LoanToday, by_due_date
from readtrack.planning.situation import Situation
from readtrack.units import IDLE, share_words

LONGEST_TITLE = 24


def prompt_line(situation: Situation) -> str:
    """Return the line about one title: the one that is being read, else one with a share today.

    Of several such titles the one with the nearest deadline is shown, and without any of them the
    nearest deadline.
    """
    sitting = situation.library.sitting
    if sitting is not None:
        name = _short(sitting.book.title)
        if sitting.day != situation.today:
            return f"{name} since {day_text(sitting.day, situation.today)}"
        return f"{name} {f'since {sitting.started:%H:%M}' if sitting.started else 'is open'}"
    idle, today = "", situation.today
    magazine = next(due_soon(situation.library.magazines, today), None)
    for editions in by_due_date(situation):
        if magazine and magazine.deadline < editions[0].deadline:
            return _of_magazine(magazine, today)
        row = next((each for each in editions if not _is_idle(each)), editions[0])
        line = _about(row, editions[0].due, today)
        if line and not _is_idle(row):
            return line
        idle = idle or line
    return idle or (_of_magazine(magazine, today) if magazine else "")


def _of_magazine(loan: Loan, today: date) -> str:
    name = _short(loan.book.title)
    return f"{name}: overdue" if loan.overdue(today) else f"{name}: return it by {loan.due:%a}"


def _is_idle(row: LoanToday) -> bool:
    """Return whether the loan has something left to read, but no share today."""
    reading = row.position < row.end and not row.overdue
    return reading and row.today.target <= row.today.start


def _short(name: str) -> str:
    return shown(shortened(name, LONGEST_TITLE))


def _about(row: LoanToday, due: date, today: date) -> str:
    """Return the line of a title due on `due`, for the edition to read today."""
    name = _short(row.title)
    days = (due - today).days
    if row.overdue:
        return f"{name}: overdue"
    if row.position >= row.end:
        soon = row.format is Format.PRINT and days < 7
        return f"{name}: return it by {due:%a}" if soon else ""
    share = share_words(row.unit, row.today.target - row.today.start, row.today.left)
    if share == IDLE and row.ahead:
        share = "ahead"
    return f"{name}: {share}, {'due today' if not days else f'{days} d'}"
