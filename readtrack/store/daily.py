"""What was read by day, at the same cost after years of loans."""

from datetime import date, timedelta

from readtrack.planning.year import ReadDay
from readtrack.store.store import Store

BESIDE = timedelta(days=60)
"""Before the first day asked for, loans that ended by then are looked at too."""

READ_DAYS = (
    "SELECT day, coalesce(sum(minutes), 0), count(*) - count(minutes) FROM progress "
    "WHERE loan_id IN ("
    "SELECT id FROM loans WHERE ended >= :ended UNION ALL SELECT id FROM loans WHERE ended IS NULL"
    ") AND day >= :first GROUP BY day"
)
"""Entries of loans that are out, or ended since; by an index on each table."""


def read_days(store: Store, first: date) -> list[ReadDay]:
    """Return the days with an entry from `first` on."""
    values = {"first": first.isoformat(), "ended": (first - BESIDE).isoformat()}
    rows = store.rows(READ_DAYS, values)
    return [ReadDay(date.fromisoformat(day), minutes, untimed) for day, minutes, untimed in rows]
