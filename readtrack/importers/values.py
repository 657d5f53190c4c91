"""Cells and fields to values, the way all sources share."""

import html
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from readtrack.model import Format
from readtrack.names import isbn_digits, tidy

EXCERPT = 60
"""Characters that an excerpt of a bad row has."""

FORMATS = {
    Format.AUDIOBOOK: ("audio", "hörbuch", "hoerbuch", "mp3", "listen", "audible"),
    Format.EBOOK: (
        "ebook", "e-book", "digital", "kindle", "epub", "kobo", "nook", "e-medi", "emedi",
    ),
    Format.PRINT: (
        "print", "hardcover", "hardback", "paperback", "softcover", "bound", "buch", "book",
        "taschenbuch", "gebunden",
    ),
}  # fmt: skip
"""Words by which a format is known, the more telling first: `audiobook` has `book` in it."""


def clean(text: object) -> str:
    """A field as text: entities resolved, blanks tidied."""
    if not isinstance(text, str):
        text = "" if text is None else str(text)
    return tidy(html.unescape(text) if "&" in text else text)


def isbn_of(text: object) -> str | None:
    """The digits of an ISBN, out of `="1408839970"` too; None where it is none."""
    return isbn_digits(clean(text).strip('="'))


def format_of(text: object) -> Format | None:
    """The format that a word of a catalogue names, or None."""
    word = clean(text).casefold()
    found = (kind for kind, names in FORMATS.items() if any(name in word for name in names))
    return next(found, None) if word else None


def local(instant: datetime, zone: tzinfo | None) -> tuple[date, str]:
    """The reader's date and `HH:MM` at an aware instant."""
    there = instant.astimezone(zone)
    return there.date(), f"{there:%H:%M}"


def instant_of(text: object) -> datetime | None:
    """An ISO instant, `2017-06-06T04:00:00Z`; one without an offset is UTC. None if it is none."""
    try:
        found = datetime.fromisoformat(clean(text))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def epoch_of(value: object, per_second: int = 1) -> datetime | None:
    """The instant of a Unix time, as a number or as its digits; None if it is none."""
    try:
        return datetime.fromtimestamp(float(str(value)) / per_second, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def whole(value: object) -> int | None:
    """A whole number above 0, out of `"304"`, `304.0` or `304 S.`; None if there is none."""
    match = re.match(r"\s*(\d{1,9})(?:[.,]0+)?(?!\d)", str(value))
    found = int(match[1]) if match else 0
    return found or None


def excerpt(value: Mapping[str, Any] | str) -> str:
    """The beginning of a bad row, to find it by."""
    text = tidy(value if isinstance(value, str) else ", ".join(map(str, value.values())))
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"
