"""The one-line answer for a shell prompt, which is silent about its own troubles."""

from os import environ

from readtrack.clock import is_bare_date, read_clock, readers_day
from readtrack.errors import ReadtrackError, give_up_output
from readtrack.model import Now
from readtrack.store.database import HASTE, PATIENCE, connect, is_there
from readtrack.store.place import store_path
from readtrack.store.store import Store
from readtrack.store.waiting import in_time
from readtrack.words.prompt import prompt_line


def print_prompt(
    path: str | None = None, today: str | None = None, until: float | None = None
) -> bool:
    """Print the nearest deadline and what is left of today, if any. Return whether that worked.

    It waits for a server until the moment `until`.
    """
    today = today or environ.get("READTRACK_TODAY") or None
    place = store_path(path)
    line = in_time(place, lambda: _line(place, today), until)
    if line is None:
        return False
    try:
        if line:
            print(line, flush=True)  # noqa: T201
    except OSError:
        give_up_output()
        return False
    return True


def _line(path: str, today: str | None) -> str | None:
    """Return the line, or None if it cannot be computed."""
    if not is_there(path):
        return None
    try:
        instant = read_clock(today)
        database = connect(path, PATIENCE)
        with Store(database, path, Now(instant.date(), instant)) as store:
            if not database.is_current():  # migrating it takes longer than a prompt may
                return None
            day = readers_day(instant, store.settings().day_start, today)
            store.now = Now(day, instant, timed=not is_bare_date(today))
            database.wait(HASTE)
            return prompt_line(store.situation())
    except (ReadtrackError, ValueError, OverflowError):
        return None
