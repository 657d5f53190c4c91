"""How long a sitting has lasted, and whether the reader forgot to stop it."""

from datetime import timedelta

from readtrack.library import Sitting
from readtrack.limits import LONGEST_SITTING
from readtrack.model import Now

A_MINUTE = timedelta(minutes=1)


def elapsed(sitting: Sitting, now: Now) -> timedelta | None:
    """Return the time since it began; None if one of the two moments has no time of day."""
    if sitting.started is None or not now.timed:
        return None
    return now.instant - sitting.started


def minutes_read(sitting: Sitting, now: Now) -> int | None:
    """Return the whole minutes since it began; None for less than one or without a time of day."""
    time = elapsed(sitting, now)
    return None if time is None else max(0, time // A_MINUTE) or None


def is_forgotten(sitting: Sitting, now: Now) -> bool:
    """Return whether the clock has run longer than people read without a break."""
    time = elapsed(sitting, now)
    if time is None:
        return sitting.day < now.today
    return time > LONGEST_SITTING * A_MINUTE
