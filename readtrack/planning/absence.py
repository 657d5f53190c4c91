"""Days away: which books become due meanwhile, and what that leaves to do before."""

from datetime import date

from readtrack.library import Away
from readtrack.model import Kind, Loan
from readtrack.named_tuple import NamedTuple
from readtrack.planning.days import ONE_DAY
from readtrack.planning.situation import Situation


class DueWhileAway(NamedTuple):
    """A loan that becomes due while the reader is away."""

    loan: Loan
    leaves: date
    """The last day before the reader leaves."""
    minutes: float
    """Minutes that the rest of the loan takes."""
    available: float
    """Minutes for text or audio through that day, less the work of loans that are due earlier."""
    renewable: bool
    """Whether the reader can renew the loan today, as far as the store shows."""
    shared: bool
    """Whether another edition of the title is out as well."""


def due_while_away(situation: Situation, away: Away) -> tuple[DueWhileAway, ...]:
    """Return the loans due from the first day away through the last, nearest deadline first."""
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
            # The minutes for this loan are not available for the next one.
            available = {kind: there - minutes for kind, there in available.items()}
    return tuple(found)
