"""What all kinds of book files share: what is found in one, and how it is cleaned and named."""

from collections.abc import Iterable
from pathlib import Path

from readtrack.errors import ReadtrackError
from readtrack.importing.people import is_name
from readtrack.importing.values import excerpt, text_of
from readtrack.limits import LONGEST_TEXT, MOST_AUTHORS
from readtrack.model import Format
from readtrack.named_tuple import NamedTuple

INSTEAD = "Leave --from-file, and give the title and --pages."
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
    """The authors among `texts`, each once; placeholders such as `Unknown` are none."""
    found = (name for name in map(told, texts) if name and is_name(name))
    return tuple(dict.fromkeys(found))[:MOST_AUTHORS]
