"""What an import did, or would do."""

from datetime import date

from readtrack.named_tuple import NamedTuple
from readtrack.planning.fit import Fit
from readtrack.planning.pace import Slots

STATES = ("new", "changed", "unchanged", "unsure", "skipped", "problem")
"""What can become of an item of a file."""


class ImportedItem(NamedTuple):
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
    items: tuple[ImportedItem, ...]
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
    ignored: int = 0
    """Files in folders and patterns that are of no kind that can be imported."""
    absent: tuple[str, ...] = ()
    """Remembered sources that have no file now, as a reader that is not plugged in."""
    taken_back: tuple[str, ...] = ()
    """Remembered files that an undo took back, and that are left so."""


class SourceReport(NamedTuple):
    """A file, a folder or a pattern that `import` reads by itself."""

    id: int
    pattern: str
    source: str | None
    """Where its files come from, as `--from` said; null where each is recognised."""
    mapped: tuple[str, ...]
    """What `--map` said."""
    zone: str | None
    there: bool
    """Whether there is a file of it now."""
    files: int
    """Files of it that were read."""
    waiting: int
    """Files of it with books that wait for you to say which one they are."""
    unreadable: int
    read_at: str | None
    """When a file of it was read last."""
    brought_at: str | None
    """When one brought something new last, and what all brought in at that time."""
    new: int
    changed: int


class SourceList(NamedTuple):
    today: date
    sources: tuple[SourceReport, ...]
