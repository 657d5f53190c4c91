"""How long a sitting has lasted, and whether anybody can have read for that long."""

from datetime import timedelta

from readtrack.limits import LONGEST_SITTING
from readtrack.model import Now, Sitting

A_MINUTE = timedelta(minutes=1)


def elapsed(sitting: Sitting, now: Now) -> timedelta | None:
    """Time since it began; None where one of the two moments has no time of day."""
    if sitting.started is None or not now.timed:
        return None
    return now.instant - sitting.started


def minutes_read(sitting: Sitting, now: Now) -> int | None:
    """Whole minutes on the clock; None for less than one, or where the clock does not say."""
    time = elapsed(sitting, now)
    return None if time is None else max(0, time // A_MINUTE) or None


def is_forgotten(sitting: Sitting, now: Now) -> bool:
    """Whether the clock has run for longer than people read at a time."""
    time = elapsed(sitting, now)
    if time is None:
        return sitting.day < now.today
    return time > LONGEST_SITTING * A_MINUTE
