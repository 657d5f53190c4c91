"""What an import did, or would do."""

from datetime import date

from readtrack.named_tuple import NamedTuple
from readtrack.planning.fit import Fit
from readtrack.planning.pace import Slots

STATES = ("new", "changed", "unchanged", "unsure", "skipped", "problem")
"""The possible results for an item of a file."""


class ImportedItem(NamedTuple):
    """The result of importing one item of a file."""

    place: str
    state: str
    title: str
    """The title; for a problem, an excerpt of the file."""
    reason: str
    remedy: str


class FileReport(NamedTuple):
    """The result of importing one file."""

    file: str
    source: str
    counts: dict[str, int]
    """The number of items in each of the `STATES`."""
    items: tuple[ImportedItem, ...]
    """The first items of each state that is worth reporting."""


class ImportReport(NamedTuple):
    """The results of all files of an import, with the slots and the fit afterwards."""

    kept: bool
    files: tuple[FileReport, ...]
    titles_out: int
    cap: int
    fits: bool | None
    """Whether all deadlines fit together; None if the import added no loan that is out."""
    slots: Slots
    fit: Fit | None
    ignored: int = 0
    """The number of files in folders and patterns that cannot be imported."""
    absent: tuple[str, ...] = ()
    """Remembered sources without a file now, such as an e-reader that is not plugged in."""
    taken_back: tuple[str, ...] = ()
    """Remembered files that were not imported again, because an undo removed their loans."""


class SourceReport(NamedTuple):
    """A file, a folder or a pattern that `import` reads by itself."""

    id: int
    pattern: str
    source: str | None
    """The format named with `--from`; null if each file is recognised by its content."""
    mapped: tuple[str, ...]
    """The column names given with `--map`."""
    zone: str | None
    there: bool
    """Whether at least one file of it exists now."""
    files: int
    """The number of its files that were read."""
    waiting: int
    """The number of its files with books for which the reader must choose the matching loan."""
    unreadable: int
    read_at: str | None
    """When one of its files was last read."""
    brought_at: str | None
    """When one of its files last brought something new, and what the files brought then."""
    new: int
    changed: int


class SourceList(NamedTuple):
    today: date
    sources: tuple[SourceReport, ...]
