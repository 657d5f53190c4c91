"""What the shell prompt says of today's plan, worked out once and kept until something changes."""

from datetime import date, datetime

from readtrack.model import Now
from readtrack.planning.pace import pace_report
from readtrack.store.store import Store
from readtrack.units import share_words


def work_out(path: str, today: date, instant: datetime, stamp: str) -> dict[int, str]:
    """By loan, what is left of its part in today's plan; kept under `stamp`."""
    with Store.open(path, Now(today, instant)) as store:
        rows = pace_report(store.library(), today).loans
        words = {
            row.id: share_words(row.unit, row.today.target - row.today.start, row.today.left)
            for row in rows
        }
        store.keep_targets(stamp, words)
    return words
