"""One line after a command, when a loan became due, overdue or expired since the last look."""

import os

from readtrack.cli.session import Session
from readtrack.errors import ReadtrackError
from readtrack.store.notices import Notices
from readtrack.store.store import Store

CHANNEL = "terminal"

SAID = {"overdue": "is overdue", "due_today": "is due today", "expired": "has expired"}


def tell_news(session: Session, *, aloud: bool) -> None:
    """Say what is new, once; not `aloud` where the command itself has said it."""
    if not os.path.exists(session.path):  # noqa: PTH110
        return
    try:
        with session.open() as store:
            notices = Notices(store, CHANNEL)
            news = notices.news()
            if news:
                notices.be_quick()
                notices.keep(news)
                if aloud:
                    _say(store, {loan for loan, _, _ in news})
    except ReadtrackError:
        return  # the command has said it


def _say(store: Store, loans: set[int]) -> None:
    """The line, nearest deadline first; what needs no warning is not in it."""
    from readtrack.planning.alerts import due_report
    from readtrack.planning.pace import pace_report
    from readtrack.render.terminal import note

    library = store.library()
    report = due_report(library, pace_report(library, store.now.today))
    new = [each for each in report.warnings if each.loan in loans and each.severity in SAID]
    if new:
        words = ", ".join(f"{each.title} {SAID[each.severity]}" for each in new)
        note(f"{words}. See: readtrack due")
