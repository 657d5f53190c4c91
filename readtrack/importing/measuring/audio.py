"""Measure audiobooks: the durations and tags of a file, or of all files in a folder."""

import math
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from io import BufferedReader, FileIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from readtrack.errors import ReadtrackError
from readtrack.importing.measuring.discs import (
    WHOLE,
    is_disc,
    is_volume,
    without_disc,
    without_part,
)
from readtrack.importing.measuring.measured import (
    Measured,
    authors_among,
    cleaned,
    require,
    unmeasured,
)
from readtrack.importing.phrases import phrases
from readtrack.importing.values import excerpt
from readtrack.limits import LONGEST
from readtrack.model import Format
from readtrack.named_tuple import NamedTuple
from readtrack.names import fold

if TYPE_CHECKING:
    from tinytag import TinyTag

MOST_FILES = 5_000

SAME = 0.01
"""The share by which two lengths of one recording may differ."""

LONG = 2 * 3600
"""Seconds that no disc has and no chapter."""

_CHAPTERS = set(phrases("chapter, kapitel, chapitre, capítulo, capitolo, hoofdstuk, track, titel"))
"""Words in the title of a file that say no more than its number."""

DEEPEST = 4
"""The most levels of sub-folders that are searched."""

MOST_READ = 64_000_000
"""The most bytes of one file, tags and cover included, that are read to find its length."""

LEAST_READ = 1_000
"""Every read counts as at least this many bytes, so that countless small parts take no longer."""

INSTEAD = "Drop --from-file, and give the title and --audio."


def is_audio(path: Path) -> bool:
    """Return whether the name is that of an audio file whose length can be read."""
    require("audio", "tinytag")
    from tinytag import TinyTag

    return TinyTag.is_supported(path)


class AudioFile(NamedTuple):
    """An audio file and its tags."""

    path: Path
    seconds: float
    title: str
    """`title` and `album` are empty where there is no tag."""
    album: str
    authors: tuple[str, ...]


class Audiobook(NamedTuple):
    """The files of one book."""

    tracks: tuple[AudioFile, ...]
    album: str = ""

    @property
    def path(self) -> Path:
        """The file, or the folder of the files: what the book is called by where no tag does."""
        first = self.tracks[0].path
        return first if len(self.tracks) == 1 else _above_discs(first.absolute().parent)

    @property
    def title(self) -> str | None:
        """The album; of a single file its own title, unless that is one of a chapter."""
        first = self.tracks[0]
        title = without_disc(first.title) if len(self.tracks) == 1 else ""
        is_short = self.album and first.seconds < LONG
        numbered = is_short and not _numbers(title) <= _numbers(self.album)
        is_of_part = numbered or _CHAPTERS.issuperset(re.findall(r"[^\W\d_]+|\d{4}", title.lower()))
        return _without_author(self.album if is_of_part else title, self.authors) or None

    @property
    def authors(self) -> tuple[str, ...]:
        return next(filter(None, (each.authors for each in self.tracks)), ())

    def measured(self, path: Path) -> Measured:
        """Return title, authors and length. Raises ReadtrackError for a length of no audiobook."""
        seconds = round(_once([(each.path, each.seconds) for each in self.tracks]))
        if not 1 <= seconds <= LONGEST["seconds"]:
            what = f"is {seconds / 3600:,.2f} hours long, which no audiobook is"
            raise unmeasured(path, what, INSTEAD)
        return Measured(self.title, self.authors, Format.AUDIOBOOK, seconds=seconds)


def measure(path: Path) -> Measured:
    """Measure the audiobook at `path`: of a folder and of a chapter the sum of all its files."""
    found, damaged = audiobooks(path, _files(path) if path.is_dir() else None)
    if damaged:
        raise damaged[0]
    tracks = tuple(track for each in found for track in each.tracks)
    if not (any(each.album for each in tracks) or _are_books(tracks)):
        found = [Audiobook(tracks)]
    first, *others = found
    if others:
        titles = [excerpt(each.title or each.path.stem) for each in (first, *others)]
        one, other, *_ = sorted(titles)
        what = f"holds more than one book, {one} and {other}"
        raise unmeasured(path, what, "Name the folder or the file of one.")
    return first.measured(path)


Found = tuple[list[Audiobook], list[ReadtrackError]]
"""Books, and errors of files that cannot be measured and are none of theirs."""


def audiobooks(path: Path, files: Sequence[Path] | None = None) -> Found:
    """Return the books in the files of a folder, by their albums; of a file the book it is of.

    Raises ReadtrackError for a damaged file that may be a part of one of them.
    """
    if files is not None:
        return _readable(files)
    track = _track(path)
    alone = Audiobook((track,), without_disc(track.album))
    if not track.album or fold(track.title) == fold(track.album):
        return [alone], []
    beside = [each for each in path.parent.iterdir() if is_audio(each) and each.is_file()]
    found, _ = _readable(sorted(each for each in beside if each.name[0] != "."))
    return [next((book for book in found if track in book.tracks), alone)], []


def _readable(files: Iterable[Path]) -> Found:
    tracks: list[AudioFile] = []
    damaged: list[ReadtrackError] = []
    for file in files:
        try:
            tracks.append(_track(file))
        except ReadtrackError as error:
            damaged.append(error)
    found = _by_album(tracks)
    if damaged and not (len(found) > 1 and all(len(each.tracks) == 1 for each in found)):
        raise damaged[0]
    return found, damaged


def _by_album(tracks: Sequence[AudioFile]) -> list[Audiobook]:
    """Sort the files into books: discs are of one, a file without album of its folder.

    Files of hours with titles of their own are books, whatever album they share.
    """
    albums: dict[str, list[AudioFile]] = defaultdict(list)
    for track in tracks:
        albums[without_disc(track.album)].append(track)
    untagged = albums.pop("", [])
    bases = {album: _without_part(album, each) for album, each in albums.items()}
    shared = Counter(map(fold, bases.values()))
    books: dict[str, tuple[str, list[AudioFile]]] = {}
    for album, each in albums.items():
        name = bases[album] if shared[fold(bases[album])] > 1 else album
        books.setdefault(fold(name), (name, []))[1].extend(each)
    if len(books) == 1:
        next(iter(books.values()))[1].extend(untagged)
        untagged = []
    for track in untagged:
        books.setdefault(f"/{_untitled(track.path)}", ("", []))[1].append(track)
    return [
        book
        for name, each in books.values()
        for book in (
            [Audiobook((track,)) for track in each]
            if _are_books(each)
            else [Audiobook(tuple(sorted(each)), name)]
        )
    ]


def _without_part(album: str, tracks: Sequence[AudioFile]) -> str:
    """Return what the albums of a book share: a number alone names a disc if it is as short."""
    short = math.fsum(each.seconds for each in tracks) < LONG and not is_volume(album)
    return without_part(album, numbered=short) or album


def _are_books(tracks: Sequence[AudioFile]) -> bool:
    """Return whether the files of one album, or of none, are whole books."""
    titles = (each.title or each.path.stem for each in tracks)
    letters = {fold(without_part(re.sub(r"\d+", "", title))) for title in titles}
    long = all(each.seconds >= LONG for each in tracks)
    return len(tracks) > 1 and long and "" not in letters and len(letters) == len(tracks)


def _untitled(path: Path) -> str:
    """Return what files without an album share if they are of one book."""
    whole = without_part(path.stem, numbered=True) if path.suffix.lower() == WHOLE else ""
    folder = _above_discs(path.absolute().parent)
    return f"{folder.parent}/{without_part(folder.name)}/{fold(whole)}"


def _above_discs(folder: Path) -> Path:
    """Return the first folder from this one upwards that is not called after a disc alone."""
    while folder.name and is_disc(folder.name) and not without_part(folder.name):
        folder = folder.parent
    return folder


def _without_author(title: str, authors: Sequence[str]) -> str:
    """Return the title of `Ann Poe - Salt` or `Salt - Ann Poe`, where she is the author."""
    parts = title.split(" - ")
    rest = [part for part in parts if fold(part) not in map(fold, authors)]
    return " - ".join(rest or parts)


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


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
    is_whole = not any(_is_numbered(path, len(parts)) for path in whole)
    if len(rest) > 1 and is_whole and _alike(math.fsum(length for _, length in rest), longest):
        return longest
    return math.fsum(length for _, length in parts)


def _alike(one: float, other: float) -> bool:
    """Return whether two lengths are of one recording; formats differ by moments for each file."""
    return abs(one - other) <= max(one, other) * SAME


def _is_numbered(path: Path, count: int) -> bool:
    """Return whether the file's name contains the number of a part, of so many parts."""
    numbers = re.findall(r"\d+", path.stem)
    return any(1 <= int(number[:9]) <= count for number in numbers)


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


def _track(file: Path) -> AudioFile:
    stat = file.stat()
    return _read(file, stat.st_size, stat.st_mtime_ns)


@lru_cache(MOST_FILES)
def _read(file: Path, _size: int, _changed: int) -> AudioFile:
    """Return the length and the tags of a file. Raises ReadtrackError if it has no length."""
    require("audio", "tinytag")
    from tinytag import TinyTag, TinyTagException

    with _Metered(FileIO(file)) as opened:
        try:
            tag = TinyTag.get(file, opened)
        except (TinyTagException, ValueError) as error:
            beyond = f"has its length beyond {MOST_READ // 1_000_000} MB"
            why = beyond if opened.left < 0 else "is damaged, or no audio"
            raise unmeasured(file, why, INSTEAD) from error
    if not tag.duration or not 0 < tag.duration <= LONGEST["seconds"]:
        raise unmeasured(file, "does not say how long it is", INSTEAD)
    title, album = cleaned(tag.title) or "", cleaned(tag.album) or ""
    return AudioFile(file, tag.duration, title, album, _authors(tag))


def _authors(tag: "TinyTag") -> tuple[str, ...]:
    """Return the authors: the album's artists, else the file's, without those who narrate."""
    narrators = set(authors_among([tag.composer]))
    found = [authors_among([each]) for each in (tag.albumartist, tag.artist)]
    wrote = (tuple(name for name in names if name not in narrators) for names in found)
    return next(filter(None, (*wrote, *found)), ())


class _Metered(BufferedReader):
    """A file that can be read only up to a limit, since tinytag trusts the sizes in a file."""

    left = MOST_READ

    def read(self, size: int | None = -1, /) -> bytes:
        asked = self.left + 1 if size is None or size < 0 else size
        self.left -= max(asked, LEAST_READ)
        if self.left < 0:
            raise ValueError(f"more than {MOST_READ} bytes")
        return super().read(asked)
