"""How `edit` changes an entry of the log."""

from readtrack.cli.checks import at_most_one, check_change_asked
from readtrack.dates import parse_date
from readtrack.durations import minutes_of_a_day
from readtrack.errors import UsageError
from readtrack.model import Entry, Loan
from readtrack.named_tuple import NamedTuple
from readtrack.positions import parse_position
from readtrack.store.store import Store


class EntryEdits(NamedTuple):
    """The options of `edit` that change an entry, as typed; None where one was not typed."""

    number: int
    at: str | None
    on: str | None
    day: str | None
    """The old name of `on`."""
    minutes: str | None
    remove: bool


def edit_entry(store: Store, loan: Loan, edits: EntryEdits) -> Entry:
    """Store the changed entry, or remove it; return the entry."""
    at_most_one({"--on": edits.on, "--day": edits.day})
    today, number = store.now.today, edits.number
    found = next((entry for entry in loan.entries if entry.id == number), None)
    if found is None:
        raise UsageError(
            f"{loan.book.title} has no log entry {number}.",
            f"See the entries with: readtrack show {loan.id}",
        )
    what = f"entry {number} of {loan.book.title}"
    if edits.remove:
        with store.command(f"remove {what}"):
            store.insist(loan)
            store.remove(found)
        return found
    here, day = found.position, edits.on or edits.day
    changed = found._replace(
        position=here
        if edits.at is None
        else parse_position(edits.at, loan.unit, loan.length, here, loan.end, loan.id),
        day=found.day if day is None else parse_date(day, today, "lately"),
        minutes=found.minutes if edits.minutes is None else _minutes(edits.minutes),
    )
    latest = min(today, loan.ended or today)
    if not loan.checked_out <= changed.day <= latest:
        raise UsageError(
            f"{changed.day} is no day of this checkout.",
            f"Days from {loan.checked_out} to {latest} are.",
            {"--on": latest if found.day != latest else loan.checked_out, "--day": None},
        )
    if changed == found:
        other = 30 if found.minutes != 30 else 35
        check_change_asked(f"readtrack edit {loan.id} --entry {number} --minutes {other}")
        return found
    with store.command(f"edit {what}"):
        store.insist(loan)
        store.change(changed)
    return changed


def _minutes(text: str) -> int | None:
    """Return the minutes of an entry; None clears them."""
    return None if text.strip().lower() in ("0", "none") else minutes_of_a_day(text)
