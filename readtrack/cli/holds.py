"""The holds that can be collected today, with advice: for the glance, `due` and `remind`."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from readtrack.library import Wish
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
    from readtrack.planning.holds import ready_holds

    return ready_holds(wishes, situation, starts_of(store, wishes, situation))


def starts_of(store: Store, wishes: Iterable[Wish], situation: Situation) -> dict[int, float]:
    """Return where each wish would start, by its number: where reading stopped, if it did."""
    from readtrack.cli.checkout import place_of
    from readtrack.planning.shelf import wished_loan

    library = situation.library
    loans = {wish.id: wished_loan(wish, library, situation.today) for wish in wishes}
    return {
        number: place_of(loan, None, store.loans_of(loan.book.id), library)
        for number, loan in loans.items()
    }


def hold_warnings(store: Store, situation: Situation) -> "tuple[HoldWarning, ...]":
    holds = holds_of_today(store, situation)
    if not holds:
        return ()
    from readtrack.words.holds import hold_warning

    return tuple(hold_warning(hold, situation) for hold in holds)
