"""Burn-down: how much of each title was left, day by day, and how much the plan leaves.

Every amount is the one at the end of its day. A title that is out in two editions has one
burn-down, in percent.
"""

from collections.abc import Iterator
from datetime import date

from readtrack.model import Format, Loan, Status, Title, Unit
from readtrack.named_tuple import NamedTuple
from readtrack.planning.days import ONE_DAY, days_through
from readtrack.planning.pace import LoanPace, pace_report
from readtrack.planning.situation import Situation
from readtrack.planning.verdict import ENOUGH_DAYS


class Point(NamedTuple):
    day: date
    left: float
    """In the unit of the burn-down."""


class LentEdition(NamedTuple):
    """One loan of the title."""

    loan: int
    format: Format
    goal: date
    due: date
    due_time: str | None


class LikelyFinish(NamedTuple):
    """When the title is likely to be finished at the reader's pace."""

    earliest: date
    """The chance to be finished by this day is one in ten."""
    latest: date | None
    """The chance to be finished by this day is nine in ten; null is more than a year away."""


class BurnDown(NamedTuple):
    book: int
    title: str
    authors: tuple[str, ...]
    editions: tuple[LentEdition, ...]
    """By due date; goal and due date of the last one are those of the title."""
    unit: Unit
    end: float
    """Where reading ends, in that unit."""
    left: tuple[Point, ...]
    """Every day from check-out through today."""
    even: tuple[Point, Point]
    """The ends of a straight line from check-out to the due date: an even pace."""
    plan: tuple[Point, ...]
    """From this morning through the last day on which the plan reads the title."""
    unplanned: float
    """Minutes of the title that the plan cannot place."""
    finish: LikelyFinish | None
    """Null if there is too little evidence, or if nothing is left to read."""
    status: Status
    assumed_length: bool

    @property
    def goal(self) -> date:
        return self.editions[-1].goal

    @property
    def due(self) -> date:
        return self.editions[-1].due


def burn_downs(situation: Situation, book: int | None = None) -> tuple[BurnDown, ...]:
    """Return the burn-down of each title that is out, by due date, or only that of `book`."""
    titles = [title for title in situation.library.titles if book in (None, title.book.id)]
    titles.sort(key=lambda title: min(loan.deadline for loan in title.loans))
    return tuple(_burn_down(situation, title) for title in titles)


def _burn_down(situation: Situation, title: Title) -> BurnDown:
    loans = sorted(title.loans, key=lambda loan: loan.deadline)
    rows = [pace_report(situation, only=loan.id).loans[0] for loan in loans]
    scale = _Scale(title)
    last = loans[-1]
    start, length = last.start / last.end, (last.due - last.checked_out).days
    end_of_even = last.checked_out + max(1, length) * ONE_DAY
    ids = {loan.id for loan in loans}
    return BurnDown(
        book=title.book.id,
        title=title.book.title,
        authors=title.book.authors,
        editions=tuple(
            LentEdition(loan.id, loan.format, row.goal, loan.due, loan.due_time)
            for loan, row in zip(loans, rows, strict=True)
        ),
        unit=scale.unit,
        end=scale.end,
        left=tuple(_left(title, scale, situation.today)),
        even=(Point(last.checked_out, scale.left(last, start * last.end)), Point(end_of_even, 0.0)),
        plan=tuple(_plan(situation, title, scale)),
        unplanned=sum(each.minutes_short for each in situation.plan.unfinished if each.loan in ids),
        finish=_finish(rows[-1]),
        status=rows[-1].status,
        assumed_length=last.assumed_length,
    )


class _Scale:
    """The unit of a burn-down: that of the only edition, or percent if there are several."""

    def __init__(self, title: Title) -> None:
        self.only = title.loans[0] if len(title.loans) == 1 else None
        self.unit = self.only.unit if self.only else Unit.PERCENT
        self.end = self.only.end if self.only else 100.0

    def left(self, source: Loan, position: float) -> float:
        """Return the amount left once the edition `source` is read up to `position`."""
        if self.only is None:
            return max(0.0, self.end * (1 - position / source.end))
        if source.id == self.only.id:
            return max(0.0, self.end - position)
        place = self.only.at_fraction(position / source.length)
        return 0.0 if position >= source.end else max(0.0, self.end - place)


def _left(title: Title, scale: _Scale, today: date) -> Iterator[Point]:
    """Yield the amount left at the end of each day since check-out."""
    logged = {entry.day: (source, entry.position) for source, entry in title.log()}
    first = min(loan.checked_out for loan in title.loans)
    source, at = title.latest(first)
    for day in days_through(min(first, today), today):
        source, at = logged.get(day, (source, at))
        yield Point(day, scale.left(source, at))


def _plan(situation: Situation, title: Title, scale: _Scale) -> Iterator[Point]:
    """Yield the amount left this morning and at the end of each planned day."""
    today, loans = situation.today, {loan.id: loan for loan in title.loans}
    last_blocks = {day.date: block for day in situation.plan.days for block in day.blocks_of(title)}
    if not last_blocks or title.finished:
        return
    now, morning = (scale.left(*title.latest(before)) for before in (None, today))
    if all(loan.checked_out < today for loan in loans.values()):
        yield Point(today - ONE_DAY, morning)
    left = min(morning, now)
    for day in days_through(today, max(last_blocks)):
        if block := last_blocks.get(day):
            left = min(left, scale.left(loans[block.loan], block.end))
        yield Point(day, left)


def _finish(row: LoanPace) -> LikelyFinish | None:
    over = row.status in (Status.FINISHED, Status.OVERDUE, Status.EXPIRED)
    finish = row.finish
    if over or finish.earliest is None or finish.evidence_days < ENOUGH_DAYS:
        return None
    return LikelyFinish(finish.earliest, finish.latest)
