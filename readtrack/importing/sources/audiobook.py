"""Read the length of an audiobook: one file, or a folder of files that are one book."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from readtrack.errors import ReadtrackError
from readtrack.importing.files import Context, File
from readtrack.importing.measuring.discs import without_disc, without_part
from readtrack.importing.places import audio_in, is_audiobook
from readtrack.importing.records import Item, Problem, Record
from readtrack.importing.values import excerpt
from readtrack.model import Format
from readtrack.names import tidy

if TYPE_CHECKING:
    from readtrack.importing.measuring.audio import Audiobook

BY_HAND = "Give the length by hand: readtrack add TITLE --audio 7:57"


def recognises(file: File) -> bool:
    return is_audiobook(file.path)


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield a record for each book, or a Problem. Raises ReadtrackError if there is no book."""
    from readtrack.importing.measuring.audio import audiobooks

    try:
        found, damaged = audiobooks(file.path, audio_in(file.path) if file.path.is_dir() else None)
    except ReadtrackError as error:
        raise ReadtrackError(error.what, _remedy(error)) from error
    for each in damaged:
        yield Problem("audio", "", each.what, _remedy(each))
    for book in found:
        title = book.title or _named(book)
        try:
            measured = book.measured(book.path)
        except ReadtrackError as error:
            yield Problem("audio", excerpt(title), error.what, _remedy(error))
            continue
        authors, seconds = measured.authors, measured.seconds
        yield Record("audio", title, authors, format=Format.AUDIOBOOK, seconds=seconds)


def _remedy(error: ReadtrackError) -> str:
    """Return how to go on in an import, where there is no `--from-file` to drop."""
    from readtrack.importing.measuring.audio import INSTEAD

    return BY_HAND if error.remedy == INSTEAD else error.remedy


def _named(book: "Audiobook") -> str:
    """Return the title in the name of the file or the folder, or in that of a folder above it."""
    path, bare = book.path, without_part if len(book.tracks) > 1 else without_disc
    while path.name:
        name = path.name if path.is_dir() else path.stem
        if without_part(name) and (path.is_dir() or re.search(r"[^\W\d_]|\d{4}", name)):
            return tidy(bare(name).replace("_", " "))
        path = path.absolute().parent
    return book.path.stem
