"""What an import did, or would do."""

from typing import NamedTuple

from readtrack.planning.fit import Fit
from readtrack.planning.pace import Slots

STATES = ("new", "changed", "unchanged", "unsure", "skipped", "problem")
"""What can become of an item of a file."""


class Told(NamedTuple):
    """What became of one item of a file."""

    place: str
    state: str
    title: str
    """The excerpt of a problem."""
    reason: str
    remedy: str


class FileReport(NamedTuple):
    """What became of a file."""

    file: str
    source: str
    counts: dict[str, int]
    """How many items are in each of the `STATES`."""
    items: tuple[Told, ...]
    """Those that are worth telling, the first of each state."""


class ImportReport(NamedTuple):
    """Its files, and how things stand after it."""

    kept: bool
    files: tuple[FileReport, ...]
    titles_out: int
    cap: int
    fits: bool | None
    """Whether the deadlines of what is out fit together; None where nothing new is out."""
    slots: Slots
    fit: Fit | None
