"""Days away: which books become due meanwhile, and what that leaves to do before."""

from dataclasses import dataclass
from datetime import date

from readtrack.model import Away, Kind, Loan
from readtrack.planning.days import ONE_DAY
from readtrack.planning.situation import Situation


@dataclass(frozen=True, slots=True)
class DueWhileAway:
    """A loan that becomes due while the reader is away."""

    loan: Loan
    leaves: date
    """The last day before."""
    minutes: float
    """What is left of it takes so many."""
    available: float
    """Minutes of its kind of time through that day."""
    renewable: bool
    """Whether a renewal is possible before, as far as one can tell."""


def due_while_away(situation: Situation, away: Away) -> tuple[DueWhileAway, ...]:
    """What becomes due from the first day away through the last, nearest deadline first."""
    leaves = max(situation.today, away.first - ONE_DAY)
    text, audio, _ = situation.work.through(leaves)
    found = []
    for loan in situation.library.loans:
        if away.first <= loan.due <= away.last:
            title = situation.library.title_of(loan)
            left = max(0.0, loan.length - title.position(loan))
            found.append(
                DueWhileAway(
                    loan=loan,
                    leaves=leaves,
                    minutes=situation.speeds.minutes(loan, left),
                    available=audio if loan.kind is Kind.AUDIO else text,
                    renewable=loan.renewable_on is None or loan.renewable_on <= leaves,
                )
            )
    return tuple(found)
