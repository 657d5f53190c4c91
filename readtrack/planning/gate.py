"""The gate: one function, asked by every command that puts a book out or makes one longer."""

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date, timedelta

from readtrack.model import Library, Loan, Title
from readtrack.planning.fit import Demand, Fit, fit, fits, starts_in_time
from readtrack.planning.pace import Slots, demand, demands, library_speed

HORIZON = 365
"""Days ahead that an earliest safe date is looked for in."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A title in a slot, and the day on which its loans run out at the latest."""

    loan: int
    title: str
    digital: bool
    due: date
    editions: int
    """A slot is free when the last of these is back."""


@dataclass(frozen=True, slots=True)
class Decision:
    decision: str
    """`yes`, `over_cap` or `does_not_fit`."""
    slots: Slots
    """As they are before the candidate."""
    holders: tuple[Holder, ...]
    fit: Fit
    """With the candidate, whatever the cap says."""
    earliest_safe: date | None
    """The first day on which there is a slot and everything fits; None within a year."""


def decide(candidate: Loan, library: Library, today: date) -> Decision:
    """Whether `candidate` may be out: under the cap, and fitting beside all that is out already.

    A candidate of a title that is out joins it, replacing its own loan where the id is the same.
    """
    settings = library.settings
    titles = _with(candidate, library)
    trial = replace(library, titles=titles)
    joins = len(titles) == len(library.titles)
    over = not joins and len(library.titles) >= settings.cap
    result = fit(demands(trial, today), settings, today)
    return Decision(
        decision="over_cap" if over else "yes" if result.fits else "does_not_fit",
        slots=Slots(len(library.titles), settings.cap),
        holders=tuple(map(_holder, library.titles)),
        fit=result,
        earliest_safe=(
            max(today, candidate.checked_out)
            if result.fits and not over
            else _earliest_safe(candidate, library, today)
        ),
    )


def _with(candidate: Loan, library: Library) -> tuple[Title, ...]:
    """The titles that are out once `candidate` is among them."""
    titles = []
    joined = False
    for title in library.titles:
        if title.book.id == candidate.book.id:
            others = tuple(loan for loan in title.loans if loan.id != candidate.id)
            title, joined = replace(title, loans=(*others, candidate)), True
        titles.append(title)
    return tuple(titles) if joined else (*titles, Title(candidate.book, (candidate,)))


def _holder(title: Title) -> Holder:
    last = max(title.loans, key=lambda loan: loan.due)
    return Holder(last.id, title.book.title, last.digital, last.due, len(title.loans))


def _earliest_safe(candidate: Loan, library: Library, today: date) -> date | None:
    """The first day the candidate could start with a slot free and every goal met."""
    settings, speed = library.settings, library_speed(library)
    out = [title for title in library.titles if title.book.id != candidate.book.id]
    joins = len(out) < len(library.titles)
    needed = demands(replace(library, titles=tuple(out)), today)
    first = max(today, candidate.checked_out)

    def late(days: int) -> Demand:
        day = first + timedelta(days=days)
        due = candidate.due + (day - candidate.checked_out)
        moved = replace(candidate, checked_out=day, due=due)
        return demand(Title(moved.book, (moved,)), settings, today, speed)

    def room(days: int) -> bool:
        """Whether a slot is free and every goal is met; once true, true on every later day."""
        day = first + timedelta(days=days)
        held = sum(max(today, *(loan.due for loan in title.loans)) >= day for title in out)
        return (joins or held < settings.cap) and fits([*needed, late(days)], settings, today)

    earliest = bisect_left(range(HORIZON), True, key=room)
    for days in range(earliest, min(earliest + 7, HORIZON)):  # rest days repeat after a week
        if starts_in_time(late(days), settings):
            return first + timedelta(days=days)
    return None
