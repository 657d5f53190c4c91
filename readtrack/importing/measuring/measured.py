"""What measuring returns for every kind of file, and how names in it are cleaned."""

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from readtrack.errors import ReadtrackError
from readtrack.importing.people import authors_of, if_names
from readtrack.importing.values import excerpt, text_of
from readtrack.limits import LONGEST_TEXT, MOST_AUTHORS
from readtrack.model import Format
from readtrack.named_tuple import NamedTuple

INSTEAD = "Drop --from-file, and give the title and --pages."
"""Advice for a book whose pages cannot be found."""

HEAD = 1024
"""Bytes at the start by which a file is recognised; `%PDF` may stand anywhere in them."""


class Measured(NamedTuple):
    """Title, authors and length of the book in a file: pages or seconds, by its format."""

    title: str | None
    authors: tuple[str, ...]
    format: Format
    isbn: str | None = None
    pages: int | None = None
    seconds: int | None = None
    estimated: bool = False
    """Whether the pages are estimated from the words."""


def is_text_of_book(head: bytes) -> bool:
    """Return whether a file that begins so is an EPUB or a PDF."""
    return b"application/epub+zip" in head[:HEAD] or b"%PDF-" in head[:HEAD]


def file_name(path: Path) -> str:
    """Return the name of a file for an error message."""
    return excerpt((path.name or str(path)).encode(errors="replace").decode())


def unmeasured(path: Path, what: str, remedy: str = INSTEAD) -> ReadtrackError:
    """Return the error of a file that cannot be measured, `what` being said of it."""
    return ReadtrackError(f"{file_name(path)} {what}.", remedy)


def require(what: str, name: str) -> None:
    """Raise ReadtrackError for a library that measuring needs, where it is not installed."""
    try:
        import_module(name)
    except ImportError as error:
        how = f"Install it: pip install {name}, or pipx inject readtrack {name}."
        raise ReadtrackError(f"Measuring {what} needs {name}.", how) from error


def cleaned(text: object) -> str | None:
    """Return a title or a name from a file without stray spaces; None if empty or too long."""
    if not isinstance(text, str) or len(text) > 4 * LONGEST_TEXT:
        return None
    found = text_of(text.replace("\x00", " "))
    return found if 0 < len(found) <= LONGEST_TEXT else None


def authors_among(texts: Iterable[object]) -> tuple[str, ...]:
    """Return the authors among `texts`, each once: each text may name several, and helpers."""
    named = (text.replace("\x00", ";") for text in texts if isinstance(text, str))
    found = (name for text in named for name in if_names(authors_of, cleaned(text) or ""))
    return tuple(dict.fromkeys(found))[:MOST_AUTHORS]
