"""The shelf of books to borrow later, with the day from which each is safe to borrow."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from readtrack.library import Library, Wish
from readtrack.model import Format, Kind, Loan, Unit
from readtrack.named_tuple import NamedTuple
from readtrack.planning.filled import filled
from readtrack.planning.gate import taken_slots
from readtrack.planning.safe import is_safe, moved, possible_days
from readtrack.planning.situation import Situation


class ShelfRow(NamedTuple):
    id: int
    title: str
    authors: tuple[str, ...]
    format: Format
    unit: Unit | None
    """Null for a magazine, as is the length."""
    length: int | None
    days: int
    """Days of the loan."""
    why: str | None
    ready: date | None
    safe_from: date | None
    """The first safe day if the books before it are borrowed first; None if none within a year."""
    suspend: bool
    """Whether the hold will be ready before there is room for the book."""
    too_long: bool
    """Whether the book is too long for a loan of `days` days, even with nothing else out."""
    has_time: bool
    """Whether the routine has any time for its format."""
    until: float | None
    """The position where reading ends, if that is not the length."""
    collect_by: date | None
    """The last day to collect the hold; None if the reader did not enter it."""
    hold_over: bool
    """Whether the last day to collect the hold has passed."""


class ShelfReport(NamedTuple):
    today: date
    wishes: tuple[ShelfRow, ...]


def shelf(wishes: Sequence[Wish], situation: Situation, starts: Mapping[int, float]) -> ShelfReport:
    """Find the earliest safe date of each wish; for the next one it counts as borrowed then.

    `starts` has, by wish, the positions of books that were begun before.
    """
    library, today = situation.library, situation.today
    course, rows = _Course(situation), []
    for wish in wishes:
        first = max(today, wish.ready or today)
        row = filled(
            ShelfRow,
            wish,
            days=wish.days or library.settings.loan_days,
            safe_from=first,
            suspend=False,
            too_long=False,
            has_time=True,
            hold_over=wish.last_day is not None and wish.last_day < today,
        )
        if not wish.format.has_end:  # a magazine takes no slot and no time
            rows.append(row._replace(unit=None, length=None, until=None))
            continue
        loan = wished_loan(wish, library, first)._replace(start=starts.get(wish.id, 0))
        # It counts as a separate book, even if another edition of the title is out.
        loan = loan._replace(id=-wish.id, book=loan.book._replace(id=-wish.id))
        safe = course.borrow(loan)
        waiting = wish.ready is not None and wish.ready > today
        rows.append(
            row._replace(
                safe_from=safe,
                suspend=waiting and (safe is None or safe > first),
                too_long=safe is None and not any(possible_days(loan, situation, ())),
                has_time=any(room[loan.kind is Kind.AUDIO] for room in situation.table.rooms),
            )
        )
    return ShelfReport(today, tuple(rows))


class _Course:
    """The days ahead if every wish is borrowed on its safe date and all is read as planned."""

    def __init__(self, situation: Situation) -> None:
        self._stages = [situation]
        """The situation on each day on which a book is borrowed, in order of days."""
        self._taken = taken_slots(situation)
        self._borrowed: list[Loan] = []

    def borrow(self, loan: Loan) -> date | None:
        """Borrow the book on the first safe day and return that day, or None without one."""
        first = self._stages[0]
        for day in possible_days(loan, first, self._taken):
            stages = [stage for stage in self._stages if stage.today <= day]
            later = [each for each in self._borrowed if each.checked_out > day]
            found = self._with(moved(loan, day), stages, later)
            if found is not None:
                self._stages = found
                self._taken.append((day, moved(loan, day).due))
                self._borrowed.append(moved(loan, day))
                return day
        return None

    def _on(self, stage: Situation, day: date) -> Situation:
        """Return the situation on a later day; each morning from today on is planned anew."""
        if stage is not self._stages[0]:
            return stage.in_days((day - stage.today).days)
        while stage.today < day:
            stage = stage.tomorrow
        return stage

    def _with(
        self, loan: Loan, stages: list[Situation], later: list[Loan]
    ) -> list[Situation] | None:
        """Return the stages with the book borrowed, or None if not all of them stay safe."""
        stages = list(stages)
        for each in sorted([loan, *later], key=lambda each: each.checked_out):
            then = self._on(stages[-1], each.checked_out)
            if not is_safe(each, then):
                return None
            stages.append(then.with_candidate(each))
        return stages


def wished_loan(wish: Wish, library: Library, day: date) -> Loan:
    """Return the loan, not stored yet, that borrowing the wish on `day` would create."""
    days = wish.days or library.settings.loan_days
    return Loan(
        id=0,
        book=wish.book,
        format=wish.format,
        unit=wish.unit,
        length=wish.length,
        checked_out=day,
        due=day + timedelta(days=days),
        why=wish.why,
        until=wish.until,
    )
