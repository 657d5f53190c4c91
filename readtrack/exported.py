"""The export of a store that readtrack can import again: its tables, row by row."""

from readtrack.named_tuple import NamedTuple

EXPORT = "readtrack.export/1"
"""The schema of what readtrack exports."""

AGAIN = "Export it again, and import it as it is: a spreadsheet that saves it changes dates."
"""Advice for a cell of a table that is not as readtrack wrote it."""

RELATIONS = (
    "books",
    "editions",
    "loans",
    "copies",
    "renewals",
    "progress",
    "routines",
    "away",
    "asides",
    "wishes",
    "lengths",
    "readings",
    "settings",
    "snoozes",
)
"""The tables that an export has, those first that others refer to.

Files that `import` reads by itself are of one computer, and no imported file may name others.
"""


class ExportedRow(NamedTuple):
    """A row of a store in readtrack's own export."""

    where: str
    relation: str
    values: dict[str, object]
