"""Review of an ended loan, and of how its reading was spread over its days."""

from collections.abc import Iterable, Sequence
from datetime import date

from readtrack.library import Library
from readtrack.model import Ending, Format, Loan, Outcome, Title, Unit
from readtrack.named_tuple import NamedTuple
from readtrack.planning.days import ONE_DAY, goal_day
from readtrack.planning.filled import filled
from readtrack.planning.pace import Rate, rate
from readtrack.planning.speed import Speeds, Stride, strides

FIFTHS = 5
"""Parts of a loan, up to its due date; an even pace reads 20 % in each."""


class Review(NamedTuple):
    """Positions and rates are in the loan's unit."""

    id: int
    title: str
    authors: tuple[str, ...]
    format: Format
    unit: Unit
    length: int
    why: str | None
    checked_out: date
    due: date
    goal: date
    """The day by which the reader planned to finish."""
    finished: date | None
    """The day on which the reader reached the end, or ended the loan as finished."""
    ended: date
    ending: Ending
    outcome: Outcome
    days_late: int
    """Days from the goal to the day it was finished, or else ended; below 0 is early."""
    fifths: tuple[float, ...]
    """Percentages of the reading during the loan, in any edition, by fifths of the loan.

    The fifths end with the final due date, whenever the loan was returned. All of them are 0 if
    nothing was read in this edition.
    """
    crammed: float
    """The percentage in the last fifth."""
    unlogged: float
    """The percentage that the outcome shows but no entry has; with the fifths it sums to 100."""
    minutes_logged: int
    """Minutes of this edition's entries."""
    minutes_estimated: float
    """Estimated minutes of the entries without minutes."""
    start: float
    place: float
    percent: float
    rate: Rate
    """The rate over all editions."""
    assumed_length: bool


def review(loan: Loan, title: Title, library: Library) -> Review:
    """Review the ended loan; `title`, from `reading_of`, has it and the editions out with it."""
    ended = loan.ended
    assert ended is not None
    goal = goal_day(loan.checked_out, loan.due, library.settings.buffer)
    finished = finished_on(loan, title)
    *parts, unlogged = spread(loan, title)
    untimed = sum(
        each.share
        for each in readings(loan, title)
        if each.loan.id == loan.id and each.entry.minutes is None
    )
    return filled(
        Review,
        loan,
        goal=goal,
        finished=finished,
        days_late=((finished or ended) - goal).days,
        fifths=tuple(parts),
        crammed=parts[-1],
        unlogged=unlogged,
        minutes_logged=sum(entry.minutes or 0 for entry in title.loans[0].entries),
        minutes_estimated=Speeds(library).minutes(loan, untimed * loan.end),
        rate=rate(title, title.loans[0], ended + ONE_DAY),
    )


def reading_of(loan: Loan, loans: Iterable[Loan]) -> Title:
    """Return the loan with the editions that were out at the same time, up to its last day."""
    last = loan.ended or date.max
    beside = (each for each in loans if each.id != loan.id and each.beside(loan))
    return Title(loan.book, (_until(loan, last),), tuple(_until(each, last) for each in beside))


def _until(loan: Loan, day: date) -> Loan:
    return loan._replace(entries=tuple(entry for entry in loan.entries if entry.day <= day))


def finished_on(loan: Loan, title: Title) -> date | None:
    """Return the day the end was reached for good, else the day the loan ended as finished."""
    if loan.outcome is not Outcome.FINISHED:
        return None
    day = None
    for source, entry in title.log():
        day = (day or entry.day) if entry.position >= source.end else None
    return day or loan.ended


def readings(loan: Loan, title: Title) -> list[Stride]:
    """Return what was read during the loan, in any edition, entry by entry."""
    return [each for each in strides(title) if each.entry.day >= loan.checked_out]


def spread(loan: Loan, title: Title) -> tuple[float, ...]:
    """Return the percentage read in each fifth of an ended loan, and last the unlogged one."""
    read = readings(loan, title)
    if not any(each.loan.id == loan.id for each in read):
        read = []
    days = [(each.entry.day, each.share) for each in read]
    unlogged = max(0.0, 1 - title.fraction) if loan.outcome is Outcome.FINISHED else 0.0
    parts = (*by_fifths(days, loan.checked_out, loan.due), unlogged)
    total = sum(parts)
    return tuple(100 * part / total if total else 0.0 for part in parts)


def by_fifths(amounts: Sequence[tuple[date, float]], first: date, due: date) -> tuple[float, ...]:
    """Sum the amounts by fifths of the days from `first` through `due`, both included.

    A day that lies in two fifths is split between them, so that an even pace is even in any number
    of days. What was read after `due` belongs to the last fifth.
    """
    days = max(1, (due - first).days + 1)
    parts = [0.0] * FIFTHS
    for day, amount in amounts:
        at = FIFTHS * min((day - first).days, days - 1)
        for n in range(FIFTHS):
            inside = min(at + FIFTHS, (n + 1) * days) - max(at, n * days)
            parts[n] += amount * max(0, inside) / FIFTHS
    return tuple(parts)
