"""Report values in plain sentences, for the commands that answer with a few of them."""

from datetime import date

from readtrack.dates import day_text, distance_text
from readtrack.model import Loan
from readtrack.planning.alerts import DueReport
from readtrack.planning.capacity import Capacity
from readtrack.planning.fit import Fit
from readtrack.planning.gate import Decision
from readtrack.planning.pace import LoanPace, PaceReport, Slots
from readtrack.render.terminal import label, on_terminal, say, tab_separated
from readtrack.units import amount_text, length_text, plain, position_text

FORMATS = {"print": "print", "ebook": "e-book", "audiobook": "audiobook"}

NOTHING_OUT = "Nothing is checked out. Start with: readtrack add TITLE --pages N"


def loan_words(loan: Loan) -> str:
    """`Business Adventures (e-book, 459 pages)`."""
    size = length_text(loan.unit, loan.length)
    return f"{loan.book.title} ({FORMATS[loan.format]}, {size})"


def due_words(loan: Loan, today: date) -> str:
    hour = f" at {loan.due_time}" if loan.due_time else ""
    return f"{day_text(loan.due, today)}{hour}, {distance_text(loan.due, today)}"


def place_words(row: LoanPace) -> str:
    """`p. 120 of 459 (26%)`."""
    if row.unit == "percent":
        return position_text(row.unit, row.position)
    whole = position_text(row.unit, row.length).removeprefix("p. ")
    return f"{position_text(row.unit, row.position)} of {whole} ({row.percent:.0f}%)"


def today_words(row: LoanPace) -> str:
    """Today's share of one loan, and what is left of it."""
    if row.status == "expired":
        return "ended; your place is kept"
    if row.position >= row.length:
        return "finished"
    share = row.today
    if share.target <= share.start:
        return "nothing to read today"
    start = position_text(row.unit, share.start)
    target = position_text(row.unit, share.target).removeprefix("p. ")
    if share.left <= 0:
        return f"{start} → {target}, done for today"
    about = "~" if row.assumed_length else "about "
    minutes = max(1, round(share.minutes))
    return (
        f"{start} → {target}, {amount_text(row.unit, share.left)} to go, "
        f"{about}{minutes} minute{'s' * (minutes != 1)}"
    )


def slot_words(slots: Slots) -> str:
    return f"{slots.used} of {slots.cap} slot{'s' * (slots.cap != 1)} taken"


def capacity_words(capacity: Capacity) -> str:
    source = " (default)" if capacity.source == "default" else ""
    return f"{plain(capacity.minutes_per_day)} minutes a day{source}"


def fit_words(fit: Fit, today: date) -> str:
    """Whether everything fits, and how much room there is or what is missing."""
    if fit.verdict == "fits":
        if fit.slack_days is None:
            return "nothing to read"
        days = "day" if fit.slack_days == 1 else "days"
        return f"everything fits, {fit.slack_days} {days} to spare"
    assert fit.breaks_on is not None
    missing = f"{fit.short_minutes} minutes short by {day_text(fit.breaks_on, today)}"
    if fit.verdict == "tight":
        return f"tight: fits the due dates but not the buffer, {missing}"
    return f"does not fit: {missing}"


def refusal(decision: Decision, command: str, today: date) -> tuple[str, str]:
    """What the gate says when the cap is reached, and the ways out, a line each."""
    slots = decision.slots
    holders = [
        f"  {held.loan}  {held.title}, {_free(held.digital, held.due, today)}"
        for held in decision.holders
    ]
    ways = [
        line
        for held in decision.holders
        for line in (
            f"  readtrack return {held.loan}  (gives {held.title} back)",
            f"  readtrack drop {held.loan}  (lets {held.title} go, and keeps your place)",
        )
    ]
    ways.append(f'  {command} --anyway --why "..."  (takes it all the same, with your reason)')
    if decision.earliest_safe is not None:
        ways.append(f"  or wait: from {day_text(decision.earliest_safe, today)} it would fit")
    what = "\n".join([f"{slots.used} of {slots.cap} slots are taken:", *holders])
    return what, "\n".join(["Ways out:", *ways])


def _free(digital: bool, due: date, today: date) -> str:
    if digital:
        return f"free after {day_text(due, today)}"
    return f"due {day_text(due, today)}, free when you return it"


def does_not_fit(decision: Decision, today: date) -> str:
    """What the gate says when there is a slot but not the time."""
    fit, safe = decision.fit, decision.earliest_safe
    assert fit.breaks_on is not None
    how = "does not fit" if fit.verdict == "impossible" else "fits only without the buffer"
    missing = f"{fit.short_minutes} minutes short by {day_text(fit.breaks_on, today)}"
    if safe is None:
        return f"This book {how}: {missing}. No day this year would be safe."
    later = f" It would be safe from {day_text(safe, today)}." if safe > today else ""
    return f"This book {how}: {missing}.{later}"


def print_glance(report: PaceReport, due: DueReport) -> None:
    """Today at a glance: the slots, today's targets, the warnings."""
    today = report.today
    head = [day_text(today, today), slot_words(report.slots)]
    reading = [row for row in report.loans if row.status != "expired"]
    if reading:
        head += [capacity_words(report.capacity), fit_words(report.fit, today)]
    say(" · ".join(head))
    if not reading and not due.warnings:
        say("", NOTHING_OUT)
    if reading:
        say("")
    for row in reading:
        say(f"{row.title} ({FORMATS[row.format]})", status=row.status)
        say(today_words(row), indent=2)
    if due.warnings:
        say("")
        _say_warnings(due)


def print_warnings(report: DueReport) -> None:
    """A warning a title: three lines on a terminal, tab-separated cells in a pipe."""
    if on_terminal():
        _say_warnings(report)
    else:
        tab_separated(
            (each.severity, each.title, each.message, each.way_out) for each in report.warnings
        )


def _say_warnings(report: DueReport) -> None:
    for each in report.warnings:
        say(f"{label(each.severity)}: {each.title}", status=each.severity)
        say(each.message, f"→ {each.way_out}", indent=2)
