"""Warnings: at most one a title, the nearest deadline first, each with a way out."""

from dataclasses import dataclass
from datetime import date

from readtrack.dates import deadline_text
from readtrack.model import Library, Loan
from readtrack.planning.days import ONE_DAY
from readtrack.planning.pace import LoanPace, PaceReport
from readtrack.units import amount_text, position_text

SEVERITIES = (
    "expired",
    "overdue",
    "due_today",
    "due_soon",
    "wont_fit",
    "behind",
    "renewable",
)
"""From the one that cannot wait to the one that is only good to know."""

SOON = 3
"""Days before a due date from which it is soon."""

EXIT_CODES = {"due_soon": 10, "due_today": 11, "overdue": 12, "expired": 12}


@dataclass(frozen=True, slots=True)
class DueWarning:
    loan: int
    title: str
    severity: str
    due: date
    due_time: str | None
    message: str
    way_out: str


@dataclass(frozen=True, slots=True)
class DueReport:
    today: date
    warnings: tuple[DueWarning, ...]
    worst: str | None
    """The severity that cannot wait longest, or None when there is nothing to say."""


def due_report(library: Library, report: PaceReport) -> DueReport:
    """The warnings of today. A finished digital loan needs none: it goes back by itself."""
    today = report.today
    rows = {row.id: row for row in report.loans}
    spoken: dict[int, DueWarning] = {}
    gone = (loan for title in library.expired for loan in title.loans)
    for loan in (*library.loans, *gone):
        severity = _severity(loan, rows[loan.id], today)
        if severity is None:
            continue
        warning = _warning(loan, rows[loan.id], severity, library, today)
        held = spoken.get(loan.book.id)
        if held is None or _rank(severity) < _rank(held.severity):
            spoken[loan.book.id] = warning
    ordered = sorted(spoken.values(), key=lambda each: (each.due, each.due_time or "24:00"))
    worst = min((each.severity for each in ordered), key=_rank, default=None)
    return DueReport(today, tuple(ordered), worst)


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity)


def _severity(loan: Loan, row: LoanPace, today: date) -> str | None:
    if row.status in ("expired", "overdue", "due_today"):
        return row.status
    if row.status == "finished" and loan.digital:
        return None
    if loan.due <= today + SOON * ONE_DAY:
        return "due_today" if loan.due <= today else "due_soon"
    if row.status in ("wont_fit", "behind"):
        return row.status
    renewable = loan.renewable_on is not None and loan.renewable_on <= today
    return "renewable" if renewable and row.status != "finished" else None


def _warning(loan: Loan, row: LoanPace, severity: str, library: Library, today: date) -> DueWarning:
    message, way_out = _words(loan, row, severity, library, today)
    return DueWarning(
        loan=loan.id,
        title=loan.book.title,
        severity=severity,
        due=loan.due,
        due_time=loan.due_time,
        message=message,
        way_out=way_out,
    )


def left_words(loan: Loan, row: LoanPace) -> str:
    """`12 pages left`, or `finished`."""
    if row.position >= loan.length:
        return "finished"
    return f"{amount_text(loan.unit, loan.length - row.position)} left"


def past_words(loan: Loan, row: LoanPace, today: date) -> str:
    """What is said once the due date of a loan has gone by."""
    due = "~" * loan.estimated + deadline_text(loan.due, loan.due_time, today)
    if row.status == "overdue":
        return f"was due {due}"
    return f"ended {due}; your place is kept at {position_text(loan.unit, row.position)}"


def _words(
    loan: Loan, row: LoanPace, severity: str, library: Library, today: date
) -> tuple[str, str]:
    """What is said about a loan, and the way out."""
    shared = sum(each.book.id == loan.book.id for each in library.loans) > 1
    hour = f" at {loan.due_time}" if loan.due_time else ""
    due = "~" * loan.estimated + deadline_text(loan.due, loan.due_time, today)
    left = left_words(loan, row)
    finished = row.position >= loan.length
    renew, back = f"readtrack renew {loan.id}", f"readtrack return {loan.id}"
    let_go = back if shared else f"readtrack drop {loan.id}"
    choice = back if finished else f"{renew}, or {let_go} (keeps your place)"
    match severity:
        case "expired":
            return (
                past_words(loan, row, today),
                f"borrow it again when there is room; if it was renewed, {renew}",
            )
        case "overdue":
            return past_words(loan, row, today), f"{back}, or {renew}"
        case "due_today" | "due_soon":
            by = f"today{hour}" if severity == "due_today" else due
            return f"due {by}, {left}", choice
        case "wont_fit":
            beside = "with what is due before, " if len(library.titles) > 1 else ""
            much = amount_text(loan.unit, max(0, loan.length - row.position))
            return f"due {due}: {beside}{much} is too much", choice
        case "behind":
            need = amount_text(loan.unit, row.need_per_day)
            return f"due {due}: {need} a day from here", f"a longer sitting catches up, or {renew}"
        case _:
            return f"due {due}; it can be renewed", renew
