"""Days away: which books become due meanwhile, and what that leaves to do before."""

from datetime import date

from readtrack.model import Away, Kind, Loan
from readtrack.named_tuple import NamedTuple
from readtrack.planning.days import ONE_DAY
from readtrack.planning.situation import Situation


class DueWhileAway(NamedTuple):
    """A loan that becomes due while the reader is away."""

    loan: Loan
    leaves: date
    """The last day before."""
    minutes: float
    """What is left of it takes so many."""
    available: float
    """Minutes of its kind of time through that day, less what finishes those due before it."""
    renewable: bool
    """Whether a renewal is possible by now, as far as one can tell."""
    shared: bool
    """Whether another edition of the title is out as well."""


def due_while_away(situation: Situation, away: Away) -> tuple[DueWhileAway, ...]:
    """What becomes due from the first day away through the last, nearest deadline first."""
    today = situation.today
    leaves = max(today, away.first - ONE_DAY)
    text, audio, _ = situation.work.through(leaves)
    available = {Kind.TEXT: text, Kind.AUDIO: audio}
    found = []
    library = situation.library
    for loan in sorted((*library.loans, *library.magazines), key=lambda loan: loan.deadline):
        if max(today, away.first) <= loan.due <= away.last:
            title = library.title_of(loan)
            left = max(0.0, loan.end - title.position(loan)) if loan.has_end else 0.0
            minutes = situation.speeds.minutes(loan, left)
            found.append(
                DueWhileAway(
                    loan=loan,
                    leaves=leaves,
                    minutes=minutes,
                    available=max(0.0, available[loan.kind]),
                    renewable=loan.can_be_renewed(today),
                    shared=len(title.loans) > 1,
                )
            )
            # What finishes this one is not there for the next.
            available = {kind: there - minutes for kind, there in available.items()}
    return tuple(found)
