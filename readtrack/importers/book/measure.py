"""One book in a file or a folder: which kind it is, and what all kinds share."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from readtrack.errors import ReadtrackError
from readtrack.importers.values import excerpt, text_of
from readtrack.limits import LONGEST_TEXT, MOST_AUTHORS
from readtrack.model import Format

INSTEAD = "Leave --from-file, and give the title and --pages N."
"""The way out for a book whose pages cannot be found."""

HEAD = 1024
"""Bytes that a file is recognised by; `%PDF` may stand anywhere in them."""


class Measured(NamedTuple):
    """What a file says of the book in it; `pages` or `seconds` is its length, by `format`."""

    title: str | None
    authors: tuple[str, ...]
    isbn: str | None
    format: Format
    pages: int | None
    seconds: int | None
    estimated: bool
    """Whether the pages were worked out from the words."""


def measure(path: Path) -> Measured:
    """The book at `path`: an EPUB, a PDF, an audio file or a folder of them, known by content.

    Raises ReadtrackError for everything else, and for a file past the limits.
    """
    from readtrack.importers.book import audio, epub, pdf

    try:
        if path.is_dir():
            return audio.measure(path)
        if not path.is_file():
            there = "is no file" if path.exists() else "does not exist"
            raise ReadtrackError(f"{name_of(path)} {there}.", "Check the name.")
        with path.open("rb") as opened:
            head = opened.read(HEAD)
        if head.startswith(b"PK\x03\x04"):
            return epub.measure(path)
        if b"%PDF-" in head:
            return pdf.measure(path)
        if audio.is_audio(path):
            return audio.measure(path)
    except OSError as error:
        raise ReadtrackError(f"Cannot read {name_of(path)}: {error.strerror}.") from error
    raise ReadtrackError(
        f"{name_of(path)} is no EPUB, no PDF and no audio.",
        "Those can be measured, and folders of audio files.",
    )


def name_of(path: Path) -> str:
    """What an error calls a file."""
    return excerpt((path.name or str(path)).encode(errors="replace").decode())


def missing(what: str, library: str) -> ReadtrackError:
    """The error of an optional library that is not installed."""
    return ReadtrackError(
        f"Measuring {what} needs {library}.",
        f"Install it: pip install {library}, or pipx inject readtrack {library}.",
    )


def told(text: object) -> str | None:
    """A title or a name out of a file, tidied; None where there is none, or far too much."""
    if not isinstance(text, str) or len(text) > 4 * LONGEST_TEXT:
        return None
    found = text_of(text.replace("\x00", " "))
    return found if 0 < len(found) <= LONGEST_TEXT else None


def names(texts: Iterable[object]) -> tuple[str, ...]:
    """The authors among `texts`, each once."""
    return tuple(dict.fromkeys(filter(None, map(told, texts))))[:MOST_AUTHORS]
