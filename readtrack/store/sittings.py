"""The running sitting, stored so that any terminal can stop it."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from readtrack.clock import is_possible, readers_day
from readtrack.library import Sitting
from readtrack.store.rows import book_from
from readtrack.store.troubles import in_our_words

if TYPE_CHECKING:
    from readtrack.store.queries import Queries


def running(store: "Queries") -> Sitting | None:
    """Return the sitting that is running; the newest, should another program have made several."""
    rows = store.rows(
        "SELECT sittings.id, loan_id, book_id, title, authors, isbn, started FROM sittings "
        "JOIN loans ON loans.id = loan_id JOIN books ON books.id = book_id "
        "ORDER BY sittings.id DESC LIMIT 1"
    )
    if not rows:
        return None
    row = rows[0]
    try:
        started, day = _moment(row["started"], store)
    except ValueError as error:
        raise store.database.damaged(in_our_words(error)) from error
    sitting = Sitting(row["id"], row["loan_id"], book_from(row, row["book_id"]), started, day)
    return store.told_apart([sitting])[0]


def _moment(text: str, store: "Queries") -> tuple[datetime | None, date]:
    """When a sitting began, and on which day of the reader's."""
    if len(text) <= len("2026-12-14"):
        return None, date.fromisoformat(text)
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None or not is_possible(instant):
        raise ValueError(f"{text} is no moment of a sitting")
    return instant, readers_day(instant, store.settings().day_start)


def begin(store: "Queries", loan_id: int) -> None:
    """Start the clock for a loan, within a command."""
    now = store.now
    started = now.instant.isoformat(timespec="seconds") if now.timed else now.today.isoformat()
    store.database.insert("sittings", {"loan_id": loan_id, "started": started})


def end(store: "Queries", sitting: Sitting) -> bool:
    """Stop the clock, within a command; False if another program has stopped it meanwhile."""
    if running(store) != sitting:
        return False
    store.database.run("DELETE FROM sittings WHERE id = :id", {"id": sitting.id})
    return True
