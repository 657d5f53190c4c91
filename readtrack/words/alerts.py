"""Alerts in words: the message about a title, and what the reader can do."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from readtrack.dates import day_text
from readtrack.library import Library
from readtrack.model import Kind, Loan, Severity, Status
from readtrack.named_tuple import NamedTuple
from readtrack.planning.alerts import Alert, worst
from readtrack.planning.pace import LoanPace
from readtrack.units import amount_text, position_text
from readtrack.words.amounts import at_least_a_minute, minutes_text
from readtrack.words.holds import HoldWarning
from readtrack.words.loans import due_words
from readtrack.words.standing import USES

if TYPE_CHECKING:  # few commands report what becomes due meanwhile
    from readtrack.planning.groups import DueMeanwhile

NEW_ROUTINE = {Kind.TEXT: "reading 30m --for text", Kind.AUDIO: "listening 30m --for audio"}
"""What to add for a kind that no routine has time for: a renewal would bring no time either."""


class DueWarning(NamedTuple):
    loan: int
    title: str
    severity: Severity
    due: date
    due_time: str | None
    message: str
    way_out: str


class DueReport(NamedTuple):
    today: date
    warnings: tuple[DueWarning, ...]
    worst: Severity | None
    """The most urgent severity, or None without warnings."""
    holds: tuple[HoldWarning, ...] = ()
    """Holds that can be collected, the earliest ready first."""


def due_report(
    found: Sequence[Alert], today: date, holds: tuple[HoldWarning, ...] = ()
) -> DueReport:
    """Return today's alerts in words, with the ready holds."""
    return DueReport(today, tuple(_warning(each, today) for each in found), worst(found), holds)


def _warning(alert: Alert, today: date) -> DueWarning:
    loan = alert.loan
    return DueWarning(
        loan=loan.id,
        title=loan.book.title,
        severity=alert.severity,
        due=loan.due,
        due_time=loan.due_time,
        message=message(alert, today),
        way_out=way_out(alert),
    )


def left_words(loan: Loan, row: LoanPace | None) -> str:
    """Return `, 12 pages left` or `, finished`, to follow a deadline."""
    if row is None:
        return ""
    if row.position >= row.end:
        return ", finished"
    return f", {amount_text(loan.unit, row.end - row.position)} left"


def past_words(loan: Loan, row: LoanPace | None, today: date) -> str:
    """Return the sentence for a loan whose due date has passed."""
    due = due_words(loan, today)
    if row is None or row.status is Status.OVERDUE:
        return f"was due {due}"
    return f"ended {due}; {_saved_place(loan, row)}"


def _saved_place(loan: Loan, row: LoanPace) -> str:
    return f"your place is kept at {position_text(loan.unit, row.position)}"


def message(alert: Alert, today: date) -> str:
    """Return the message of an alert."""
    loan, row = alert.loan, alert.row
    due, rest = due_words(loan, today), state_words(alert, today)
    match alert.severity:
        case Severity.EXPIRED | Severity.OVERDUE:
            return past_words(loan, row, today)
        case Severity.DUE_TODAY:
            hour = f" at {loan.due_time}" if loan.due_time else ""
            return f"due today{hour}{left_words(loan, row)}"
        case Severity.DUE_SOON:
            return f"due {due}{left_words(loan, row)}"
        case Severity.RENEWABLE:
            return f"due {due}; {rest}"
    if row is None:
        return f"due {due}"
    if alert.last_entry is not None:
        return f"{rest} Due {due}."
    return f"due {due}: {rest}"


def state_words(alert: Alert, today: date) -> str:
    """Return the part of `message` after the deadline, empty if there is none."""
    loan, row = alert.loan, alert.row
    match alert.severity:
        case Severity.EXPIRED | Severity.OVERDUE:
            gone = row is not None and row.status is not Status.OVERDUE
            return _saved_place(loan, row) if gone and row is not None else ""
        case Severity.DUE_TODAY | Severity.DUE_SOON:
            return left_words(loan, row).removeprefix(", ")
        case Severity.RENEWABLE:
            return "it can be renewed"
    if row is None:
        return ""
    if alert.last_entry is not None:
        return _silence(alert, today)
    if alert.severity is Severity.BEHIND and alert.crowded_out:
        return f"{_much(alert)} is too much beside all that is out"
    if alert.severity is Severity.BEHIND:
        need = f"{amount_text(loan.unit, row.need_per_day)} a day from here"
        if row.finish.planned is None:
            return f"{need}, more than the plan has time for"
        return f"possible, if you keep the plan; {need}"
    return _too_much(alert)


def _silence(alert: Alert, today: date) -> str:
    """`Last entry Wed at p. 45. Still there?`"""
    assert alert.last_entry is not None
    day, at = alert.last_entry
    when = f"{day:%a}" if (today - day).days < 7 else day_text(day, today)
    return f"Last entry {when} at {position_text(alert.loan.unit, at)}. Still there?"


def _too_much(alert: Alert) -> str:
    if alert.kind is not Kind.EITHER:
        use, time = USES[alert.kind]
        needed, available = minutes_text(alert.needed), minutes_text(alert.available)
        return f"{needed} {use}, {available} of {time}"
    before = "with what is due before, " if alert.after_others else ""
    return f"{before}{_much(alert)} is too much"


def _much(alert: Alert) -> str:
    """Return what is left of the loan, as an amount."""
    row = alert.row
    return amount_text(alert.loan.unit, max(0, row.end - row.position)) if row else "it"


def way_out(alert: Alert) -> str:
    """Return what the reader can do, with the commands for it."""
    loan, row = alert.loan, alert.row
    renew, back = f"readtrack renew {loan.id}", f"readtrack return {loan.id}"
    if row is None:
        ways = (renew, back) if alert.severity is Severity.RENEWABLE else (back, renew)
        return ", or ".join(ways) if alert.renewable else back
    let_go = back if alert.shared else f"readtrack drop {loan.id}"
    leave = f"{let_go} (keeps your place)"
    choice = f"{renew}, or {leave}" if alert.renewable else leave
    match alert.severity:
        case Severity.EXPIRED:
            again = "borrow it again when there is room"
            return again if loan.renewals_left == 0 else f"{again}; if it was renewed, {renew}"
        case Severity.OVERDUE:
            return f"{back}, or {renew}" if alert.renewable else back
        case Severity.DUE_TODAY | Severity.DUE_SOON:
            if row.position >= row.end:
                return back
            if alert.finishing is not None:
                return f"{'~' * loan.assumed_length}{at_least_a_minute(alert.finishing)} finish it"
            return choice
        case Severity.RENEWABLE:
            return renew
    if alert.last_entry is not None:
        return f"readtrack log {loan.id}"
    if alert.severity is Severity.BEHIND and not alert.crowded_out:
        return f"a longer sitting catches up, or {renew}" if alert.renewable else "a longer sitting"
    if alert.without_time:
        return f"readtrack routine add {NEW_ROUTINE[alert.kind]}, or {leave}"
    return choice


def absence_words(each: "DueMeanwhile", library: Library, today: date) -> str:
    """`Dune is due while you are away, Tue 24 Mar: 50 minutes finish it by Fri 20 Mar, or …`."""
    loan = next(loan for loan in (*library.loans, *library.magazines) if loan.id == each.loan)
    leaves, shared = day_text(each.leaves, today), len(library.title_of(loan).loans) > 1
    due = f"{loan.book.title} is due while you are away, {day_text(loan.due, today)}"
    renew = f"readtrack renew {loan.id}"
    if not loan.has_end:
        back = f"take it back by {leaves}"
        return f"{due}: {back}, or {renew}." if each.renewable else f"{due}: {back}."
    if each.minutes < 1:
        back = "" if loan.digital else f": take it back by {leaves}"
        return f"{due}{back}."
    about = "~" * loan.assumed_length
    if each.minutes <= each.available_minutes:
        first = f"{about}{at_least_a_minute(each.minutes)} finish it by {leaves}"
        return f"{due}: {first}" + (f", or {renew}" if each.renewable else "") + "."
    left, time = f"{about}{minutes_text(each.minutes)}", minutes_text(each.available_minutes)
    out = f"readtrack {'return' if shared else 'drop'} {loan.id}"
    out = f"{renew}, or {out}" if each.renewable else out
    return f"{due}: {left} are left, and {time} before you leave. {out} (keeps your place)"
