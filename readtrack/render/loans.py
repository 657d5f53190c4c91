"""Prints loans, in full and as rows."""

from collections.abc import Sequence
from datetime import date

from readtrack.dates import day_text
from readtrack.model import Loan, Outcome, Renewal, Unit
from readtrack.planning.pace import LoanPace
from readtrack.render.rows import bare
from readtrack.render.show import Rows
from readtrack.render.terminal import label, say
from readtrack.units import position_text
from readtrack.words.amounts import min_text, minutes_text
from readtrack.words.loans import (
    ENDINGS,
    due_words,
    finish_words,
    loan_words,
    place_words,
    rate_words,
    renewals_words,
    today_words,
)

HEADER = (
    "id", "title", "authors", "format", "checked_out", "due", "ended", "ending", "position",
    "percent", "until",
)  # fmt: skip


def loan_rows(loans: Sequence[Loan]) -> Rows:
    """Return a row for each loan."""
    return [HEADER, *map(_cells, loans)]


def _cells(loan: Loan) -> tuple[object, ...]:
    return (
        loan.id,
        loan.book.title,
        ", ".join(loan.book.authors),
        loan.format,
        loan.checked_out,
        loan.due,
        loan.ended,
        loan.ending and ENDINGS[loan.ending],
        bare(loan.unit, loan.place) if loan.has_end else None,
        _percent(loan) if loan.has_end else None,
        _until(loan),
    )


def _until(loan: Loan) -> str | None:
    """Return the end worth reading; empty if it is the last page."""
    end = loan.until or loan.ends
    return None if end is None else bare(loan.unit, end)


def _percent(loan: Loan) -> int:
    """Return the percentage read, rounded down, so that 100 means the end."""
    return int(loan.percent)


def _state(loan: Loan, today: date) -> str:
    """Return `due Mon 23 Mar, in 12 days, at p. 120 (26%)`, or how the loan ended."""
    if not loan.has_end and loan.ended is None:
        return f"due {due_words(loan, today)}"
    if loan.ended is None or loan.ending is None:
        at = f"at {position_text(loan.unit, loan.place)}"
        percent = "" if loan.unit is Unit.PERCENT else f" ({_percent(loan)}%)"
        return f"due {due_words(loan, today)}, {at}{percent}"
    place = f"at {position_text(loan.unit, loan.place)}"
    if not loan.has_end:
        return f"{ENDINGS[loan.ending]} {day_text(loan.ended, today)}"
    how = "finished" if loan.outcome is Outcome.FINISHED else place
    return f"{ENDINGS[loan.ending]} {day_text(loan.ended, today)}, {how}"


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


def _facts(loan: Loan, row: LoanPace | None, today: date) -> list[tuple[str, str | None]]:
    state = _state(loan, today)
    facts: list[tuple[str, str | None]] = [
        ("by", ", ".join(loan.book.authors)),
        ("ISBN", loan.book.isbn),
        ("from", loan.library),
        ("checked out", day_text(loan.checked_out, today)),
        ("due", due_words(loan, today)),
        ("ended", None if loan.ended is None else state),
        ("renewable", f"from {day_text(loan.renewable_on, today)}" if loan.renewable_on else None),
        ("renewals", renewals_words(loan)),
        ("started at", position_text(loan.unit, loan.start) if loan.start else None),
        ("speed", f"{loan.speed:g} ×" if loan.speed != 1 else None),
        ("why", loan.why if loan.why != loan.override else None),
        ("anyway", loan.override),
    ]
    if row is not None and row.status != "expired":
        mark = "~" if row.assumed_length else ""
        facts += [
            ("place", place_words(row)),
            ("today", today_words(row)),
            ("needs", f"{mark}{minutes_text(row.minutes_per_day)} a day"),
            ("pace", rate_words(row)),
            ("likely", mark + finish_words(row, today)),
            ("status", label(row.status)),
        ]
    return facts
