"""What the journal tells of loans: when each was made, when last changed, and how often."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from readtrack.model import Loan
from readtrack.store.journal import OUTSIDE
from readtrack.store.store import Store

Row = tuple[int, str, str, bool, str | None, bool]
"""A line of the journal: its table and key, whether a row was there before, its instant as far as
that is known, and whether it undid or redid."""

LINES = """
WITH asked AS (SELECT * FROM loans WHERE id IN (SELECT value FROM json_each(?)))
SELECT journal.id, relation, key, before IS NOT NULL, CASE WHEN words <> ? THEN at END,
    undoes IS NOT NULL
FROM journal LEFT JOIN commands ON commands.id = command_id
WHERE (relation = 'loans' AND key IN (SELECT CAST(id AS TEXT) FROM asked))
    OR (relation = 'books' AND key IN (SELECT CAST(book_id AS TEXT) FROM asked))
"""


@dataclass(frozen=True, slots=True)
class Change:
    """Instants are in UTC. Undoing a change is another one, so `updates` only grows."""

    created: datetime
    changed: datetime
    updates: int


def history(store: Store, loans: Iterable[Loan]) -> dict[int, Change]:
    """What became of each of the loans, and of its book, since the loan was kept."""
    asked = list(loans)
    lines: dict[tuple[str, str], list[Row]] = {}
    numbers = str([loan.id for loan in asked])
    for found_row in store.rows(LINES, (numbers, OUTSIDE)):
        row: Row = tuple(found_row)
        lines.setdefault(row[1:3], []).append(row)
    found = {}
    for loan in asked:
        own, of_book = ("loans", str(loan.id)), ("books", str(loan.book.id))
        found[loan.id] = _change(loan, lines.get(own, []), lines.get(of_book, []))
    return found


def _change(loan: Loan, own: Sequence[Row], of_book: Sequence[Row]) -> Change:
    """Told by the lines after the one that made the loan.

    That is the last which did: an id is used again when the loan that had it was undone. A redo
    brings one back and makes none.
    """
    made = max((row for row in own if not row[3] and not row[5]), default=None)
    later = [row for row in (*own, *of_book) if made is None or row[0] > made[0]]
    # Nobody knows when a change outside readtrack was made; the day of the check-out stands in.
    unknown = datetime.combine(loan.checked_out, time(), UTC)
    created = unknown if made is None or made[4] is None else _utc(made[4])
    return Change(
        created=created,
        changed=max([created, *(_utc(row[4]) for row in later if row[4] is not None)]),
        updates=sum(row[3] for row in later),
    )


def _utc(at: str) -> datetime:
    return datetime.fromisoformat(at).astimezone(UTC)
