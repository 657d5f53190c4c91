"""The one-line answer for a shell prompt, which is silent about its own troubles."""

from os import environ
from os.path import exists

from readtrack.clock import read_clock, readers_day
from readtrack.errors import ReadtrackError, give_up_output
from readtrack.model import Now
from readtrack.store.file import be_quick, needs_no_step
from readtrack.store.place import store_path
from readtrack.store.store import Store
from readtrack.words.prompt import prompt_line


def print_prompt(path: str | None = None, today: str | None = None) -> bool:
    """Print the nearest deadline and what is left of today, if any; whether that could be told."""
    today = today or environ.get("READTRACK_TODAY") or None
    path = store_path(path)
    if not exists(path):
        return False
    try:
        instant = read_clock(today)
        if not needs_no_step(path):  # to bring a store up to date takes longer than a prompt may
            return False
        with Store.open(path, Now(instant.date(), instant)) as store:
            day = readers_day(instant, store.settings().day_start, today)
            store.now = Now(day, instant)
            be_quick(store.connection)
            line = prompt_line(store.situation())
    except (ReadtrackError, ValueError, OverflowError):
        return False
    try:
        if line:
            print(line, flush=True)  # noqa: T201
    except OSError:
        give_up_output()
        return False
    return True
