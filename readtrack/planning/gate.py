"""The gate: one function, asked by every command that puts a book out or makes one longer."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate

from readtrack.model import Kind, Library, Loan, Title
from readtrack.planning.fit import (
    Demand,
    Edition,
    Fit,
    Workload,
    demand,
    fit,
    fits,
    window,
    workload,
)
from readtrack.planning.pace import Slots
from readtrack.planning.peak import ROUNDING
from readtrack.planning.speed import library_speed

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
    """The first day with a slot on which everything fits that is still out; None within a year."""
    already: bool
    """Whether what is out does not fit by itself."""


def decide(candidate: Loan, library: Library, today: date) -> Decision:
    """Whether `candidate` may be out: under the cap, and fitting beside all that is out already.

    A candidate of a title that is out joins it, replacing its own loan where the id is the same.
    """
    settings = library.settings
    trial = with_candidate(candidate, library)
    joins = len(trial.titles) == len(library.titles)
    over = not joins and len(library.titles) >= settings.cap
    result = fit(workload(trial, today))
    already = not result.fits and not fits(workload(library, today))
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
        already=already,
    )


def with_candidate(candidate: Loan, library: Library) -> Library:
    """The library once `candidate` is out."""
    titles = []
    joined = False
    for title in library.titles:
        if title.book.id == candidate.book.id:
            others = tuple(loan for loan in title.loans if loan.id != candidate.id)
            title, joined = replace(title, loans=(*others, candidate)), True
        titles.append(title)
    if not joined:
        titles.append(Title(candidate.book, (candidate,)))
    return replace(library, titles=tuple(titles))


def _holder(title: Title) -> Holder:
    last = max(title.loans, key=lambda loan: loan.due)
    return Holder(last.id, title.book.title, last.digital, last.due, len(title.loans))


def _earliest_safe(candidate: Loan, library: Library, today: date) -> date | None:
    out = [title for title in library.titles if title.book.id != candidate.book.id]
    joins = len(out) < len(library.titles)
    trial = with_candidate(candidate, library)
    more = sum(len(title.loans) for title in trial.titles) > len(library.loans)
    missing = workload(library, today).problem().missing()
    if joins and more and workload(trial, today).problem().missing() <= missing + ROUNDING:
        return max(today, candidate.checked_out)  # one more edition of what is out can only help
    work = workload(replace(library, titles=tuple(out)), today)
    return earliest_safe(candidate, library, work, () if joins else held_slots(library, today))


def held_slots(library: Library, today: date) -> list[tuple[date, date]]:
    """From today through when each slot is taken at the longest: its loans run out, or are due."""
    lasts = (max(loan.due for loan in title.loans) for title in library.titles)
    return [(today, max(today, last)) for last in lasts]


def earliest_safe(
    candidate: Loan, library: Library, work: Workload, held: Sequence[tuple[date, date]]
) -> date | None:
    """The first day the candidate could start with a slot free and every goal met, beside `work`.

    Titles whose dates cannot be met are no hindrance any more once they are gone.
    `held` are the stretches for which a slot is taken. None when there is no day within a year.
    """
    today, first = work.today, max(work.today, candidate.checked_out)
    ends = sorted(each.last("due") for each in work.demands)
    # What is missing of the titles that are gone by then, by how many those are.
    gone = [work.upto(day, "due").problem().missing() for day in ends]
    now = candidate_demand(candidate, library, today)
    period = candidate.due - candidate.checked_out
    rooms = [work.table.room(first + timedelta(days=n)) for n in range(HORIZON + period.days + 1)]
    audio = candidate.kind is Kind.AUDIO
    open_before = list(accumulate((room[audio] for room in rooms), initial=0.0))

    def moved(days: int) -> tuple[Loan, Edition]:
        day = first + timedelta(days=days)
        loan, edition = replace(candidate, checked_out=day, due=day + period), now.editions[0]
        begin, end = window(loan, library, today)
        return loan, edition._replace(start=begin, goal=max(today, end))

    def adds_nothing(edition: Edition, day: date) -> bool:
        """Whether all that is missing is missing of titles that are gone by `day`."""
        new, before = now._replace(editions=(edition,)), bisect_left(ends, day)
        missing = gone[before - 1] if before else 0.0
        return work.joined_by(new).problem().missing() <= missing + ROUNDING

    def enough(days: int) -> bool:
        """Whether there is the time when it could be begun today; once true, true ever after."""
        loan, edition = moved(days)
        return adds_nothing(edition._replace(start=today), loan.checked_out)

    for days in range(bisect_left(range(HORIZON), True, key=enough), HORIZON):
        loan, edition = moved(days)
        alone = open_before[(edition.last("goal") - first).days + 1] - open_before[days]
        if (
            edition.minutes <= alone + ROUNDING
            and _slot_is_free(loan, held, library.settings.cap)
            and adds_nothing(edition, loan.checked_out)
        ):
            return loan.checked_out
    return None


def candidate_demand(candidate: Loan, library: Library, today: date) -> Demand:
    """What a loan that is not out yet will need."""
    title = Title(candidate.book, (candidate,))
    return demand(title, library, today, library_speed(library))


def _slot_is_free(candidate: Loan, held: Sequence[tuple[date, date]], cap: int) -> bool:
    """Whether a slot is free on every day of the loan: the starts of the others tell."""
    starts = [candidate.checked_out]
    starts += [first for first, _ in held if candidate.checked_out < first <= candidate.due]
    return all(sum(first <= day <= last for first, last in held) < cap for day in starts)
