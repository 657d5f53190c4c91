"""What the journal has of loans: when each was made, when last changed, and how often."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time
from operator import itemgetter

from readtrack.library import Change
from readtrack.model import Loan
from readtrack.store.database import Row, batches, placeholders
from readtrack.store.journal import OUTSIDE
from readtrack.store.store import Store

MANY = 10_000
"""Loans that are asked for at once: the whole journal is read each time."""

LINES = """
WITH asked AS (SELECT * FROM loans WHERE id IN ({loans}))
SELECT journal.id, relation, key, before, CASE WHEN words <> :outside THEN at END AS at,
    undoes IS NOT NULL AS reverses
FROM journal LEFT JOIN commands ON commands.id = command_id
WHERE (relation = 'loans' AND key IN (SELECT CAST(id AS TEXT) FROM asked))
    OR (relation = 'books' AND key IN (SELECT CAST(book_id AS TEXT) FROM asked))
"""


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
    lines = defaultdict[tuple[str, str], dict[int, Row]](dict)
    for some in batches(asked, MANY):
        places, numbers = placeholders(loan.id for loan in some)
        for row in store.rows(LINES.format(loans=places), {**numbers, "outside": OUTSIDE}):
            lines[row["relation"], row["key"]][row["id"]] = row
    return {
        loan.id: _change(
            loan, lines["loans", str(loan.id)].values(), lines["books", str(loan.book.id)].values()
        )
        for loan in asked
    }


def _change(loan: Loan, own: Collection[Row], of_book: Collection[Row]) -> Change:
    """Work a change out from the lines of the journal after the one that made the loan.

    That is the last which did: an id is used again when the loan that had it was undone. A redo
    brings one back and makes none.
    """
    made = [row["id"] for row in own if row["before"] is None and not row["reverses"]]
    begin = max(made, default=0)
    later = sorted((row for row in (*own, *of_book) if row["id"] > begin), key=itemgetter("id"))
    # Nobody knows when a change outside readtrack was made; the day of the check-out stands in.
    at = next((row["at"] for row in own if row["id"] == begin), None)
    created = datetime.combine(loan.checked_out, time(), UTC) if at is None else _utc(at)
    return Change(
        created=created,
        changed=max([created, *(_utc(row["at"]) for row in later if row["at"] is not None)]),
        updates=sum(row["before"] is not None for row in later),
        earlier=tuple(
            _with_days(loan, row["before"])
            for row in reversed(later)
            if row["relation"] == "loans" and row["before"] is not None
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
