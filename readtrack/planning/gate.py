"""The gate: one function, asked by every command that puts a book out or makes one longer."""

from collections.abc import Collection
from datetime import date

from readtrack.library import Library
from readtrack.model import GateAnswer, Loan, Title
from readtrack.named_tuple import NamedTuple
from readtrack.planning.fit import Fit, Workload
from readtrack.planning.pace import Slots, slots
from readtrack.planning.peak import ROUNDING
from readtrack.planning.situation import Situation


class Holder(NamedTuple):
    """A title that takes a slot, and the last day of its loans."""

    loan: int
    title: str
    digital: bool
    due: date
    editions: int
    """A slot is free when the last of these is back."""


class Refusal(NamedTuple):
    """The slots and the titles that take them."""

    slots: Slots
    holders: tuple[Holder, ...]


class Decision(NamedTuple):
    decision: GateAnswer
    slots: Slots
    """The slots without the candidate."""
    fit: Fit
    """The fit with the candidate, also if the cap refuses it."""
    fit_but_overdue: Fit
    """The fit with the candidate and without overdue loans."""
    already: bool
    """Whether the loans that are out do not fit even without the candidate."""
    only_late: bool
    """Whether without overdue loans everything that is out would fit."""

    @property
    def fit_to_report(self) -> Fit:
        """Return the fit without overdue loans, unless only they do not fit."""
        refused = self.decision is GateAnswer.DOES_NOT_FIT
        return self.fit if refused and self.fit_but_overdue.fits else self.fit_but_overdue


def decide(candidate: Loan, situation: Situation) -> Decision:
    """Decide whether `candidate` may be borrowed: is a slot free, and do all deadlines still fit?

    A candidate of a title that is out joins that title, and replaces the loan with its own id.
    A candidate that makes no shortage larger is never refused for lack of time.
    """
    if not candidate.has_end:  # it takes neither a slot nor time
        fits = situation.fit, situation.fit_but_overdue
        return Decision(GateAnswer.YES, slots(situation), *fits, already=False, only_late=False)
    trial = situation.with_candidate(candidate)
    library = situation.library
    over = over_cap(candidate, {title.book.id for title in library.titles}, library.settings.cap)
    welcome = trial.fit.fits or adds_nothing(trial.work, situation.work)
    fitting = GateAnswer.YES if welcome else GateAnswer.DOES_NOT_FIT
    return Decision(
        decision=GateAnswer.OVER_CAP if over else fitting,
        slots=slots(situation),
        fit=trial.fit,
        fit_but_overdue=trial.fit_but_overdue,
        already=not trial.fit.fits and situation.work.missing("goal") > 0,
        only_late=bool(situation.overdue) and situation.fit_but_overdue.fits,
    )


def refused(library: Library) -> Refusal:
    """Return the titles that take the slots, for the message that refuses another one."""
    return Refusal(
        Slots(len(library.titles), library.settings.cap), tuple(map(_holder, library.titles))
    )


def over_cap(candidate: Loan, books_out: Collection[int], cap: int) -> bool:
    """Return whether all slots are taken by other books."""
    joins = candidate.book.id in books_out
    return candidate.has_end and not joins and len(books_out) >= cap


def adds_nothing(trial: Workload, work: Workload) -> bool:
    """Whether no more minutes are missing in `trial`, with the candidate, than without it."""
    missing = trial.missing("goal")
    return missing <= (work.missing("goal") if missing else 0.0) + ROUNDING


def _holder(title: Title) -> Holder:
    last = max(title.loans, key=lambda loan: loan.due)
    return Holder(last.id, title.book.title, last.digital, last.due, len(title.loans))


def taken_slots(situation: Situation) -> list[tuple[date, date]]:
    """Return for each taken slot the days, from today, that it may stay taken."""
    today = situation.today
    lasts = (max(loan.due for loan in title.loans) for title in situation.library.titles)
    return [(today, max(today, last)) for last in lasts]
