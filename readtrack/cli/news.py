"""One line after a command, when a loan became due, overdue or expired since the last look."""

from readtrack.store.notices import Notices
from readtrack.store.store import Store

CHANNEL = "terminal"

SAID = {"overdue": "is overdue", "due_today": "is due today", "expired": "has expired"}


class News:
    """What is new, gathered before the store closes and told when the command has answered.

    Opening the store once more would cost as much as the command itself does in it.
    """

    def __init__(self) -> None:
        self.words = ""

    def gather(self, store: Store) -> None:
        """Find what was not told yet, and keep that it is told."""
        notices = Notices(store, CHANNEL)
        news = notices.news()
        if news:
            notices.be_quick()
            notices.keep(news)
            self.words = _words(store, {loan for loan, _, _ in news})

    def tell(self) -> None:
        if self.words:
            from readtrack.render.terminal import note

            note(f"{self.words}. See: readtrack due")


def _words(store: Store, loans: set[int]) -> str:
    """What there is to say of the loans, nearest deadline first; most need no word."""
    from readtrack.planning.alerts import due_report
    from readtrack.planning.pace import pace_report

    library = store.library()
    report = due_report(library, pace_report(library, store.now.today))
    new = [each for each in report.warnings if each.loan in loans and each.severity in SAID]
    return ", ".join(f"{each.title} {SAID[each.severity]}" for each in new)
