"""Changes of a loan, in words."""

from datetime import date, timedelta

from readtrack.dates import day_text, distance_text
from readtrack.limits import FAR_AHEAD
from readtrack.model import Ending, Format, Outcome
from readtrack.planning.listed import ListedLoan
from readtrack.units import position_text
from readtrack.words.loans import FORMATS


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
