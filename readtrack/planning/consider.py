"""What borrowing a book would do to the deadlines, and from when it would be safe."""

from datetime import date

from readtrack.model import GateAnswer, Loan
from readtrack.named_tuple import NamedTuple
from readtrack.planning.fit import Fit
from readtrack.planning.gate import decide
from readtrack.planning.pace import Slots
from readtrack.planning.safe import InFull, safe_from, safe_in_full
from readtrack.planning.situation import Situation


class PeakLoad(NamedTuple):
    """The highest daily load of the plan; None if some loan has no time at all."""

    before: float | None
    after: float | None


class Consideration(NamedTuple):
    """What borrowing a book would do."""

    title: str
    decision: GateAnswer
    earliest_safe: date | None
    in_full: InFull | None
    """An earlier safe date for a reader who reads the full minutes of each day until then."""
    slots: Slots
    peak_load: PeakLoad
    minutes: float | None
    """Minutes that the book takes to read or to hear; None for a magazine."""
    fit: Fit
    """With the book."""
    fit_to_report: Fit
    """The fit to report: without overdue loans, unless only they do not fit."""
    overdue: bool
    """Whether something is overdue."""
    assumed: bool
    """Whether the minutes of a day are an assumption."""
    routine_minutes: float
    """Minutes of the routine in a reading day."""
    already: bool
    """Whether the loans that are out, without overdue ones, do not fit even without the book."""
    out_already: tuple[Loan, ...]
    """Loans of this title in this format that are out."""


def consider(candidate: Loan, situation: Situation) -> Consideration:
    """Judge a book that the reader thinks of borrowing, with the load and the safe date."""
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
