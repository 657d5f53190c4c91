"""Measure audiobooks: the durations and tags of a file, or of all files in a folder."""

import math
import os
import re
from collections.abc import Iterable, Iterator
from io import BufferedReader, FileIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from readtrack.importing.measuring.measured import (
    Measured,
    authors_among,
    cleaned,
    library,
    unmeasured,
)
from readtrack.importing.values import excerpt
from readtrack.limits import LONGEST
from readtrack.model import Format

if TYPE_CHECKING:
    from tinytag import TinyTag

MOST_FILES = 5_000

SAME = 0.01
"""The share by which two lengths of one recording may differ."""

DEEPEST = 4
"""The most levels of sub-folders that are searched."""

MOST_READ = 64_000_000
"""The most bytes of one file, tags and cover included, that are read to find its length."""

LEAST_READ = 1_000
"""Every read counts as at least this many bytes, so that countless small parts take no longer."""

INSTEAD = "Drop --from-file, and give the title and --audio."


def is_audio(path: Path) -> bool:
    """Return whether the name is that of an audio file whose length can be read."""
    return bool(library("audio", "tinytag").TinyTag.is_supported(path))


def measure(path: Path) -> Measured:
    """Measure the audiobook at `path`, which for a folder is the sum of its files."""
    files = _files(path) if path.is_dir() else [path]
    tags = [_tag(file) for file in files]
    lengths = [tag.duration or 0 for tag in tags]
    seconds = round(_once(list(zip(files, lengths, strict=True))))
    if not 1 <= seconds <= LONGEST["seconds"]:
        what = f"is {seconds / 3600:,.2f} hours long, which no audiobook is"
        raise unmeasured(path, what, INSTEAD)
    _check_one_book(path, tags)
    albums = [cleaned(tag.album) for tag in tags]
    titles = albums if path.is_dir() else [cleaned(tags[0].title), *albums]
    authors = (authors_among([tag.artist]) or authors_among([tag.albumartist]) for tag in tags)
    title, wrote = next(filter(None, titles), None), next(filter(None, authors), ())
    return Measured(title, wrote, Format.AUDIOBOOK, seconds=seconds)


def _once(files: list[tuple[Path, float]]) -> float:
    """Return the seconds of the files, counting a book once that is there twice.

    It may be there in parts and as a whole, or in two formats.
    """
    parts: list[tuple[Path, float]] = []
    for path, length in files:
        if not any(
            path.stem == other.stem and path.suffix != other.suffix and _alike(length, also)
            for other, also in parts
        ):
            parts.append((path, length))
    longest = max(length for _, length in parts)
    whole = [path for path, length in parts if _alike(length, longest)]
    rest = [(path, length) for path, length in parts if path not in whole]
    formats = {path.suffix for path in whole}
    if not rest and len(formats) == len(whole) > 1:
        return longest
    total = math.fsum(length for _, length in rest)
    if (
        len(rest) > 1
        and _alike(total, longest)
        and not any(_is_numbered(path, len(parts)) for path in whole)
    ):
        return longest
    return math.fsum(length for _, length in parts)


def _alike(one: float, other: float) -> bool:
    """Return whether two lengths are of one recording; formats differ by moments for each file."""
    return abs(one - other) <= max(one, other) * SAME


def _is_numbered(path: Path, count: int) -> bool:
    """Return whether the file's name contains the number of a part, of so many parts."""
    numbers = re.findall(r"\d+", path.stem)
    return any(1 <= int(number[:9]) <= count for number in numbers)


def _check_one_book(path: Path, tags: Iterable["TinyTag"]) -> None:
    """Raise ReadtrackError for albums of different authors; one author's may be discs of a book."""
    named = {(tag.album, tag.albumartist or tag.artist) for tag in tags}
    albums, authors = ({each for each in column if each} for column in zip(*named, strict=True))
    if len(albums) > 1 and len(authors) > 1:
        first, second, *_ = map(excerpt, sorted(albums))
        what = f"holds more than one book, {first} and {second}"
        raise unmeasured(path, what, "Name the folder of one.")


def _files(folder: Path) -> list[Path]:
    found = sorted(islice(_audio_in(folder), MOST_FILES + 1))
    if not found:
        raise unmeasured(folder, "holds no audio files", "Name the folder that they are in.")
    if len(found) > MOST_FILES:
        what = f"holds more than {MOST_FILES:,} audio files"
        raise unmeasured(folder, what, "Name the folder of one book.")
    return found


def _audio_in(folder: Path) -> Iterator[Path]:
    """Return every audio file in the folder and its sub-folders, except hidden ones."""
    for where, below, files in os.walk(folder, onerror=_raise):
        here = Path(where)
        if len(here.relative_to(folder).parts) >= DEEPEST:
            below.clear()
        for name in files:
            file = here / name
            if not name.startswith(".") and is_audio(file) and file.is_file():
                yield file


def _raise(error: OSError) -> None:
    raise error


def _tag(file: Path) -> "TinyTag":
    """Return the tags of a file, if it has a duration."""
    tinytag = library("audio", "tinytag")
    with _Metered(FileIO(file)) as opened:
        try:
            tag: TinyTag = tinytag.TinyTag.get(file, opened)
        except (tinytag.TinyTagException, ValueError) as error:
            beyond = f"has its length beyond {MOST_READ // 1_000_000} MB"
            why = beyond if opened.left < 0 else "is damaged, or no audio"
            raise unmeasured(file, why, INSTEAD) from error
    if not tag.duration or not 0 < tag.duration <= LONGEST["seconds"]:
        raise unmeasured(file, "does not say how long it is", INSTEAD)
    return tag


class _Metered(BufferedReader):
    """A file that can be read only up to a limit, since tinytag trusts the sizes in a file."""

    left = MOST_READ

    def read(self, size: int | None = -1, /) -> bytes:
        asked = self.left + 1 if size is None or size < 0 else size
        self.left -= max(asked, LEAST_READ)
        if self.left < 0:
            raise ValueError(f"more than {MOST_READ} bytes")
        return super().read(asked)
