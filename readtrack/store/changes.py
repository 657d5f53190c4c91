"""What the journal has of loans: when each was made, when last changed, and how often."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time

from readtrack.model import Loan
from readtrack.named_tuple import NamedTuple
from readtrack.store.database import batches, placeholders
from readtrack.store.journal import OUTSIDE
from readtrack.store.store import Store

Line = tuple[int, str, str, str | None, str | None, bool]
"""A line of the journal: its table and key, what the row was before, its instant where one was
noted, and whether it undid or redid."""

MANY = 10_000
"""Loans that are asked for at once: the whole journal is read each time."""

LINES = """
WITH asked AS (SELECT * FROM loans WHERE id IN ({loans}))
SELECT journal.id, relation, key, before, CASE WHEN words <> :outside THEN at END,
    undoes IS NOT NULL
FROM journal LEFT JOIN commands ON commands.id = command_id
WHERE (relation = 'loans' AND key IN (SELECT CAST(id AS TEXT) FROM asked))
    OR (relation = 'books' AND key IN (SELECT CAST(book_id AS TEXT) FROM asked))
"""


class Change(NamedTuple):
    """Instants are in UTC. Undoing a change is another one, so `updates` only grows."""

    created: datetime
    changed: datetime
    updates: int
    earlier: tuple[Loan, ...] = ()
    """The loan with the days it had before each change, the latest first."""


def latest(store: Store) -> Change:
    """Return the last change of any row, or of the day that has begun since."""
    lines = store.rows("SELECT max(id) FROM journal")[0][0] or 0
    last = "SELECT at FROM commands WHERE words <> :outside ORDER BY id DESC LIMIT 1"
    today = datetime.combine(store.now.today, time(), UTC)
    changed = max([today, *(_utc(row["at"]) for row in store.rows(last, {"outside": OUTSIDE}))])
    return Change(created=today, changed=changed, updates=lines + store.now.today.toordinal())


def last_changes(store: Store, loans: Iterable[Loan]) -> dict[int, Change]:
    """Return what changed in each of the loans, and in its book, since the loan was stored."""
    asked = list(loans)
    lines: dict[tuple[str, str], dict[int, Line]] = {}
    for some in batches(asked, MANY):
        places, numbers = placeholders(loan.id for loan in some)
        for found_row in store.rows(LINES.format(loans=places), {**numbers, "outside": OUTSIDE}):
            row: Line = tuple(found_row)
            lines.setdefault(row[1:3], {})[row[0]] = row
    found = {}
    for loan in asked:
        own, of_book = ("loans", str(loan.id)), ("books", str(loan.book.id))
        found[loan.id] = _change(
            loan, [*lines.get(own, {}).values()], [*lines.get(of_book, {}).values()]
        )
    return found


def _change(loan: Loan, own: Sequence[Line], of_book: Sequence[Line]) -> Change:
    """Work a change out from the lines after the one that made the loan.

    That is the last which did: an id is used again when the loan that had it was undone. A redo
    brings one back and makes none.
    """
    made = max((row for row in own if row[3] is None and not row[5]), default=None)
    later = [row for row in (*own, *of_book) if made is None or row[0] > made[0]]
    # Nobody knows when a change outside readtrack was made; the day of the check-out stands in.
    unknown = datetime.combine(loan.checked_out, time(), UTC)
    created = unknown if made is None or made[4] is None else _utc(made[4])
    return Change(
        created=created,
        changed=max([created, *(_utc(row[4]) for row in later if row[4] is not None)]),
        updates=sum(row[3] is not None for row in later),
        earlier=tuple(
            _with_days(loan, row[3])
            for row in sorted(later, reverse=True)
            if row[1] == "loans" and row[3] is not None
        ),
    )


def _with_days(loan: Loan, before: str) -> Loan:
    row = json.loads(before)
    opens = row["renewable_on"]
    return loan._replace(
        checked_out=date.fromisoformat(row["checked_out"]),
        due=date.fromisoformat(row["due"]),
        renewable_on=None if opens is None else date.fromisoformat(opens),
    )


def _utc(at: str) -> datetime:
    return datetime.fromisoformat(at).astimezone(UTC)
