"""One line after a command if a loan became due, overdue or expired since the last command."""

from collections.abc import Sequence

from readtrack.model import Loan
from readtrack.store.database import HASTE, file_of
from readtrack.store.notices import Notices
from readtrack.store.queries import EXPIRED_SHOWN
from readtrack.store.store import Store

CHANNEL = "terminal"

MOST = 4
"""Most loans to name in the line."""

LOOKED_AT = 40
"""Most loans to look at: after a big import thousands may have expired at once."""


def warning_of_folder(store: Store) -> list[str]:
    """Return a warning if a program syncs the folder of the store; a store is warned of it once."""
    from readtrack.store.synced import INSTEAD, synced, syncer_of

    program = None if file_of(store.path) is None else syncer_of(store.path)
    if program is None or not Notices(store, CHANNEL).once("synced folder"):
        return []
    return f"{synced(store.path, program)}\n{INSTEAD}".split("\n")


def news_of(store: Store) -> list[str]:
    """Return a line with the news and mark it as shown, unless another command did so first.

    It is gathered before the store closes and printed after the answer: opening the store once
    more would cost as much as the rest of the command.
    """
    notices = Notices(store, CHANNEL)
    if not notices.news():
        return []
    store.database.wait(HASTE)
    words = _words(store, notices.catch_up(LOOKED_AT + 1))
    return [f"{words}. See: readtrack due"] if words else []


def _words(store: Store, news: Sequence[int]) -> str:
    """Return a phrase for each loan that needs one, nearest deadline first."""
    loans = [loan for each in news[:LOOKED_AT] if (loan := store.loan(each)) is not None]
    loans.sort(key=lambda loan: (*loan.deadline[:2], loan.ended is not None, loan.id))
    phrases = list(dict.fromkeys(filter(None, (_phrase(store, loan) for loan in loans))))
    if len(phrases) > MOST or (phrases and len(news) > LOOKED_AT):
        phrases[MOST:] = ["and more"]
    return ", ".join(phrases)


def _phrase(store: Store, loan: Loan) -> str:
    """Return `Dune is due today`, with the format if another edition of the title is still out."""
    if loan.digital and loan.place >= loan.end:
        return ""
    others = [each for each in store.loans_of(loan.book.id) if each.id != loan.id]
    name = loan.book.title
    if any(each.ended is None for each in others):
        name = f"{name} ({loan.format.words})"
    if loan.ended is None:
        return f"{name} is {'overdue' if loan.due < store.now.today else 'due today'}"
    gone = loan.ended
    again = any(each.id > loan.id and each.checked_out >= gone for each in others)
    return "" if again or gone < store.now.today - EXPIRED_SHOWN else f"{name} has expired"
