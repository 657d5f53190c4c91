"""What an import did, or would do."""

from typing import NamedTuple

from readtrack.planning.fit import Fit
from readtrack.planning.pace import Slots
from readtrack.records import FileReport


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
