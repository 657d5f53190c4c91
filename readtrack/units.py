"""Lengths and positions: pages, percent, h:mm; parse, convert, format.

Units are the plain words of `model.Unit`, so that the shell prompt can use this module without
paying for the model.
"""

from readtrack.errors import UsageError
from readtrack.limits import LONGEST, LONGEST_NUMBER

STEP = {"pages": 1.0, "seconds": 1.0, "percent": 0.1}
"""The step to which a day's share is rounded up, by unit."""

IDLE = "nothing today"
"""The text in a prompt for a book without a share today."""


def page_count(pages: int) -> int:
    """`pages` as a length, or an error that names the bounds."""
    if not 1 <= pages <= LONGEST["pages"]:
        forms = f"Lengths go from 1 to {LONGEST['pages']:,} pages."
        raise UsageError(f"{pages} pages is not the length of a book.", forms, {"--pages": 304})
    return pages


def number(text: str) -> float | None:
    """A plain decimal number, with a point or a comma, without sign or exponent; else None."""
    word = text.replace(",", ".")
    whole, _, part = word.partition(".")
    digits = whole + part
    if whole and digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER:
        return float(word)
    return None


def clock(total: float) -> str:
    """Seconds as `7:57`, to the nearest minute, so that what is printed can be typed back."""
    minutes = round(total / 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


def precise_clock(total: float) -> str:
    """Seconds as `0:23:51`."""
    whole = round(total)
    return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"


def typed_position(unit: str, position: float) -> str:
    """Return a position as it is typed, exact to the second or the second decimal."""
    if unit == "seconds":
        return precise_clock(position)
    number = f"{position:.2f}".rstrip("0").rstrip(".")
    return f"{number}%" if unit == "percent" else number


def plain(value: float) -> str:
    """Return a number without needless decimals: 5, 6.3."""
    return f"{value:.1f}".removesuffix(".0")


def position_text(unit: str, position: float) -> str:
    if unit == "seconds":
        return clock(position)
    return f"{plain(position)}%" if unit == "percent" else f"p. {position:.0f}"


def amount_text(unit: str, amount: float) -> str:
    """How much is read, as in `12 pages`, `0:24 of audio`, `5%`."""
    if unit == "seconds":
        return f"{clock(amount)} of audio"
    if unit == "percent":
        return f"{plain(amount)}%"
    return "1 page" if amount == 1 else f"{amount:.0f} pages"


def short_amount(unit: str, amount: float) -> str:
    """`amount_text` for a table or a prompt: `12 p.`, `0:24`, `5%`."""
    if unit == "seconds":
        return clock(amount)
    return f"{plain(amount)}%" if unit == "percent" else f"{plain(amount)} p."


def share_words(unit: str, share: float, left: float) -> str:
    """Return what is left of a day's share, for a prompt."""
    if left > 0:
        return f"{short_amount(unit, left)} to go"
    return "done for today" if share else IDLE


def length_text(unit: str, length: float) -> str:
    if unit == "percent":
        return "length not known"
    return clock(length) if unit == "seconds" else amount_text(unit, length)
