"""Any table of loans or lengths: columns by name, in English or German, or as `--map` says."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from operator import itemgetter

from readtrack.clock import parse_time
from readtrack.dates import DayOrder, parse_written
from readtrack.durations import seconds
from readtrack.errors import UsageError, unreadable
from readtrack.importing.files import Context, File
from readtrack.importing.records import Borrowed, Item, Problem, Record, Skipped
from readtrack.importing.values import (
    clean,
    dated,
    excerpt,
    format_of,
    instant_of,
    isbn_of,
    other_medium,
    renewals_of,
    whole,
)
from readtrack.model import Ending, Format
from readtrack.names import fold

LABEL = "table"

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "titel", "book", "buch", "name"),
    "author": (
        "author", "authors", "autor", "autoren", "autorin", "verfasser", "verfasserin", "creator",
        "written by",
    ),
    "due": (
        "due", "due date", "due on", "date due", "return by", "frist", "leihfrist", "ausleihfrist",
        "abgabefrist", "rückgabe", "rückgabedatum", "rückgabe bis", "zurückzugeben bis",
        "fällig", "fällig am", "fälligkeitsdatum", "return date",
    ),
    "time": ("time", "due time", "hour", "uhrzeit"),
    "checked_out": (
        "checked out", "checkout", "checkout date", "checked out on", "borrowed", "borrowed on",
        "loan date", "ausgeliehen", "ausgeliehen am", "ausleihdatum", "entliehen",
    ),
    "returned": ("returned", "returned on", "zurückgegeben", "zurückgegeben am"),
    "pages": ("pages", "page count", "number of pages", "seiten", "seitenzahl"),
    "duration": ("duration", "audio", "runtime", "dauer", "laufzeit", "spieldauer"),
    "format": (
        "format", "binding", "medium", "media", "media type", "type of media", "material type",
        "medienart", "medientyp", "mediatyp", "media group", "group of media", "mediengruppe",
        "mediengroup", "mediengrp", "type", "group", "gruppe", "bereich",
    ),
    "isbn": ("isbn", "isbn13", "ean"),
    "renewals": (
        "renewals", "renewed", "number of renewals", "verlängerungen", "verlängert", "verl.",
        "anzahl verlängerungen", "anz.verl.", "bisherige verlängerungen",
    ),
    "renewable": ("renewable", "renewable on", "renewable from", "verlängerbar ab", "verlängerbar"),
    "renewals_left": (
        "renewals left", "renewals remaining", "remaining renewals", "noch verlängerbar",
        "verlängerungen übrig", "verbleibende verlängerungen", "mögliche verlängerungen",
    ),
    "library": (
        "library", "branch", "zweigstelle", "bibliothek", "bücherei", "filiale", "ausleihstelle",
        "location", "department", "place",
    ),
}  # fmt: skip
"""What a table can tell, and the names that libraries and people give the columns.

Case, blanks and punctuation are not told apart.
"""

SHELVES = (
    "branch", "zweigstelle", "filiale", "ausleihstelle", "location", "standort", "department",
    "signatur", "signature", "shelf mark", "call number", "barcode", "barcode no", "barcode nr",
    "barcode number", "barcodenummer", "strichcode", "mediennummer", "buchungsnr", "buchungsnummer",
)  # fmt: skip
"""Columns of a library that lends what stands on shelves."""

POSITIONS = (
    "position", "position pages", "current position", "page", "current page", "percent",
    "percent read", "progress", "aktuelle seite", "lesestand", "fortschritt",
)  # fmt: skip
"""Columns of a log of reading, which has a row a day."""

TELLING = ("due", "checked_out", "pages", "duration")
"""Beside the title, a table has to tell one of these."""

WRITTEN_DATE = re.compile(
    r"(?<![\d./-])(?P<day>\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})"
    r"(?!\d|[./-]\d)(?:(?:T|,? )(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2}(?:[.,]\d+)?)?"
    r" ?(?P<half>[ap]\.?m\b\.?)? ?"
    r"(?P<offset>(?:(?:UTC|GMT) ?)?[+−-]\d{1,2}(?::?\d{2})?(?!\d)|(?:Z|UTC|GMT)\b)?)?",
    re.ASCII | re.IGNORECASE,
)
"""A date, and the time after it. Only with an offset does the time change the date."""

SLASHED = re.compile(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-]\d{4}", re.ASCII)
SPREAD = 20_000
"""Different cells whose meaning is remembered: dates and authors come again and again."""


def recognises(file: File) -> bool:
    places = _places(file.header, ())
    return "title" in places and any(name in places for name in TELLING)


def read(file: File, context: Context) -> Iterator[Item]:
    """A record for every row. Raises UsageError where no column holds titles."""
    name, places = file.path.name, _places(file.header, context.columns)
    if not file.header:
        raise UsageError(f"{name} is no table.", "Leave --from and --map out.")
    if "title" not in places or not any(each in places for each in TELLING):
        raise UsageError(
            f"{name} has no column for "
            + ("titles." if "title" not in places else "due dates or lengths."),
            "Name it: --map title=COLUMN --map due=COLUMN. It has: " + _listed(file.header),
        )
    position = next((each for each in file.header if _plain(each) in _plainly(POSITIONS)), None)
    if position and not context.columns and places.keys().isdisjoint({"due", "checked_out"}):
        raise UsageError(
            f"{name} is a log of reading: it has a column {position!r}, and no due dates.",
            "To take the lengths in it alone: --map title=COLUMN --map pages=COLUMN",
        )
    order = _day_order(file, places) if _has_slashes(file) else None
    usual = Format.PRINT if any(_plain(each) in _plainly(SHELVES) for each in file.header) else None
    row = _reader(places, context, order, usual)
    for line, cells in file.rows():
        try:
            yield row(f"line {line}", ["", *cells])  # the place of a column that is not there
        except UsageError as error:
            told = (cells[place] for place in places.values() if place < len(cells))
            shown = excerpt(", ".join(filter(None, told)))
            yield Problem(f"line {line}", shown, error.what, error.remedy)


def _places(header: tuple[str, ...], given: tuple[tuple[str, str], ...]) -> dict[str, int]:
    """Which column tells what; the reader's own word goes first, then the more telling name."""
    names = list(map(_plain, header))
    found = {}
    for ours, synonyms in COLUMNS.items():
        for synonym in _plainly(synonyms):
            if synonym in names:
                found[ours] = names.index(synonym)
                break
    for ours, theirs in given:
        key = ours.casefold().replace(" ", "_")
        if key not in COLUMNS:
            raise UsageError(f"There is nothing called {ours!r} to map.", "Map " + _listed(COLUMNS))
        if theirs.casefold() not in (name.casefold() for name in header):
            raise UsageError(f"There is no column {theirs!r}.", "Columns: " + _listed(header))
        found[key] = [name.casefold() for name in header].index(theirs.casefold())
    return found


def _plain(name: str) -> str:
    return fold(name).replace(" ", "")


@cache
def _plainly(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(_plain, names))


def _listed(names: Mapping[str, object] | tuple[str, ...]) -> str:
    return ", ".join(filter(None, names))


def _has_slashes(file: File) -> bool:
    return SLASHED.search(file.head.decode(file.encoding, errors="replace")) is not None


def _day_order(file: File, places: dict[str, int]) -> DayOrder | None:
    """Whether the dates of the file put the day or the month first; None when none of them says."""
    dated = [places[name] for name in ("due", "checked_out", "returned") if name in places]
    for _, cells in file.rows():
        for place in dated:
            match = SLASHED.search(cells[place]) if place < len(cells) else None
            if match and int(match[1]) > 12:
                return "day first"
            if match and int(match[2]) > 12:
                return "month first"
    return None


def _reader(
    places: dict[str, int], context: Context, order: DayOrder | None, usual: Format | None
) -> Callable[[str, list[str]], Record | Skipped]:
    """What makes a record of a row; it remembers what cells mean that come again.

    Of `usual` format is what has none that is told.
    """
    formats = lru_cache(SPREAD)(format_of)
    others = lru_cache(SPREAD)(other_medium)
    people = lru_cache(SPREAD)(authors_of)
    pages_in = lru_cache(SPREAD)(_pages)
    day = lru_cache(SPREAD)(lambda text: _day(text, context, order) if text else None)
    pick = itemgetter(*(places.get(name, -1) + 1 for name in COLUMNS))
    width = max(places.values()) + 1

    @lru_cache(SPREAD)
    def loan(
        due: str, hour: str, out: str, back: str, renewals: str, new: str, left: str, library: str
    ) -> Borrowed | None:
        checked_out, due_on, returned = day(out), day(due), day(back)
        if checked_out is None and due_on is None:
            return None
        allowed, may_renew = renewals_of(left)
        if (word := renewals_of(new)[1]) is not None:
            may_renew, new = word, ""
        return Borrowed(
            checked_out,
            due_on,
            parse_time(hour) if hour.strip() else None,
            renewals=whole(renewals) or 0,
            renewable_on=day(new),
            renewals_left=allowed,
            may_renew=may_renew,
            library=clean(library) or None,
            ended=returned,
            ending=Ending.RETURNED if returned else None,
        )

    def row(where: str, cells: list[str]) -> Record | Skipped:
        if len(cells) <= width:
            cells += [""] * (width + 1 - len(cells))
        told = pick(cells)
        (
            title, author, due, hour, out, back, pages, audio, kind, isbn, renewals, new, left,
            library,
        ) = told  # fmt: skip
        if kind and (other := others(kind)):
            return Skipped(where, clean(title), f"no book: {other}")
        return Record(
            where,
            clean(title),
            people(author),
            isbn_of(isbn) if isbn else None,
            formats(kind) or (Format.AUDIOBOOK if audio.strip() else usual),
            pages_in(pages) if pages else None,
            _seconds(audio) if audio else None,
            loan(due, hour, out, back, renewals, new, left, library),
        )

    return row


def _day(text: str, context: Context, order: DayOrder | None) -> date | None:
    """The date in a cell; an instant with an offset is the reader's local date."""
    text = clean(text)
    if not text:
        return None
    match = WRITTEN_DATE.search(text)
    if match is None:
        return parse_written(text, order)
    day = parse_written(match["day"], order)
    if match["offset"] is None:
        return day
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + 12 * (match["half"][0] in "pP")
    instant = instant_of(f"{day}T{hour:02}:{match['minute']}{match['offset']}")
    found = dated(instant, context.zone)
    if found is None:
        raise unreadable(text, "a date", "Write 2026-12-14.")
    return found[0]


def _pages(text: str) -> int | None:
    """A number of pages; words such as `unknown` are none. Raises UsageError for another number."""
    pages = whole(text)
    if pages is None and any(digit in text for digit in "123456789"):
        raise unreadable(text, "a number of pages", "Write 304.")
    return pages


def _seconds(text: str) -> int | None:
    """Seconds of audio in `7:57`, `7h57m`, or a plain number of minutes."""
    minutes = whole(text) if text.strip().removesuffix(".0").isdigit() else None
    return minutes * 60 if minutes else seconds(text)


@cache
def _splitter() -> re.Pattern[str]:
    return re.compile(r"\s*;\s*|\s+/\s+|\s+(?:&|and|und)\s+")


def authors_of(text: str) -> tuple[str, ...]:
    """`Brooks, John; Hill, Joe` and `John Brooks, Joe Hill` as names in the order people say."""
    names: list[str] = []
    for part in _splitter().split(clean(text)):
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        if len(pieces) == 2 and _are_one_name(*pieces):
            pieces = [f"{pieces[1]} {pieces[0]}"]
        names += pieces
    return tuple(names)


def _are_one_name(family: str, given: str) -> bool:
    """Whether `Le Guin, Ursula K.` or `Brooks, John` is one person, not two with whole names."""
    return " " not in family or " " not in given or given.endswith(".")
