"""The holds that can be collected today, with advice: for the glance, `due` and `remind`."""

from typing import TYPE_CHECKING

from readtrack.planning.situation import Situation
from readtrack.store.store import Store

if TYPE_CHECKING:
    from readtrack.planning.holds import ReadyHold
    from readtrack.words.holds import HoldWarning


def holds_of_today(store: Store, situation: Situation) -> "tuple[ReadyHold, ...]":
    """Return the ready holds, the longest ready first."""
    wishes = store.ready_wishes()
    if not wishes:
        return ()
    from readtrack.cli.checkout import place_of
    from readtrack.planning.holds import ready_holds
    from readtrack.planning.shelf import wished_loan

    library, today = situation.library, situation.today
    starts = {}
    for wish in wishes:
        loan = wished_loan(wish, library, today)
        starts[wish.id] = place_of(loan, None, store.loans_of(wish.book.id), library)
    return ready_holds(wishes, situation, starts)


def hold_warnings(store: Store, situation: Situation) -> "tuple[HoldWarning, ...]":
    holds = holds_of_today(store, situation)
    if not holds:
        return ()
    from readtrack.words.holds import hold_warning

    return tuple(hold_warning(hold, situation) for hold in holds)
