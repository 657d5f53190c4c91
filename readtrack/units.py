"""Lengths and positions: pages, percent, h:mm; parse, convert, format.

Units are the plain words of `model.Unit`, so that the shell prompt can use this module without
paying for the model.
"""

from readtrack.errors import UsageError
from readtrack.limits import LONGEST, LONGEST_NUMBER, MINUTES_OF_A_DAY

LASTS = {
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "std"), 3600),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), 60),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1),
}
"""Seconds of what durations are written in."""

LONGER = 24 * 3600
"""More than any of them."""

STEP = {"pages": 1.0, "seconds": 1.0, "percent": 0.1}
"""What a day's share is rounded up to, by unit."""

IDLE = "nothing today"
"""What a prompt says of a book that has no share today."""

POSITION_FORMS = "120, +20, 45%, 25 of 380, 3:20, 3h20m or end"


def seconds(text: str) -> int | None:
    """Seconds in `7:57`, `7:57:30`, `3h20m`, `3h20`, `10 hrs and 57 mins`, `90 min` or `PT7H57M`.

    None when it is none of these.
    """
    import re

    word = text.strip().lower().removeprefix("pt").replace(" and ", " ")
    if match := re.fullmatch(r"(\d{1,4}):([0-5]\d)(?::([0-5]\d))?", word, re.ASCII):
        hours, minutes, rest = match.groups(default="0")
        return int(hours) * 3600 + int(minutes) * 60 + int(rest)
    part = re.compile(r"(\d{1,6}) ?([a-z]*)\.? ?", re.ASCII)
    if part.sub("", word):  # one part after the other, which a longer pattern would try for ever
        return None
    total, before = 0, LONGER
    for count, name in part.findall(word):
        # A number alone is of minutes after hours: 3h20.
        each = LASTS.get(name) if name else 60 if before == LASTS["h"] else None
        if each is None or each >= before:
            return None
        total, before = total + int(count) * each, each
    return total if word else None


def minutes_of_a_day(text: str) -> int:
    """Whole minutes in `35`, `35m`, `1:10` or `1h10m`."""
    value, spent = number(text.strip()), seconds(text)
    found = round(value) if value is not None else round(spent / 60) if spent is not None else 0
    if not 1 <= found <= MINUTES_OF_A_DAY:
        raise UsageError(f"Cannot take {text!r} as minutes of a day.", "Write 35 or 1:10.")
    return found


def page_count(pages: int) -> int:
    """`pages` as a length, or an error that names the bounds."""
    if not 1 <= pages <= LONGEST["pages"]:
        raise UsageError(
            f"{pages} pages is not the length of a book.",
            f"Lengths go from 1 to {LONGEST['pages']:,} pages.",
        )
    return pages


def audio_length(text: str) -> int:
    """Seconds of an audiobook's length written `7:57` or `7h57m`."""
    length = seconds(text)
    if length is None:
        raise UsageError(f"Cannot read {text!r} as a length of audio.", "Write 7:57 or 7h57m.")
    if not 1 <= length <= LONGEST["seconds"]:
        raise UsageError(
            f"{text} is not the length of an audiobook.",
            f"Lengths go up to {clock(LONGEST['seconds'])}.",
        )
    return length


def number(text: str) -> float | None:
    """A plain decimal number without sign or exponent, or None."""
    whole, _, part = text.partition(".")
    digits = whole + part
    if whole and digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER:
        return float(text)
    return None


def is_roman(text: str) -> bool:
    """Whether `text` is a page number of the front matter, such as xviii."""
    import re

    pattern = r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})"
    return bool(text) and re.fullmatch(pattern, text.lower()) is not None


def _page(word: str) -> float | None:
    """The page in `p25`, `p. 25`, `page 25`, `S. 25` or `25p`; None when it is none of these."""
    import re

    before, after = r"(?:pp?|pg|pages?|s|seite)\.? ?(\d{1,6})", r"(\d{1,6}) ?(?:p\.?|pages?)"
    match = re.fullmatch(f"{before}|{after}", word, re.ASCII)
    return None if match is None else float(match[1] or match[2])


def _share(word: str) -> float | None:
    """The part of the whole in `45%`, `25/380` or `25 of 380`; None when it is none of these."""
    word = word.replace(" percent", "%")
    if word.endswith("%"):
        percent = number(word[:-1].strip())
        return None if percent is None else percent / 100
    part, slash, whole = word.replace(" of ", "/").replace(" von ", "/").partition("/")
    at, end = number(part.strip()), number(whole.strip())
    return at / end if slash and at is not None and end else None


def _is_of(word: str, end: float) -> bool:
    """Whether a share is one of what comes before the end: `45%`, or `25 of 431` for page 431."""
    whole = word.replace(" of ", "/").replace(" von ", "/").partition("/")[2]
    return not whole or number(whole.strip()) == end


def is_position(text: str) -> bool:
    """Whether `text` is written as a position is, in whatever unit."""
    word = text.strip().lower().removeprefix("+").strip()
    readers = (number, seconds, _page, _share)
    return word == "end" or is_roman(word) or any(read(word) is not None for read in readers)


def no_position(text: str) -> UsageError:
    """What is said of text that is not."""
    return UsageError(f"Cannot read {text!r} as a position.", f"Write {POSITION_FORMS}.")


def written_unit(text: str) -> str:
    """The unit a position is written in: `seconds`, `pages`, or `any` where any edition serves."""
    text = text.strip().lower().lstrip("+")
    if text == "end" or text.endswith(("%", "percent")):
        return "any"
    return "seconds" if seconds(text) is not None else "pages"


def parse_position(
    text: str, unit: str, length: int, here: float = 0, end: float | None = None
) -> float:
    """The position `text` names in a loan of `unit` and `length`, when the reader is at `here`.

    `end` is where reading ends, if that is not the length: shares such as 45% are of what comes
    before it. Roman numerals number the front matter, which lies before page 1: position 0.
    """
    end = length if end is None else end
    word = text.strip().lower()
    relative = word.startswith("+")
    word = word.removeprefix("+").strip()
    amount = _amount(word, unit, length, end)
    if amount is None:
        raise no_position(text)
    position = here + amount if relative else amount
    if unit == "seconds" and length < position <= length + 30 and ":" in word:
        position = length  # the end, printed to the nearest minute
    if word == clock(end) and unit == "seconds" and not relative:
        position = end  # the same
    if position > length:
        raise UsageError(
            f"{text} is past the end, {position_text(unit, length)}.",
            "If the length is wrong, mend it with: readtrack edit BOOK --pages N (or --audio H:MM)",
        )
    return round(position, 2) if unit == "percent" else round(position)


def _amount(word: str, unit: str, length: int, end: float) -> float | None:
    if word == "end":
        return end
    if (share := _share(word)) is not None:
        of_all = unit == "percent" or not _is_of(word, end)
        return min((length if of_all else end) * share, length * 2)
    if (page := _page(word)) is not None and unit != "pages":
        what = "this is an audiobook" if unit == "seconds" else "its pages are not known"
        forms = "3:20, 3h20m or 45%" if unit == "seconds" else "45%"
        raise UsageError(f"{word} is a page, and {what}.", f"Write {forms}.")
    if unit == "seconds":
        heard = seconds(word)
        if heard is None and number(word) is not None:
            raise UsageError(
                f"{word} alone does not say hours or minutes.",
                f"This is an audiobook: write {word}m, {word}h, 3:20 or 45%.",
            )
        return heard
    if seconds(word) is not None:
        raise UsageError(
            f"{word} is a time, and this edition counts {unit}.", "Write 120, +20, 45% or end."
        )
    if is_roman(word):
        return 0
    return number(word) if page is None else page


def clock(total: float) -> str:
    """Seconds as `7:57`, to the nearest minute, so that what is printed can be typed back."""
    minutes = round(total / 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


def precise_clock(total: float) -> str:
    """Seconds as `0:23:51`."""
    whole = round(total)
    return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"


def typed_position(unit: str, position: float) -> str:
    """A position as it is typed, to the last second and the second decimal."""
    if unit == "seconds":
        return precise_clock(position)
    number = f"{position:.2f}".rstrip("0").rstrip(".")
    return f"{number}%" if unit == "percent" else number


def plain(value: float) -> str:
    """A number without needless decimals: 5, 6.3."""
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
    """What is left of a day's share, for a prompt."""
    if left > 0:
        return f"{short_amount(unit, left)} to go"
    return "done for today" if share else IDLE


def length_text(unit: str, length: float) -> str:
    if unit == "percent":
        return "length not known"
    return clock(length) if unit == "seconds" else amount_text(unit, length)
