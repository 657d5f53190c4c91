"""Measures, cuts and wraps text in columns of a terminal.

Wide signs (Chinese, emoji) take two columns; combining accents take none.
"""

import textwrap
import unicodedata
from collections.abc import Iterator

ELLIPSIS = "…"
JOINER = "\u200d"
AS_EMOJI = "\ufe0f"
"""The variation selector that turns the sign before it into an emoji of two columns."""
NARROW_PICTURES = "#*0123456789©®‼⁉™ℹ"
"""Signs with an emoji form that Unicode does not classify as symbols."""
SKIN_TONES = "🏻🏼🏽🏾🏿"
"""Signs that colour the emoji before them."""

GLUE = "\u00a0"
MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
INSIDE = "|".join(
    (
        r"(?<=Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?=\d)",
        rf"(?<=\d) (?=(?:{MONTHS})\b)",
        rf"(?<=\d (?:{MONTHS})) (?=\d{{4}}\b)",
        r"(?<=\bat) (?=\d\d:)",
        r"(?<=\bp\.) (?=\d)",
        r"(?<=\d) (?=(?:h|min|minutes?|pages?|days?)\b|p\.|→)",
        r"(?<=\d h|. →) (?=\d)",
    )
)
"""Matches the blanks inside dates, hours and amounts."""


def _sign_width(sign: str) -> int:
    if sign in SKIN_TONES:
        return 0
    if unicodedata.east_asian_width(sign) in "WF":
        return 2
    if unicodedata.category(sign) in ("Mn", "Me", "Cf", "Cc") or "\u1160" <= sign <= "\u11ff":
        return 0
    return 1


def clusters(text: str) -> Iterator[tuple[str, int]]:
    """Yield the signs of the text with their widths; combining signs stay with their base."""
    whole, wide, last = "", 0, ""
    for sign in text:
        if last == JOINER and _is_picture(sign):
            whole += sign
        elif sign == AS_EMOJI:
            whole, wide = whole + sign, 2 if _is_picture(last) else wide
        elif (width := _sign_width(sign)) == 0 and whole:
            whole += sign
        else:
            if whole:
                yield whole, wide
            whole, wide = sign, width
        last = sign
    if whole:
        yield whole, wide


def _is_picture(sign: str) -> bool:
    return bool(sign) and (unicodedata.category(sign) == "So" or sign in NARROW_PICTURES)


def columns_of(text: str) -> int:
    """Return the number of columns that the text takes."""
    return len(text) if text.isascii() else sum(wide for _, wide in clusters(text))


def cut(text: str, room: int) -> str:
    """Return the text, cut to so many columns with an ellipsis if it is longer."""
    if columns_of(text) <= room:
        return text
    return f"{_beginning(text, room - 1).rstrip()}{ELLIPSIS}" if room > 0 else ""


def _beginning(text: str, room: int) -> str:
    """Return as much of the text as fits into so many columns."""
    taken, used = [], 0
    for whole, wide in clusters(text):
        used += wide
        if used > room:
            break
        taken.append(whole)
    return "".join(taken)


def wrapped(text: str, room: int, indent: str = "", hanging: str = "") -> list[str]:
    """Return the text in lines of so many columns, broken at words, or inside overlong ones.

    No line is broken inside a date or an amount.
    """
    if len(indent) + columns_of(text) <= room:
        return [indent + text if text else ""]
    import re

    lines = _filled(re.sub(INSIDE, GLUE, text), room, indent, hanging)
    return lines if GLUE in text else [line.replace(GLUE, " ") for line in lines]


def _filled(text: str, room: int, indent: str, hanging: str) -> list[str]:
    if all(len(whole) == wide == 1 for whole, wide in clusters(text)):
        return textwrap.wrap(text, room, initial_indent=indent, subsequent_indent=hanging) or [""]
    lines, line = [], indent
    free = room - len(indent)
    for word in text.split(" "):
        rest, blank = word, " " if line.strip() else ""
        if columns_of(blank + rest) > free and blank:
            lines.append(line)
            line, free, blank = hanging, room - len(hanging), ""
        while columns_of(rest) > free:
            fits = _beginning(rest, free) or rest[:1]
            lines.append(line + fits)
            line, free, rest = hanging, room - len(hanging), rest[len(fits) :]
        line, free = line + blank + rest, free - columns_of(blank + rest)
    return [*lines, line]
