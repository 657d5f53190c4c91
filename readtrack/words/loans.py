"""A loan in words: title and size, due date, position, today's share, and what became of it."""

from collections.abc import Iterable
from datetime import date, timedelta

from readtrack.dates import day_text, deadline_text, distance_text
from readtrack.library import Wish
from readtrack.limits import FAR_AHEAD
from readtrack.model import Ending, Format, Loan, Outcome, Status, Title
from readtrack.planning.listed import ListedLoan
from readtrack.planning.magazines import MagazinePace
from readtrack.planning.pace import LoanPace, LoanToday
from readtrack.planning.verdict import ENOUGH_DAYS
from readtrack.positions import further_on
from readtrack.units import amount_text, length_text, position_text, short_amount
from readtrack.words.amounts import at_least_a_minute, chance_text, days_text

ENDINGS = {
    Ending.RETURNED: "returned",
    Ending.LET_GO: "let go",
    Ending.EXPIRED: "expired",
    None: "ended",
}

FORMATS = {each: each.words for each in Format}

NOTHING_TO_READ = "nothing to read"
"""Stands for today's share of a book that has none."""

NOTHING_OUT = "Nothing is checked out. Start with: readtrack add 'Hard Times' --pages 304"
NEW_HERE = "To see what it does: readtrack demo. To read how: readtrack help first"
"""A hint for a reader who never had a book out."""


def by_title(rows: Iterable[LoanPace]) -> list[list[LoanPace]]:
    """Group the rows by title, nearest due date first."""
    titles: dict[int, list[LoanPace]] = {}
    for row in rows:
        titles.setdefault(row.book, []).append(row)
    return list(titles.values())


def loan_words(loan: Loan) -> str:
    """`Business Adventures (e-book, 459 pages)`."""
    if not loan.has_end:
        return f"{loan.book.title} ({FORMATS[loan.format]})"
    size = size_words(loan.unit, loan.length, loan.until or loan.ends)
    return f"{loan.book.title} ({FORMATS[loan.format]}, {size})"


def size_words(unit: str, length: float, until: float | None) -> str:
    """`459 pages`; with an end worth reading before that `459 pages, read to p. 431`."""
    size = length_text(unit, length)
    return size if until is None else f"{size}, read to {position_text(unit, until)}"


def edition_words(of: Loan | Wish) -> str:
    """`Selected Poems by Emily Dickinson (e-book, 200 pages)`."""
    size = f", {length_text(of.unit, of.length)}" * of.format.has_end
    authors = " and ".join(of.book.authors)
    by = f" by {authors}" if authors else ""
    return f"{str(of.book.title)}{by} ({FORMATS[of.format]}{size})"  # noqa: RUF010


def candidate_words(loan: Loan, today: date) -> str:
    """Return a loan for the question which one is meant: title, edition, authors and state."""
    what = edition_words(loan)
    if loan.ended is None:
        return f"{what}, due {due_words(loan, today)}"
    how = "finished" if loan.outcome is Outcome.FINISHED else ENDINGS[loan.ending]
    at = "" if loan.outcome is Outcome.FINISHED else f" at {position_text(loan.unit, loan.place)}"
    return f"{what}, {how} {day_text(loan.ended, today)}{at}"


def due_words(loan: Loan, today: date) -> str:
    """`Mon 23 Mar, in 12 days`, with ~ in front where the day was worked out."""
    return "~" * loan.estimated + deadline_text(loan.due, loan.due_time, today)


def renewals_words(loan: Loan) -> str | None:
    """Return `2 more allowed`, or None if the reader did not enter it."""
    return None if loan.renewals_left is None else f"{loan.renewals_left or 'no'} more allowed"


def magazine_words(row: MagazinePace, today: date) -> str:
    """`New Yorker (magazine): due Mon 23 Mar, in 21 days`."""
    due = "~" * row.estimated_due + deadline_text(row.due, None, today)
    verb = "was due" if row.status is Status.OVERDUE else "due"
    return f"{row.title} ({FORMATS[row.format]}): {verb} {due}"


def where_words(title: Title, loan: Loan) -> str:
    """`Business Adventures, p. 120 of 459`, for a question."""
    whole = position_text(loan.unit, loan.end).removeprefix("p. ")
    return f"{title.book.title}, {position_text(loan.unit, title.position(loan))} of {whole}"


def example_of(title: Title, loan: Loan) -> str:
    """Return a position a little further on, as it is typed."""
    return further_on(loan.unit, title.position(loan), loan.end)


def place_words(row: LoanPace | LoanToday) -> str:
    """`p. 120 of 459 (26%)`."""
    if row.unit == "percent":
        return position_text(row.unit, row.position)
    whole = position_text(row.unit, row.end).removeprefix("p. ")
    return f"{position_text(row.unit, row.position)} of {whole} ({int(row.percent)}%)"


def today_words(row: LoanPace | LoanToday) -> str:
    """Return today's share of one loan, and what is left of it."""
    if row.expired:
        return "ended; your place is kept"
    if row.position >= row.end:
        return f"finished; to give it back: readtrack finish {row.id}"
    share = row.today
    if share.target <= share.start:
        return "ahead of the plan" if row.ahead else NOTHING_TO_READ
    span = span_words(row.unit, share.start, share.target)
    if share.left <= 0:
        return f"{span}, done for today"
    about = "~" if row.assumed_length else "about "
    minutes = at_least_a_minute(share.minutes)
    return f"{span}, {amount_text(row.unit, share.left)} to go, {about}{minutes}"


def brief_words(row: LoanPace) -> str:
    """Return what is left of today's share: `to p. 64, about 31 minutes`."""
    if row.expired or row.today.left <= 0 or row.position >= row.end:
        return today_words(row)
    about = "~" if row.assumed_length else "about "
    minutes = at_least_a_minute(row.today.minutes)
    return f"to {position_text(row.unit, row.today.target)}, {about}{minutes}"


def finish_words(row: LoanPace, today: date) -> str:
    """`if you keep the plan: 16 Mar; at your pace: 19 Mar; about 40% by the due date`."""
    finish, planned = row.finish, row.finish.planned
    plan = "the plan has no time for all of it"
    if planned:
        plan = f"if you keep the plan: {day_text(planned, today)}"
    if finish.evidence_days < ENOUGH_DAYS:
        return f"{plan}; at your pace: too early to say"
    pace = day_text(finish.expected, today) if finish.expected else "no end in sight"
    return f"{plan}; at your pace: {pace}; {chance_text(finish.chance_on_time)} by the due date"


def rate_words(row: LoanPace) -> str:
    """Return both rates with the number of days of each."""
    rate = row.rate
    return (
        f"{short_amount(row.unit, rate.per_calendar_day)} a day over {days_text(rate.days)}, "
        f"{short_amount(row.unit, rate.per_reading_day)} on {days_text(rate.reading_days)} "
        "with an entry"
    )


def span_words(unit: str, start: float, end: float) -> str:
    """`p. 40 → 64`."""
    return f"{position_text(unit, start)} → {position_text(unit, end).removeprefix('p. ')}"


def moved_words(title: str, kind: Format, before: date, after: date, today: date) -> str:
    """Return `Emma (e-book): due Mon 13 Apr, in 6 weeks, instead of Mon 23 Mar.`"""
    new, old = day_text(after, today), day_text(before, today)
    return f"{title} ({FORMATS[kind]}): due {new}, {distance_text(after, today)}, instead of {old}."


def far_words(due: date, today: date) -> str:
    """Return a sentence about a due date that is oddly far away; empty for any other."""
    if due <= today + timedelta(days=FAR_AHEAD):
        return ""
    return f"The due date is {due}, {distance_text(due, today)}."


def ended_words(loan: ListedLoan) -> str:
    """Return how a loan ended, and the position of the reader."""
    what = f"{loan.title} ({FORMATS[loan.format]})"
    if loan.outcome is Outcome.FINISHED:
        return f"Finished and given back: {what}"
    if loan.unit is None or loan.position is None:
        return f"Given back: {what}"
    how = "Let go" if loan.ending is Ending.LET_GO else "Given back"
    return f"{how}: {what}; your place is kept at {position_text(loan.unit, loan.position)}"
