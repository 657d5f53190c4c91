"""List every source, and find the one that a file comes from."""

import shlex
from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from readtrack.errors import ReadtrackError, UsageError
from readtrack.importing.files import Context, File
from readtrack.importing.layouts import names_wanted
from readtrack.importing.measuring.measured import is_text_of_book
from readtrack.importing.records import Item

SOURCES = {
    "readtrack": "export of readtrack",
    "libby-timeline": "Libby timeline",
    "libby-journey": "Libby reading journey",
    "libby-loans": "Libby loans",
    "calendar": "library calendar",
    "paia": "PAIA account",
    "goodreads": "Goodreads library",
    "storygraph": "StoryGraph library",
    "librarything": "LibraryThing library",
    "bookwyrm": "BookWyrm export",
    "hardcover": "Hardcover library",
    "openreads": "Openreads library",
    "bookbuddy": "BookBuddy library",
    "calibre": "Calibre library",
    "audible": "Audible library",
    "koreader": "KOReader statistics",
    "kobo": "Kobo e-reader",
    "kindle": "Kindle clippings",
    "audiobook": "audiobook",
    "csv": "table",
}
"""The names that `--from` takes, with what each is called in errors."""

MODULES = {"readtrack": "own", "csv": "table"}
"""The modules of sources that are not called as these are."""

OF_PLACES = ("kobo", "libby-journey", "koreader", "kindle")
"""Sources whose files tell how far a book was read: they are read after the files of loans."""

WITHOUT_LOANS = ("koreader", "kindle")
"""Sources that never have loans."""

FALLBACK = "csv"
"""Any table with columns that can be understood; used if no other source recognises the file."""

SAYING_WHERE = ("kobo", "koreader", FALLBACK)
"""Sources that name the right file, or the column that is missing, where they get another file."""

OTHER_SHEETS = b"\xd0\xcf\x11\xe0"
"""The first bytes of Excel files before 2007."""

LONGEST_LIST = 300
"""The most characters of column names that an error lists."""


class OfNoKindError(ReadtrackError):
    """No source recognises the file."""


class Importer(Protocol):
    """What every module of a source provides."""

    def recognises(self, file: File) -> bool: ...

    def read(self, file: File, context: Context) -> Iterator[Item]: ...


def importer(name: str) -> Importer:
    """Return the importer called `name`. Raises UsageError with a list of all of them."""
    if name not in SOURCES:
        sources = "Sources: " + ", ".join(SOURCES)
        raise UsageError(f"There is no source {name!r}.", f"{sources}.", {"--from": None})
    module = MODULES.get(name, name.replace("-", "_"))
    return cast(Importer, import_module(f"readtrack.importing.sources.{module}"))


def read_items(file: File, source: str, context: Context) -> Iterator[Item]:
    """Return the items that a source reads in a file. Raises UsageError for a file of another."""
    module = importer(source)
    if source not in SAYING_WHERE and not module.recognises(file):
        what = f"{file.path.name} is no {SOURCES[source]}."
        raise UsageError(what, "It can be recognised.", {"--from": None})
    return module.read(file, context)


def source_of(file: File) -> str:
    """Return the name of the file's source; ReadtrackError for none, UsageError for several."""
    claims = [name for name in SOURCES if name != FALLBACK and importer(name).recognises(file)]
    if not claims and importer(FALLBACK).recognises(file):
        claims = [FALLBACK]
    if len(claims) == 1:
        return claims[0]
    name = file.path.name
    if claims:
        what = f"{name} could come from {' or '.join(claims)}."
        raise UsageError(what, "Say which.", {"--from": claims[0]})
    if line := names_wanted(file):
        what = f"{name} begins with a book: it has no column names."
        raise OfNoKindError(what, f"Write a line of names above the first row, such as {line}")
    raise OfNoKindError(f"{name} is of no kind that can be imported.", _instead(file))


def _instead(file: File) -> str:
    if file.head.startswith(OTHER_SHEETS) or b"opendocument.spreadsheet" in file.head[:100]:
        return "In the spreadsheet, save the sheet as CSV or .xlsx, and import that."
    if is_text_of_book(file.head):
        named = shlex.quote(str(file.path))
        return f"Add the book with its length: readtrack add --from-file {named} --due 2026-12-14"
    if len(file.header) > 1:
        shown = ", ".join(filter(None, file.header))
        shown = shown if len(shown) <= LONGEST_LIST else f"{shown[:LONGEST_LIST]}…"
        return (
            "Name its columns: --map title=COLUMN, and --map due=COLUMN, pages=COLUMN or "
            f"finished=COLUMN. Its first line has: {shown}"
        )
    return (
        "Kinds: " + ", ".join(SOURCES) + ". Or write a table with title,due in its first line, "
        "or add a book: readtrack add TITLE --due 2026-12-14"
    )
