"""Prints loans: one in full with its log, or a table of them, or rows."""

from collections.abc import Callable, Sequence
from datetime import date

from readtrack.dates import day_text, deadline_text
from readtrack.model import Format, Loan, Outcome, Renewal, Unit
from readtrack.planning.pace import LoanPace
from readtrack.render.grid import GAP, Column, needs, print_grid, print_lines, short_day
from readtrack.render.rows import bare
from readtrack.render.show import Fields
from readtrack.render.styled import NO_VALUE, Cell, cell
from readtrack.render.terminal import COLOURS, label, say, width
from readtrack.units import length_text, position_text
from readtrack.words.amounts import min_text, minutes_text
from readtrack.words.loans import (
    ENDINGS,
    FORMATS,
    due_words,
    finish_words,
    loan_words,
    place_words,
    rate_words,
    renewals_words,
    today_words,
)

LOAN_FIELDS: Fields[Loan] = {
    "id": None,
    "title": lambda loan: loan.book.title,
    "authors": lambda loan: ", ".join(loan.book.authors),
    "format": None,
    "checked_out": None,
    "due": None,
    "ended": None,
    "ending": lambda loan: loan.ending and ENDINGS[loan.ending],
    "position": lambda loan: bare(loan.unit, loan.place) if loan.has_end else None,
    "percent": lambda loan: int(loan.percent) if loan.has_end else None,  # 100 means the end
    "until": lambda loan: _until(loan),
}


def _until(loan: Loan) -> str | None:
    """Return the end worth reading, unless it is the last page."""
    end = loan.until or loan.ends
    return None if end is None else bare(loan.unit, end)


SHORT_FORMATS = {Format.AUDIOBOOK: "audio", Format.MAGAZINE: "mag."}

LAYOUTS = (
    (30, GAP, ("no", "book", "author", "format", "length", "when long", "at", "percent")),
    (24, GAP, ("no", "book", "format", "length", "when long", "at", "percent")),
    (20, GAP, ("no", "book", "format", "when", "at", "percent")),
    (16, 1, ("no", "book", "format", "when", "percent")),
    (12, 1, ("no", "book", "format", "when day", "percent")),
    (10, 1, ("no", "book", "format short", "when day", "percent")),
)
"""Columns from wide to narrow, the least width of a title, and the least gap."""


def print_loans(loans: Sequence[Loan], today: date) -> None:
    """Print a row for each loan, or two lines if a row is too wide."""
    if not loans:
        say("Nothing here.")
        return
    for least, gap, names in LAYOUTS:
        columns = [_column(name, loans, today) for name in names]
        columns = [each for each in columns if any(made.plain for made in each.cells)]
        if needs(columns, least, gap) <= width():
            print_grid(columns)
            return
    for loan in loans:
        say(f"{loan.id:>3}  {loan_words(loan)}")
        at = cell(", ").joined(_at(loan)) if loan.has_end else cell("")
        print_lines([cell("     ").joined(_when(loan, today)).joined(at)])


def _column(name: str, loans: Sequence[Loan], today: date) -> Column:
    heading, right, make = CELLS[name]
    ended = [loan.ended is not None for loan in loans]
    if name.startswith("when") and any(ended):
        heading = "Ended" if all(ended) else ""
    return Column(heading, [make(loan, today) for loan in loans], right, name == "book")


def _length(loan: Loan) -> Cell:
    if not loan.has_end or loan.unit is Unit.PERCENT:
        return cell(NO_VALUE, "dim")
    return cell("~" * loan.assumed_length + length_text(loan.unit, loan.length))


def _when(loan: Loan, today: date, write: Callable[[date, date], str] = day_text) -> Cell:
    """Return `Mon 23 Mar 17d`, `Sun 1 Mar overdue`, `returned Sun 1 Mar`."""
    day = write(loan.ended or loan.due, today)
    if loan.ended is not None:
        return cell(f"{ENDINGS[loan.ending]} {day}")
    due, days = cell("~" * loan.estimated + day), (loan.due - today).days
    if loan.overdue(today):
        return due.then(" overdue", COLOURS["overdue"])
    return due.then(f" {days:>2}d" if days else " today")


def _when_long(loan: Loan, today: date) -> Cell:
    """Return `Mon 23 Mar at 14:05, in 17 days`."""
    if loan.ended is not None:
        return _when(loan, today)
    due = cell("~" * loan.estimated + deadline_text(loan.due, loan.due_time, today))
    return due.then(", overdue", COLOURS["overdue"]) if loan.overdue(today) else due


def _at(loan: Loan) -> Cell:
    if not loan.has_end:
        return cell(NO_VALUE, "dim")
    finished = loan.outcome is Outcome.FINISHED
    return cell("finished" if finished else position_text(loan.unit, loan.place))


def _percent(loan: Loan) -> Cell:
    return cell(f"{int(loan.percent)}%" if loan.has_end else "")


CELLS: dict[str, tuple[str, bool, Callable[[Loan, date], Cell]]] = {
    "no": ("", True, lambda loan, _: cell(str(loan.id), "dim")),
    "book": ("Book", False, lambda loan, _: cell(loan.book.title, "bold")),
    "author": ("Author", False, lambda loan, _: cell(next(iter(loan.book.authors), "")).cut(20)),
    "format": ("", False, lambda loan, _: cell(FORMATS[loan.format])),
    "format short": ("", False, lambda loan, _: cell(SHORT_FORMATS.get(loan.format, "text"))),
    "length": ("Length", True, lambda loan, _: _length(loan)),
    "when": ("Due", False, _when),
    "when long": ("Due", False, _when_long),
    "when day": ("Due", False, lambda loan, today: _when(loan, today, short_day)),
    "at": ("At", True, lambda loan, _: _at(loan)),
    "percent": ("Read", True, lambda loan, _: _percent(loan)),
}
"""By column: its heading, whether it is aligned to the right, and the cell of a loan."""


def print_loan(loan: Loan, renewals: Sequence[Renewal], row: LoanPace | None, today: date) -> None:
    """Print one loan with all its details, and its log."""
    say(f"{loan_words(loan)}, no. {loan.id}", bold=True)
    for name, value in _facts(loan, row, today):
        if value:
            say(f"{name:<12}{value}", indent=2, hanging=12)
    for renewal in renewals:
        moved = f"{day_text(renewal.due_before, today)} → {day_text(renewal.due_after, today)}"
        say(f"{'renewed':<12}{day_text(renewal.day, today)}: {moved}", indent=2)
    if loan.entries:
        say("", "  entry  day         at       for")
    for entry in loan.entries:
        day, at = day_text(entry.day, today), position_text(loan.unit, entry.position)
        spent = min_text(entry.minutes) if entry.minutes else ""
        say(f"{entry.id:>5}  {day:<10}  {at:<7}  {spent}".rstrip(), indent=2)


def _ended(loan: Loan, today: date) -> str | None:
    """Return `returned Mon 23 Mar, at p. 120`; None if the loan is out."""
    if loan.ended is None:
        return None
    ended = f"{ENDINGS[loan.ending]} {day_text(loan.ended, today)}"
    if not loan.has_end:
        return ended
    place = f"at {position_text(loan.unit, loan.place)}"
    return f"{ended}, {'finished' if loan.outcome is Outcome.FINISHED else place}"


def _facts(loan: Loan, row: LoanPace | None, today: date) -> list[tuple[str, str | None]]:
    facts: list[tuple[str, str | None]] = [
        ("by", ", ".join(loan.book.authors)),
        ("ISBN", loan.book.isbn),
        ("from", loan.library),
        ("checked out", "~" * loan.checkout_estimated + day_text(loan.checked_out, today)),
        ("due", due_words(loan, today)),
        ("ended", _ended(loan, today)),
        ("renewable", f"from {day_text(loan.renewable_on, today)}" if loan.renewable_on else None),
        ("renewals", renewals_words(loan)),
        ("started at", position_text(loan.unit, loan.start) if loan.start else None),
        ("speed", f"{loan.speed:g} ×" if loan.speed != 1 else None),
        ("why", loan.why if loan.why != loan.override else None),
        ("anyway", loan.override),
    ]
    if row is not None and row.status != "expired":
        mark = "~" * row.assumed_length
        facts += [
            ("place", place_words(row)),
            ("today", today_words(row)),
            ("needs", f"{mark}{minutes_text(row.minutes_per_day)} a day"),
            ("pace", rate_words(row)),
            ("likely", mark + finish_words(row, today)),
            ("status", label(row.status)),
        ]
    return facts
