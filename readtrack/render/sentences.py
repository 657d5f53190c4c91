"""Report values in plain sentences, for the commands that answer with a few of them."""

from collections.abc import Iterable
from datetime import date

from readtrack.dates import day_text, deadline_text
from readtrack.model import Format, Loan
from readtrack.planning.capacity import Capacity
from readtrack.planning.fit import Fit
from readtrack.planning.pace import LoanPace, PaceReport, Slots
from readtrack.render.terminal import say
from readtrack.units import amount_text, length_text, plain, position_text, short_amount

FORMATS = {each: each.words for each in Format}

MANY_TIMES = 3
"""Load from which percent say nothing any more."""

NOTHING = "nothing to read"
"""What is said of a book that has no share of the day."""

NOTHING_OUT = "Nothing is checked out. Start with: readtrack add TITLE --pages N"


def by_title(rows: Iterable[LoanPace]) -> list[list[LoanPace]]:
    """The rows a title, the title that is due first before the others."""
    titles: dict[int, list[LoanPace]] = {}
    for row in rows:
        titles.setdefault(row.book, []).append(row)
    return list(titles.values())


def loan_words(loan: Loan) -> str:
    """`Business Adventures (e-book, 459 pages)`."""
    size = length_text(loan.unit, loan.length)
    return f"{loan.book.title} ({FORMATS[loan.format]}, {size})"


def due_words(loan: Loan, today: date) -> str:
    """`Mon 23 Mar, in 12 days`, with ~ in front where the day was worked out."""
    return "~" * loan.estimated + deadline_text(loan.due, loan.due_time, today)


def place_words(row: LoanPace) -> str:
    """`p. 120 of 459 (26%)`."""
    if row.unit == "percent":
        return position_text(row.unit, row.position)
    whole = position_text(row.unit, row.length).removeprefix("p. ")
    return f"{position_text(row.unit, row.position)} of {whole} ({int(row.percent)}%)"


def today_words(row: LoanPace) -> str:
    """Today's share of one loan, and what is left of it."""
    if row.status == "expired":
        return "ended; your place is kept"
    if row.position >= row.length:
        return f"finished; to give it back: readtrack finish {row.id}"
    share = row.today
    if share.target <= share.start:
        return NOTHING
    span = span_words(row.unit, share.start, share.target)
    if share.left <= 0:
        return f"{span}, done for today"
    about = "~" if row.assumed_length else "about "
    minutes = max(1, round(share.minutes))
    return (
        f"{span}, {amount_text(row.unit, share.left)} to go, "
        f"{about}{minutes} minute{'s' * (minutes != 1)}"
    )


def finish_words(row: LoanPace, today: date) -> str:
    """`24 Mar (12 Mar to 9 Apr), 87% by the due date`."""

    def short(day: date | None) -> str:
        return day_text(day, today) if day else "open"

    finish = row.finish
    chance = f"{int(100 * finish.chance_on_time)}% by the due date"
    return (
        f"{short(finish.expected)} ({short(finish.earliest)} to {short(finish.latest)}), {chance}"
    )


def minutes_text(minutes: int) -> str:
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def rate_words(row: LoanPace) -> str:
    """Both rates with the days behind each."""
    rate = row.rate
    return (
        f"{short_amount(row.unit, rate.per_calendar_day)} a day over {days_text(rate.days)}, "
        f"{short_amount(row.unit, rate.per_reading_day)} on {days_text(rate.reading_days)} "
        "with an entry"
    )


def days_text(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


def load_text(load: float) -> str:
    """A load in percent, rounded up: what is over full is never called full."""
    return f"{load:.0f} times" if load >= MANY_TIMES else f"{-int(-round(100 * load, 3) // 1)}%"


def span_words(unit: str, start: float, end: float) -> str:
    """`p. 40 → 64`."""
    return f"{position_text(unit, start)} → {position_text(unit, end).removeprefix('p. ')}"


def slot_words(slots: Slots) -> str:
    return f"{slots.used} of {slots.cap} slot{'s' * (slots.cap != 1)} taken"


def capacity_words(capacity: Capacity) -> str:
    source = capacity.source.replace("measured (", "measured on ").removesuffix(")")
    return f"{plain(capacity.minutes_per_day)} minutes a day ({source})"


def fit_words(fit: Fit, today: date) -> str:
    """Whether everything fits, and how much room there is or what is missing."""
    if fit.verdict == "fits":
        if fit.slack_days is None:
            return "nothing to read"
        return f"everything fits, {days_text(fit.slack_days)} to spare"
    assert fit.breaks_on is not None
    missing = f"{minutes_text(fit.short_minutes)} short by {day_text(fit.breaks_on, today)}"
    if fit.verdict == "tight":
        return f"tight: fits the due dates but not the buffer, {missing}"
    return f"does not fit: {missing}"


def print_checkout(loan: Loan, report: PaceReport, *, kept: bool) -> None:
    """What `add` answers: the loan, what it asks of today, and the slots now."""
    today = report.today
    say(f"{'Checked out' if kept else 'Would check out'}: {loan_words(loan)}, no. {loan.id}")
    if report.loans:
        share = today_words(report.loans[0])
        say(f"Due {due_words(loan, today)}.", f"Today: {share}.")
    else:
        say(f"Due {due_words(loan, today)}: it has ended already.")
    if loan.why:
        say(f"Why: {loan.why}")
    say(f"{slot_words(report.slots)}; {fit_words(report.fit, today)}.")


def print_progress(loan: Loan, row: LoanPace | None, beside: LoanPace | None = None) -> None:
    """What `log` answers: the place, and what is left of today's target.

    `beside` is the edition that the plan has the title read in today, where that is another one.
    """
    if row is None:
        say(f"{loan.book.title}: finished.")
        return
    say(f"{row.title}: {place_words(row)}")
    if row.position >= row.length:
        say(f"That is the end of it. To give it back: readtrack finish {row.id}")
    elif row.status == "expired":
        say("It has ended; your place is kept.")
    elif beside is not None:
        say(f"Today in the {FORMATS[beside.format]}: {today_words(beside)}.")
    else:
        say(f"Today: {today_words(row)}.")
