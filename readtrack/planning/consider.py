"""The question before borrowing: what a book would do, and from when it would be safe."""

from datetime import date

from readtrack.model import GateAnswer, Loan
from readtrack.named_tuple import NamedTuple
from readtrack.planning.fit import Fit
from readtrack.planning.gate import decide
from readtrack.planning.pace import Slots
from readtrack.planning.safe import InFull, safe_from, safe_in_full
from readtrack.planning.situation import Situation


class PeakLoad(NamedTuple):
    """The highest daily load of the plan; None where something has no time at all."""

    before: float | None
    after: float | None


class Consideration(NamedTuple):
    """What borrowing a book would do."""

    title: str
    decision: GateAnswer
    earliest_safe: date | None
    in_full: InFull | None
    """An earlier safe date, for who reads all of every day until then."""
    slots: Slots
    peak_load: PeakLoad
    minutes: float | None
    """What the book takes to read, or to hear; None for a magazine."""
    fit: Fit
    """With the book."""
    fit_to_report: Fit
    """The same without what is overdue, unless all that is missing is missing of that."""
    overdue: bool
    """Whether something is overdue."""
    assumed: bool
    """Whether the minutes of a day are only assumed."""
    routine_minutes: float
    """Of a reading day."""
    already: bool
    """Whether what is out and not overdue does not fit by itself."""
    out_already: tuple[Loan, ...]
    """Loans of this title in this format that are out."""


def consider(candidate: Loan, situation: Situation) -> Consideration:
    """The gate's decision on a book that is only thought about, with the load and the safe date."""
    decision = decide(candidate, situation)
    trial = situation.with_candidate(candidate)
    yes = decision.decision is GateAnswer.YES
    safe = max(situation.today, candidate.checked_out) if yes else safe_from(candidate, situation)
    return Consideration(
        title=candidate.book.title,
        decision=decision.decision,
        earliest_safe=safe,
        in_full=None if yes else safe_in_full(candidate, situation, safe),
        slots=decision.slots,
        peak_load=PeakLoad(situation.peak_load, trial.peak_load),
        minutes=situation.demand(candidate).editions[0].minutes if candidate.has_end else None,
        fit=decision.fit,
        fit_to_report=decision.fit_to_report,
        overdue=bool(situation.overdue),
        assumed=situation.table.assumed,
        routine_minutes=situation.table.routine_minutes,
        already=decision.already and not decision.only_late,
        out_already=tuple(
            loan
            for loan in (*situation.library.loans, *situation.library.magazines)
            if loan.book.id == candidate.book.id and loan.format is candidate.format
        ),
    )
