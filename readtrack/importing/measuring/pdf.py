"""Measure PDFs: the number of pages in the document, and its title and author if it has them."""

import logging
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from readtrack.errors import ReadtrackError
from readtrack.importing.measuring.measured import (
    Measured,
    authors_among,
    cleaned,
    require,
    unmeasured,
)
from readtrack.limits import LONGEST
from readtrack.model import Format

if TYPE_CHECKING:
    from pypdf import PdfReader

LARGEST = 500_000_000
"""The largest file, in bytes."""

NO_TITLE = re.compile(
    r"(microsoft \w+ - |untitled\b|layout \d|document ?\d*$|print$|title$"
    r"|.*\.(docx?|pptx?|rtf|odt|indd|qxd|qxp|tex|dvi|ps|pdf|pub|pages|html?|txt)$|[\W\d_]*$)",
    re.IGNORECASE,
)
"""What programs write instead of a title, such as `Microsoft Word - draft 3.doc`."""

NO_AUTHOR = re.compile(
    r"(admin\w*|user|owner|unknown|author|anonymous|default|root|(windows|microsoft)\b.*"
    r"|\S*[@\d\\/]\S*|[\W\d_]*)$",
    re.IGNORECASE,
)
"""What programs write instead of an author, such as a log-in name."""


def measure(path: Path) -> Measured:
    """Measure the PDF at `path`, without walking its pages, which may form a loop."""
    require("a PDF", "pypdf")
    if path.stat().st_size > LARGEST:
        raise unmeasured(path, f"has more than {LARGEST // 1_000_000} MB")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with path.open("rb") as opened, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _read(opened, path)
        except (ReadtrackError, OSError):
            raise
        except Exception as error:  # pypdf: "broken PDF files might cause other Exceptions"
            raise unmeasured(path, "is damaged, or no PDF") from error


def _read(opened: BinaryIO, path: Path) -> Measured:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(opened)
        locked = reader.is_encrypted and not reader.decrypt("")
    except DependencyError as error:
        what = "is encrypted, which takes cryptography to read"
        raise unmeasured(path, what, "Install it: pip install cryptography") from error
    if locked:
        raise unmeasured(path, "is locked with a password")
    title, author = _entry(reader, "/Title"), _entry(reader, "/Author")
    return Measured(
        title=None if title is None or NO_TITLE.match(title) else title,
        authors=() if author is None or NO_AUTHOR.match(author) else authors_among([author]),
        format=Format.EBOOK,
        pages=_pages(reader, path),
    )


def _pages(reader: "PdfReader", path: Path) -> int:
    """Return the number of pages in the document, at most the number of its objects."""
    from pypdf.generic import DictionaryObject, NullObject

    tree = cast(DictionaryObject, cast(DictionaryObject, reader.trailer["/Root"])["/Pages"])
    count = tree.get("/Count", NullObject()).get_object()
    found = int(count) if isinstance(count, int) else 0
    objects = sum(map(len, reader.xref.values())) + len(reader.xref_objStm)
    if not 1 <= found <= objects:
        raise unmeasured(path, "does not say how many pages it has")
    if found > LONGEST["pages"]:
        raise unmeasured(path, f"has more than {LONGEST['pages']:,} pages")
    return found


def _entry(reader: "PdfReader", key: str) -> str | None:
    about = reader.metadata
    value = about.get(key) if about else None
    return cleaned(str(value.get_object())) if value is not None else None
