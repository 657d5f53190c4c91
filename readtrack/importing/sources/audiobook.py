"""Read the length of an audiobook: one file, or a folder of files that are one book."""

from collections.abc import Iterator
from pathlib import Path

from readtrack.errors import ReadtrackError
from readtrack.importing.files import Context, File
from readtrack.importing.places import is_audiobook
from readtrack.importing.records import Item, Record
from readtrack.model import Format

LABEL = "audiobook"

BY_HAND = "Give the length by hand: readtrack add TITLE --audio 7:57"


def recognises(file: File) -> bool:
    return is_audiobook(file.path)


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield one record with the length. Raises ReadtrackError for damage."""
    from readtrack.importing.measuring.audio import INSTEAD, measure

    try:
        found = measure(file.path)
    except ReadtrackError as error:
        raise ReadtrackError(
            error.what, BY_HAND if error.remedy == INSTEAD else error.remedy
        ) from error
    title = found.title or _named(file.path)
    yield Record("audio", title, found.authors, format=Format.AUDIOBOOK, seconds=found.seconds)


def _named(path: Path) -> str:
    """Return the title in the file's name, or in its folder's name if the file is only numbered."""
    name = path.name if path.is_dir() else path.stem
    name = name if any(map(str.isalpha, name)) else path.absolute().parent.name
    return " ".join(name.replace("_", " ").split())
