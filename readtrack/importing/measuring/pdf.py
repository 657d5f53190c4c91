"""PDFs: the pages that a document says it has, and its title and author where it names them."""

import logging
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from readtrack.errors import ReadtrackError
from readtrack.importing.measuring.measured import (
    INSTEAD,
    Measured,
    missing,
    name_of,
    names,
    told,
)
from readtrack.limits import LONGEST
from readtrack.model import Format

if TYPE_CHECKING:
    from pypdf import PdfReader

LARGEST = 500_000_000
"""Bytes."""

NO_TITLE = re.compile(
    r"(microsoft \w+ - |untitled\b|layout \d|document ?\d*$|print$|title$"
    r"|.*\.(docx?|pptx?|rtf|odt|indd|qxd|qxp|tex|dvi|ps|pdf|pub|pages|html?|txt)$|[\W\d_]*$)",
    re.IGNORECASE,
)
"""What programs write where a title should be: `Microsoft Word - draft 3.doc`."""

NO_AUTHOR = re.compile(
    r"(admin\w*|user|owner|unknown|author|anonymous|default|root|(windows|microsoft)\b.*"
    r"|\S*[@\d\\/]\S*|[\W\d_]*)$",
    re.IGNORECASE,
)
"""What they write where an author should be, log-in names among it."""


def measure(path: Path) -> Measured:
    """The PDF at `path`; its pages are not walked, so that what loops in it cannot matter."""
    try:
        import pypdf
    except ImportError as error:
        raise missing("a PDF", "pypdf") from error
    if path.stat().st_size > LARGEST:
        raise ReadtrackError(f"{name_of(path)} has more than {LARGEST // 1_000_000} MB.", INSTEAD)
    logging.getLogger(pypdf.__name__).setLevel(logging.CRITICAL)
    with path.open("rb") as opened, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _read(opened, path)
        except (ReadtrackError, OSError):
            raise
        except Exception as error:  # pypdf: "broken PDF files might cause other Exceptions"
            raise ReadtrackError(f"{name_of(path)} is damaged, or no PDF.", INSTEAD) from error


def _read(opened: BinaryIO, path: Path) -> Measured:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(opened)
        locked = reader.is_encrypted and not reader.decrypt("")
    except DependencyError as error:
        raise ReadtrackError(
            f"{name_of(path)} is encrypted, which takes cryptography to read.",
            "Install it: pip install cryptography",
        ) from error
    if locked:
        raise ReadtrackError(f"{name_of(path)} is locked with a password.", INSTEAD)
    title, author = _said(reader, "/Title"), _said(reader, "/Author")
    return Measured(
        title=None if title is None or NO_TITLE.match(title) else title,
        authors=() if author is None or NO_AUTHOR.match(author) else _authors(author),
        isbn=None,
        format=Format.EBOOK,
        pages=_pages(reader, path),
        seconds=None,
        estimated=False,
    )


def _pages(reader: "PdfReader", path: Path) -> int:
    """The pages it claims, of which each would be an object of its own."""
    from pypdf.generic import DictionaryObject, NullObject

    tree = cast(DictionaryObject, cast(DictionaryObject, reader.trailer["/Root"])["/Pages"])
    count = tree.get("/Count", NullObject()).get_object()
    found = int(count) if isinstance(count, int) else 0
    objects = sum(map(len, reader.xref.values())) + len(reader.xref_objStm)
    if not 1 <= found <= objects:
        raise ReadtrackError(f"{name_of(path)} does not say how many pages it has.", INSTEAD)
    if found > LONGEST["pages"]:
        raise ReadtrackError(f"{name_of(path)} has more than {LONGEST['pages']:,} pages.", INSTEAD)
    return found


def _said(reader: "PdfReader", key: str) -> str | None:
    """An entry of the document's information, where there is any."""
    about = reader.metadata
    value = None if about is None else about.get(key)
    return told(str(value.get_object())) if value is not None else None


def _authors(text: str) -> tuple[str, ...]:
    """Those named; one comma may stand in "Le Guin, Ursula K.", more of them part a list."""
    listed = ";" not in text and (text.count(",") > 1 or ", and " in text)
    return names(re.split(r"\s*;\s*|,? and | & " + "|, " * listed, text))
