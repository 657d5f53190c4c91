"""Reports of the commands that add, edit or drop something, with the slots and the fit afterwards.

These commands belong to `routine`, `away`, `aside`, `snooze` and `later`.
"""

from datetime import date

from readtrack.library import Aside, Away, Routine, Snooze, Wish
from readtrack.model import Kind
from readtrack.named_tuple import NamedTuple
from readtrack.planning.capacity import Capacity
from readtrack.planning.days import ONE_DAY
from readtrack.planning.fit import Fit
from readtrack.planning.pace import Slots, after_change
from readtrack.planning.shelf import ShelfReport, ShelfRow
from readtrack.planning.situation import Situation


class RoutineChange(NamedTuple):
    today: date
    routine: Routine
    """As it is now; as it was, where it was dropped."""
    capacity: Capacity
    slots: Slots
    fit: Fit


class DueMeanwhile(NamedTuple):
    """A loan that becomes due while the reader is away."""

    loan: int
    title: str
    due: date
    leaves: date
    """The last day before the reader leaves."""
    minutes: float
    """Minutes that the rest of the loan takes."""
    available_minutes: float
    """Minutes for text or audio through that day, less the work of loans that are due earlier."""
    renewable: bool
    """Whether the reader can renew the loan today, as far as the store shows."""


class AwayChange(NamedTuple):
    today: date
    away: Away
    """As it is now; as it was, where it was dropped."""
    joined: tuple[Away, ...]
    """Earlier stretches that were merged into this one."""
    due: tuple[DueMeanwhile, ...]
    slots: Slots
    fit: Fit


class AsideChange(NamedTuple):
    today: date
    aside: Aside
    """As it is now; as it was, where it was dropped."""
    minutes: int
    """Minutes of other reading in the last four weeks."""
    slots: Slots
    fit: Fit


class SnoozeChange(NamedTuple):
    today: date
    snooze: Snooze
    """As it is now; as it was, where it was dropped."""
    slots: Slots
    fit: Fit


class ShelfChange(NamedTuple):
    today: date
    wish: ShelfRow
    slots: Slots
    fit: Fit


class ShelfDrop(NamedTuple):
    today: date
    wish: Wish
    """As it was."""
    slots: Slots
    fit: Fit


def routine_change(routine: Routine, after: Situation) -> RoutineChange:
    return RoutineChange(after.today, routine, after.capacity, *after_change(after))


def away_change(
    away: Away, after: Situation, joined: tuple[Away, ...] = (), *, dropped: bool = False
) -> AwayChange:
    due = () if dropped else due_while_away(after, away)
    return AwayChange(after.today, away, joined, due, *after_change(after))


def due_while_away(situation: Situation, away: Away) -> tuple[DueMeanwhile, ...]:
    """Return the loans due from the first day away through the last, nearest deadline first."""
    library, today = situation.library, situation.today
    leaves = max(today, away.first - ONE_DAY)
    text, audio, _ = situation.work.through(leaves)
    found = []
    for loan in sorted((*library.loans, *library.magazines), key=lambda loan: loan.deadline):
        if max(today, away.first) <= loan.due <= away.last:
            title = library.title_of(loan)
            left = max(0.0, loan.end - title.position(loan)) if loan.has_end else 0.0
            minutes = situation.speeds.minutes(loan, left)
            available = max(0.0, audio if loan.kind is Kind.AUDIO else text)
            about, renewable = (loan.id, loan.book.title, loan.due), loan.can_be_renewed(today)
            found.append(DueMeanwhile(*about, leaves, minutes, available, renewable))
            # The minutes for this loan are not available for the next one.
            text, audio = text - minutes, audio - minutes
    return tuple(found)


def aside_change(aside: Aside, after: Situation) -> AsideChange:
    minutes = sum(each.minutes for each in after.library.asides)
    return AsideChange(after.today, aside, minutes, *after_change(after))


def snooze_change(snooze: Snooze, after: Situation) -> SnoozeChange:
    return SnoozeChange(after.today, snooze, *after_change(after))


def shelf_change(wish: Wish, shelf: ShelfReport, after: Situation) -> ShelfChange:
    row = next(row for row in shelf.wishes if row.id == wish.id)
    return ShelfChange(after.today, row, *after_change(after))


def shelf_drop(wish: Wish, after: Situation) -> ShelfDrop:
    return ShelfDrop(after.today, wish, *after_change(after))
