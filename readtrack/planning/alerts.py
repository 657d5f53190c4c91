"""Warnings: at most one a title, the nearest deadline first, each with a way out."""

from dataclasses import dataclass
from datetime import date

from readtrack.dates import day_text, distance_text
from readtrack.model import Format, Library, Loan
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
    for loan in (*library.loans, *(gone for title in library.expired for gone in title.loans)):
        severity = _severity(loan, rows[loan.id], today)
        if severity is None:
            continue
        warning = _warning(loan, rows[loan.id], severity, today)
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


def _warning(loan: Loan, row: LoanPace, severity: str, today: date) -> DueWarning:
    hour = f" at {loan.due_time}" if loan.due_time else ""
    due = f"{day_text(loan.due, today)}{hour}, {distance_text(loan.due, today)}"
    left = amount_text(loan.unit, max(0, loan.length - row.position))
    reading = "finished" if row.position >= loan.length else f"{left} left"
    message = {
        "expired": f"ended {due}; your place is kept at {position_text(loan.unit, row.position)}",
        "overdue": f"was due {due}",
        "due_today": f"due today{hour}, {reading}",
        "due_soon": f"due {due}, {reading}",
        "wont_fit": f"due {due}: {left} is more than your days hold",
        "behind": f"due {due}: {amount_text(loan.unit, row.need_per_day)} a day from here",
        "renewable": f"due {due}; it can be renewed",
    }[severity]
    return DueWarning(
        loan=loan.id,
        title=loan.book.title,
        severity=severity,
        due=loan.due,
        due_time=loan.due_time,
        message=message,
        way_out=_way_out(loan, row, severity),
    )


def _way_out(loan: Loan, row: LoanPace, severity: str) -> str:
    renew, back = f"readtrack renew {loan.id}", f"readtrack return {loan.id}"
    if severity == "expired":
        again = "borrow it again when there is room"
        return f"{again}; it opens where you left it" if row.position else again
    if row.position >= loan.length or severity == "overdue":
        return f"{back}, or {renew}" if severity == "overdue" else back
    if severity == "behind":
        return "a longer sitting catches up, or " + renew
    if severity == "renewable":
        return renew
    ways = [renew, f"readtrack drop {loan.id} (keeps your place)"]
    if severity == "due_today" and loan.format is Format.PRINT:
        ways.append(back)
    return ", or ".join(ways)
