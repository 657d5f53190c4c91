"""Cells and fields to values, the way all sources share."""

import html
import math
import re
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from typing import Any

from readtrack.clock import is_possible
from readtrack.importing.media import FORMATS, PRINT_WORDS, is_no_book, medium_named, unaccented
from readtrack.model import Format
from readtrack.names import isbn_digits, tidy

ISBN = re.compile(r"(?<![\w-])(?:\d{3}[ -]?)?\d(?:[ -]?\d){8}[ -]?[\dX](?![\w-])", re.ASCII)
HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))

WHOLE = re.compile(r"\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.0+)?(?![.,]?\d)", re.ASCII)

OFFSET = re.compile(
    r"(?<=\d) ?(?:(?:UTC|GMT) ?)?([+−-])(\d{1,2})(?::?(\d{2}))?$|(?<=\d) ?(?:Z|UTC|GMT)$",
    re.ASCII | re.IGNORECASE,
)
"""What follows a time of day: `Z`, ` UTC`, `+02:00`, ` -0500`, ` GMT+2`."""

ROUNDED = re.compile(r"\d[.,]?\d*E\+\d+", re.ASCII | re.IGNORECASE)
"""A long number as a spreadsheet shows it: `3.1234E+13`."""

SHORTEST_NAME = 3
"""The fewest characters of a copy's id: `1` and `2` may just number the rows."""

YES, NO = ("yes", "ja", "true"), ("no", "nein", "false", "none", "keine")
"""Words for whether a renewal is allowed."""

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")

EXCERPT = 60
"""Characters that an excerpt of a bad row has."""


def clean(text: object) -> str:
    """Return a field as text: entities resolved, control characters made blanks, blanks tidied."""
    if text is None or text == "":
        return ""
    if not isinstance(text, str):
        text = str(text)
    text = html.unescape(text) if "&" in text else text
    return tidy(text if text.isprintable() else CONTROL.sub(" ", text))


def isbn_of(text: object) -> str | None:
    """The digits of an ISBN, out of `="1408839970"` and `1408839970 (pbk.) : EUR 9` too.

    Of several the first; None where there is none.
    """
    if isinstance(text, str) and len(text) in (10, 13) and text.isdigit():
        return isbn_digits(text)
    written = ISBN.findall(clean(text).upper().translate(HYPHENS))
    return next(filter(None, map(isbn_digits, written)), None)


def copy_id(text: str) -> str | None:
    """Return the id of a copy without the zeros in front, which spreadsheets drop, and blanks.

    None where it is too short or rounded.
    """
    name = text
    if not name.isdigit():
        name = re.sub(r"(?<=\d)[.,]0+$", "", clean(text).strip("=\"'").replace(" ", ""))
        if ROUNDED.fullmatch(name):
            return None
    if len(name) < SHORTEST_NAME:
        return None
    return name.lstrip("0") or None


@lru_cache(1_000)
def format_of(text: str | None) -> Format | None:
    """Return the format that a word of a catalogue names, or None."""
    return medium_named(clean(text))


def typed_format(text: str) -> Format | None:
    """The format that a typed word is, `E-Book` or `Hörbücher`; None where it is another word.

    It has to be one of the words as a whole: a catalogue's cell may have others around it.
    """
    word = _letters(text)
    for ending in ("", "s", "en", "e", "ed", "book", "books", "buch", "er"):
        stem = word.removesuffix(ending)
        for kind, names in FORMATS.items():
            more = PRINT_WORDS if kind is Format.PRINT else ()
            if stem in (*map(_letters, (*names, *more)), kind.value):
                return kind
    return None


def _letters(text: str) -> str:
    return "".join(letter for letter in unaccented(clean(text)) if letter.isalnum())


@lru_cache(1_000)
def other_medium(text: object) -> str:
    """Return the word of a catalogue where it names what is no book; else nothing."""
    word = clean(text)
    return word if is_no_book(word) and format_of(word) is None else ""


def local(instant: datetime, zone: tzinfo | None) -> tuple[date, str]:
    """Return the reader's date and `HH:MM` at an aware instant."""
    there = instant.astimezone(zone)
    return there.date(), f"{there:%H:%M}"


def instant_of(text: object) -> datetime | None:
    """An ISO instant, `2017-06-06T04:00:00Z`; one without an offset is UTC. None if it is none."""
    written = clean(text)
    if ":" in written:
        written = OFFSET.sub(_plain_offset, written)
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _plain_offset(match: re.Match[str]) -> str:
    sign, hours, minutes = match.groups()
    return f"{'-' if sign in '−-' else '+'}{int(hours):02}:{minutes or '00'}" if sign else "Z"


def epoch_of(value: object, per_second: int = 1) -> datetime | None:
    """Return the instant of a Unix time, as a number or as its digits; None if it is none."""
    try:
        return datetime.fromtimestamp(float(str(value)) / per_second, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def dated(instant: datetime | None, zone: tzinfo | None) -> tuple[date, str] | None:
    """`local`; None where there is no instant, or one of a year that no library loan has."""
    if instant is None or not is_possible(instant):
        return None
    found = local(instant, zone)
    return found if is_possible(found[0]) else None


def moment_of(value: object, zone: tzinfo | None) -> tuple[date, str | None] | None:
    """The reader's date and hour that an ISO text names: one that is a date only has no hour."""
    text = text_of(value)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return dated(instant_of(text), zone)
    return (day, None) if is_possible(day) else None


def whole(value: object) -> int | None:
    """Return a whole number above 0, out of `"304"`, `1,204` or `304 S.`; None if there is none."""
    match = WHOLE.match(str(value).strip('="'))
    return (int(match[1].replace(",", "")) or None) if match else None


def renewals_of(value: object) -> tuple[int | None, bool | None]:
    """How many renewals are allowed, and whether any is, out of `2`, `0`, `none`, `yes` or true."""
    if isinstance(value, bool):
        return None, value
    word = clean(value).casefold()
    if word in YES or word in NO:
        return None, word in YES
    match = re.match(r"(\d{1,9})(?![\d.,]*\d)", word, re.ASCII)
    return (int(match[1]), None) if match else (None, None)


def excerpt(*parts: str) -> str:
    """Return the beginning of what there is of a bad row, to find it by."""
    text = tidy(", ".join(filter(None, parts)))
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"


def text_of(value: object) -> str:
    """A field of JSON or of a database as clean text; nothing where it holds something else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return clean(str(value).encode(errors="replace").decode())


def number_of(value: object) -> float | None:
    """Return a finite number, or the text of one; None for everything else."""
    try:
        found = float(value) if isinstance(value, int | float | str) else math.nan
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def isbn_restored(text: object) -> str | None:
    """Return the digits of an ISBN, also of one whose leading zeros a spreadsheet has dropped."""
    if isinstance(text, str):
        bare = text.strip('="')
        if not bare or (len(bare) == 13 and bare.isdigit()):
            return isbn_digits(bare) if bare else None
    digits = clean(text).strip(" =\"'[]").removesuffix(".0")
    if not digits.strip("0"):
        return None
    return isbn_of(digits.zfill(10) if 6 <= len(digits) < 10 else digits)


def list_at(value: object, key: str) -> list[Any]:
    """Return the list that an object of JSON has under a key; empty where there is none."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []
