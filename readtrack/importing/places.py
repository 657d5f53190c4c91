"""Where the files of a source are now, and whether they have changed since they were read."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from glob import glob, has_magic, iglob
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from readtrack.errors import UsageError
from readtrack.importing.measuring.discs import WHOLE, is_disc, without_part
from readtrack.limits import LONGEST_PATTERN
from readtrack.named_tuple import NamedTuple

MOST_FILES = 10_000
"""Files of one source: more are a whole disk, not a folder of exports."""

DEEPEST = 6
"""Levels of folders that are looked into below one that was named."""

HASHED = 64 * 1024 * 1024
"""Bytes up to which it is the content of a file that says whether it has changed."""

OF_READERS = (".kobo", ".adds")
"""Hidden folders in which e-readers keep what was read: Kobo's own, and KOReader's on a Kobo."""

AUDIO = (".aax", ".aif", ".aiff", ".flac", ".m4a", ".m4b", ".mp3", ".oga", ".ogg", ".opus",
    ".wav", ".wma")  # fmt: skip
"""How the names of audio files end; video is not heard of as a book."""

PASSED_OVER = (
    "-wal", "-shm", "-journal",
    ".part", ".partial", ".crdownload", ".download", ".tmp", ".bak", "~",
)  # fmt: skip
"""How the names of files end that a database has beside it, or that are not whole or not new."""

CHUNK = 1 << 20

AS_TYPED = ("~", "$")
"""What stands for a folder and is expanded when the files are read, not before."""


class Place(NamedTuple):
    """A file of a source."""

    path: Path
    named: bool = False
    """Whether the reader named this very file, not a folder or a pattern that has it."""


def as_pattern(text: str) -> str:
    """Return the text as a source stores it: from the root on, a `~` as it was typed.

    Raises UsageError for what is no path.
    """
    if text == "-":
        raise UsageError("Standard input cannot be remembered.", "Name a file or a pattern.")
    if not text or not text.isprintable() or len(text) > LONGEST_PATTERN:
        raise UsageError("That is no path.", "Name a file or a pattern: '~/Downloads/libby*.csv'")
    if text.startswith(AS_TYPED):
        return text
    return os.path.abspath(text)  # noqa: PTH100


def expanded(pattern: str) -> str:
    """Return the pattern from the root on, its `~` and variables as they are now."""
    path = os.path.expandvars(pattern) if pattern[:1] == "$" else pattern
    return os.path.abspath(os.path.expanduser(path))  # noqa: PTH100, PTH111


def places(pattern: str) -> list[Place]:
    """The files that a pattern, a folder or a name stands for now, in the order of their paths.

    Raises UsageError where there are too many.
    """
    path = expanded(pattern)
    if os.path.exists(path) or not has_magic(path):  # noqa: PTH110
        found = [path] if os.path.exists(path) else []  # noqa: PTH110
    else:
        endings = tuple(each for each in PASSED_OVER if not path.endswith(each))
        named = (each for each in glob(path, recursive=True) if not each.endswith(endings))  # noqa: PTH207
        whole = in_books(map(Path, sorted(islice(named, MOST_FILES + 1))))
        found = sorted(map(str, whole))
    files = [
        Place(Path(file), named=file == path)
        for each in found
        for file in (_files_in(each) if os.path.isdir(each) else [each])  # noqa: PTH112
    ]
    if len(files) > MOST_FILES:
        what = f"{pattern} has more than {MOST_FILES:,} files."
        raise UsageError(what, "Name the folder of the exports.")
    return files


def has_match(pattern: str) -> bool:
    """Return whether there is anything that a pattern, a folder or a name stands for now."""
    path = expanded(pattern)
    return os.path.exists(path) or any(True for _ in iglob(path, recursive=True))  # noqa: PTH110, PTH207


def _files_in(folder: str) -> list[str]:
    """The files in a folder and those below it, without hidden ones but those of e-readers."""
    return sorted(set(islice(_files_below(folder), MOST_FILES + 1)))


def in_books(paths: Iterable[Path]) -> list[Path]:
    """Return the paths with the folder of an audiobook instead of all its chapters or discs."""
    found: dict[Path, None] = {}
    books: dict[str, set[Path]] = defaultdict(set)
    for path in paths:
        if path.name.lower().endswith(AUDIO) and os.path.isfile(path):  # noqa: PTH113
            books[_book_of(str(path.parent), "")].add(path)
        found[path] = None
    for book, files in books.items():
        folders = {path.parent for path in files}
        whole = len(folders) == 1 and _are_whole([path.name for path in files])
        suffixes = {path.suffix for path in files}
        folder = Path(book) if len(folders) > 1 else next(iter(folders))
        here = {Path(each) for at in folders for each in audio_in(at) if each.suffix in suffixes}
        if not whole and here <= files:
            found = dict.fromkeys(each for each in (*found, folder.absolute()) if each not in files)
    return list(found)


def folders_in(folder: str) -> list[str]:
    """Return the folder and those below it whose files count, up to `MOST_FILES`."""
    return [where for where, *_ in islice(_walked(folder), MOST_FILES)]


def _walked(folder: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each folder that is looked into, with the names of its folders and files."""
    depth = folder.rstrip(os.sep).count(os.sep)
    for where, below, files in os.walk(folder):
        below[:] = [name for name in below if not name.startswith(".") or name in OF_READERS]
        if where.count(os.sep) - depth >= DEEPEST:
            below.clear()
        yield where, below, files


def _files_below(folder: str) -> Iterator[str]:
    for where, below, files in _walked(folder):
        audio = [name for name in files if name.lower().endswith(AUDIO) and name[0] != "."]
        book = _book_of(where, folder)
        if audio and (book != where or any(map(is_disc, below)) or not _are_whole(audio)):
            files = [name for name in files if name not in audio]
            yield book
        for name in files:
            path = os.path.join(where, name)  # noqa: PTH118
            passed_over = name.startswith((".", "~$")) or name.endswith(PASSED_OVER)
            if not passed_over and os.path.isfile(path):  # noqa: PTH113
                yield path


def _are_whole(audio: Sequence[str]) -> bool:
    """Return whether each of the audio files in a folder is a book, by its name alone."""
    stems = [os.path.splitext(name)[0] for name in audio]  # noqa: PTH122
    return len(audio) == 1 or (
        len(set(map(without_part, stems))) == len(audio)
        and all(name.lower().endswith(WHOLE) for name in audio)
        and not any(letter.isdigit() for letter in "".join(stems))
    )


def _book_of(folder: str, root: str) -> str:
    """Return the folder of the whole audiobook that a folder has a disc of, or all."""
    above, name = os.path.split(folder)
    return _book_of(above, root) if folder != root and is_disc(name) else folder


def audio_in(folder: Path) -> list[Path]:
    """Return the audio files that a folder stands for: its own, and those of its discs."""
    found = []
    for where, below, names in os.walk(folder):
        below[:] = [name for name in below if is_disc(name)]
        found += [Path(where, name) for name in names if name[0] != "."]
    return sorted(each for each in found if each.name.lower().endswith(AUDIO))


def path_text(path: Path) -> str:
    """Return the path as a text that can be stored, whatever bytes it has."""
    return os.fsencode(path).decode(errors="backslashreplace")


def size_and_time(path: Path) -> str:
    """Size and time of change of a file, and of the log that a database has beside it.

    Of a folder with an audiobook, one word for those of all its files.
    """
    stats = [os.stat(each) for each in _parts(path)]  # noqa: PTH116
    stamp = " ".join(f"{each.st_size}:{each.st_mtime_ns}" for each in stats)
    return blake2b(stamp.encode(), digest_size=16).hexdigest() if path.is_dir() else stamp


def digest_of(path: Path, stamp: str) -> str:
    """What the content of a file and of the log beside it comes to; of much of it, the stamp."""
    parts = _parts(path)
    if is_audiobook(path) or sum(os.stat(each).st_size for each in parts) > HASHED:  # noqa: PTH116
        return stamp
    digest = blake2b(digest_size=16)
    for part in parts:
        with part.open("rb") as opened:
            for chunk in iter(lambda: opened.read(CHUNK), b""):
                digest.update(chunk)
        digest.update(b"\0")
    return digest.hexdigest()


def is_audiobook(path: Path) -> bool:
    """Return whether it is an audio file, or a folder, which stands for the audiobook in it."""
    return path.name.lower().endswith(AUDIO) or path.is_dir()


def _parts(path: Path) -> list[Path]:
    if path.is_dir():
        return audio_in(path)
    log = path.with_name(f"{path.name}-wal")
    return [path, log] if log.is_file() else [path]
