"""The question before borrowing: what a book would do, and from when it would be safe."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from readtrack.dates import day_text
from readtrack.model import Library, Loan
from readtrack.planning.fit import Fit
from readtrack.planning.gate import Decision, candidate_demand, decide, with_candidate
from readtrack.planning.pace import Slots
from readtrack.planning.schedule import peak_load


@dataclass(frozen=True, slots=True)
class PeakLoad:
    """The highest daily load of the plan; None where something has no time at all."""

    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Consideration:
    """What borrowing a book would do."""

    title: str
    decision: str
    earliest_safe: date | None
    reasons: tuple[str, ...]
    slots: Slots
    peak_load: PeakLoad
    minutes: float
    """What the book takes to read, or to hear."""
    fit: Fit
    """With the book."""


def consider(candidate: Loan, library: Library, today: date) -> Consideration:
    """The gate's decision on a book that is only thought about, with its reasons and the load."""
    decision = decide(candidate, library, today)
    trial = with_candidate(candidate, library)
    return Consideration(
        title=candidate.book.title,
        decision=decision.decision,
        earliest_safe=decision.earliest_safe,
        reasons=(*_out_already(candidate, library), *_reasons(decision, today)),
        slots=decision.slots,
        peak_load=PeakLoad(peak_load(library, today), peak_load(trial, today)),
        minutes=candidate_demand(candidate, library, today).editions[0].minutes,
        fit=decision.fit,
    )


def _out_already(candidate: Loan, library: Library) -> Iterator[str]:
    for loan in library.loans:
        if loan.book.id == candidate.book.id and loan.format is candidate.format:
            yield f"{loan.book.title} ({loan.format.words}) is out already."


def _reasons(decision: Decision, today: date) -> Iterator[str]:
    result = decision.fit
    if decision.decision == "over_cap":
        yield f"{decision.slots.taken()}."
    if result.breaks_on is not None:
        minutes = f"{result.short_minutes} minute{'s' * (result.short_minutes != 1)}"
        missing = f"{minutes} short by {day_text(result.breaks_on, today)}"
        tight = result.verdict == "tight"
        yield f"Fits only without the buffer: {missing}." if tight else f"Does not fit: {missing}."
    if decision.already:
        yield "What is out does not fit by itself."
    if decision.decision == "yes" and result.slack_days is not None:
        days = "day" if result.slack_days == 1 else "days"
        yield f"Everything fits, with {result.slack_days} {days} to spare."
