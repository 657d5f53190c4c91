"""The shelf of books to borrow later: from when each is safe, all of them together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from readtrack.model import Format, Kind, Library, Loan, Unit, Wish
from readtrack.planning.fit import workload
from readtrack.planning.gate import candidate_demand, earliest_safe, held_slots


@dataclass(frozen=True, slots=True)
class ShelfRow:
    id: int
    title: str
    authors: tuple[str, ...]
    format: Format
    unit: Unit
    length: int
    days: int
    """Of the loan."""
    why: str | None
    ready: date | None
    safe_from: date | None
    """None when no day within a year is safe, with those before it borrowed first."""
    suspend: bool
    """Whether the hold is still to come, and would come before there is room for it."""
    too_long: bool
    """Whether a loan of so many days cannot hold it, even with nothing else out."""
    has_time: bool
    """Whether there is any time of its kind."""


@dataclass(frozen=True, slots=True)
class Shelf:
    today: date
    wishes: tuple[ShelfRow, ...]


def shelf(
    wishes: Sequence[Wish], library: Library, today: date, starts: Mapping[int, float]
) -> Shelf:
    """Each wish at its earliest safe date, in order: it counts as borrowed then for the next.

    `starts` are the places, by wish, of books that were begun before.
    """
    work, held, rows = workload(library, today), held_slots(library, today), []
    for wish in wishes:
        first = max(today, wish.ready or today)
        loan = replace(wished_loan(wish, library, first), start=starts.get(wish.id, 0))
        # A book of its own, even where another edition of the title is out.
        loan = replace(loan, book=replace(loan.book, id=-wish.id))
        safe = earliest_safe(loan, library, work, held)
        if safe is not None:
            shift = safe - loan.checked_out
            loan = replace(loan, checked_out=safe, due=loan.due + shift)
            work = work.joined_by(candidate_demand(loan, library, today))
            held.append((safe, loan.due))
        alone = work._replace(demands=())
        too_long = safe is None and earliest_safe(loan, library, alone, ()) is None
        rows.append(
            ShelfRow(
                id=wish.id,
                title=wish.book.title,
                authors=wish.book.authors,
                format=wish.format,
                unit=wish.unit,
                length=wish.length,
                days=(loan.due - loan.checked_out).days,
                why=wish.why,
                ready=wish.ready,
                safe_from=safe,
                suspend=wish.ready is not None
                and wish.ready >= today
                and (safe is None or safe > first),
                too_long=too_long,
                has_time=any(room[loan.kind is Kind.AUDIO] for room in work.table.rooms),
            )
        )
    return Shelf(today, tuple(rows))


def wished_loan(wish: Wish, library: Library, day: date) -> Loan:
    """The loan that borrowing the wish on `day` would make; it is not kept yet."""
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
    )
