"""What a file says of holds that are ready, for the books on the shelf."""

import json
from collections.abc import Sequence
from datetime import date

from readtrack.importing.match import Match, same_book
from readtrack.importing.records import Hold
from readtrack.store.database import Database
from readtrack.store.database import Row as StoredRow


def learn_hold(database: Database, title: str, hold: Hold, today: date) -> str | None:
    """Give the wish of this title the days of its hold; what is new of it in words.

    None where no book on the shelf is surely the one.
    """
    wish = _wish_of(database, title, hold.authors)
    if wish is None:
        return None
    last = hold.collect_by.isoformat() if hold.collect_by else wish["collect_by"]
    now = min(today.isoformat(), last or "9999")
    ready = min(wish["ready"] or now, now)
    if last is not None and hold.collect_by is None and last < today.isoformat():
        last, ready = None, today.isoformat()  # it is of an earlier hold
    if (ready, last) == (wish["ready"], wish["collect_by"]):
        return ""
    sql = "UPDATE wishes SET ready = :ready, collect_by = :last WHERE id = :id"
    database.run(sql, {"ready": ready, "last": last, "id": wish["id"]})
    return f"to collect by {last}" if last else "ready to collect"


def _wish_of(database: Database, title: str, authors: Sequence[str]) -> StoredRow | None:
    rows = database.run("SELECT id, title, authors, ready, collect_by FROM shelf ORDER BY id")
    matches = [same_book(title, authors, row["title"], json.loads(row["authors"])) for row in rows]
    found = [row for row, match in zip(rows, matches, strict=True) if match is max(matches)]
    return found[0] if len(found) == 1 and max(matches) > Match.MAYBE else None
