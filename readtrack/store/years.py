"""What looks back over years of loans: days in a row with one out, and what was read each day."""

from datetime import date, timedelta

from readtrack.planning.days import ONE_DAY
from readtrack.planning.year import ReadDay
from readtrack.store.store import Store

EARLIEST_CHECKOUT = (
    "SELECT min(checked_out) FROM ("
    "SELECT checked_out FROM loans WHERE ended >= :day AND ended < :looked_at "
    "AND format <> 'magazine' "
    "UNION ALL SELECT checked_out FROM loans WHERE ended IS NULL "
    "AND format <> 'magazine' AND (format = 'print' OR due >= :day)) AS out_then"
)
"""The earliest check-out among the loans that were out on `day` or later.

Loans that ended on `looked_at` or later are left out. A digital loan that has lapsed ended when it
was due, even before a command has stored that.
"""


def out_since(store: Store, earliest: date) -> date | None:
    """Return the first of the days in a row through today on which something was out.

    None when nothing is out today. The search stops at the first loan checked out on the day
    `earliest` or before.
    """
    first, looked_at = store.now.today + ONE_DAY, date.max.isoformat()
    while first > earliest:
        day = (first - ONE_DAY).isoformat()
        found = store.rows(EARLIEST_CHECKOUT, {"day": day, "looked_at": looked_at})[0][0]
        if found is None or found >= first.isoformat():
            break
        first, looked_at = date.fromisoformat(found), day
    return first if first <= store.now.today else None


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
