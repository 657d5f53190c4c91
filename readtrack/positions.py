"""Parse positions as people type them, in any unit."""

from readtrack.durations import check_one_way, seconds
from readtrack.errors import UsageError, unreadable
from readtrack.limits import LONGEST, LONGEST_PHRASE
from readtrack.named_tuple import NamedTuple
from readtrack.units import clock, number, position_text

POSITION_FORMS = "120, +20, 45%, 25 of 380, 3:20, 3h20m or end"

COUNT = r"\d{1,3}(?:[.,]\d{3})+|\d{1,6}"
"""The pattern of a page number, with or without a thousands separator."""


class _Of(NamedTuple):
    """A position and the whole it belongs to, as in `25 of 380` or `3:20 of 7:57`."""

    at: float
    whole: float
    unit: str


def further_on(unit: str, here: float, end: float) -> str:
    """Return a position a little after `here`, as it is typed."""
    at = min(end, here + end / 20)
    if unit == "seconds":
        return clock(at)
    return position_text(unit, max(1.0, at)).removeprefix("p. ")


def is_roman(text: str) -> bool:
    """Whether `text` is a page number of the front matter, such as xviii."""
    import re

    pattern = r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})"
    return text.isalpha() and re.fullmatch(pattern, text.lower()) is not None


def is_position(text: str) -> bool:
    """Whether `text` has the form of a position, in any unit."""
    word, _ = _tidied(text)
    readers = (number, seconds, _page, _percent, _of)
    return word == "end" or is_roman(word) or any(read(word) is not None for read in readers)


def no_position(text: str, good: str = "45%") -> UsageError:
    """Return the error for text that is no position; `good` is one that works."""
    return unreadable(text, "a position", f"Write {POSITION_FORMS}.", good)


def written_unit(text: str) -> str:
    """Return the unit of a typed position: `seconds`, `pages`, or `any` for a percentage."""
    word, _ = _tidied(text)
    if word == "end" or _percent(word) is not None:
        return "any"
    of = _of(word)
    if of is not None and of.unit == "percent":
        return "any"
    heard = of.unit == "seconds" if of else seconds(word) is not None
    return "seconds" if heard else "pages"


def parse_position(
    text: str, unit: str, length: int, here: float = 0, end: float | None = None, number: int = 0
) -> float:
    """The position `text` names in a loan of `unit` and `length`, when the reader is at `here`.

    `end` is where reading ends, if that is not the length: shares such as 45% are of what comes
    before it. `number` is that of the loan, for messages, or 0. Roman numerals number the front
    matter, which lies before page 1: position 0.
    """
    end = length if end is None else end
    word, relative = _tidied(text)
    try:
        amount = _amount(word, unit, length, end)
    except UsageError as error:
        good = [*error.instead.values(), further_on(unit, here, end)]
        error.instead = {text: good[0]}
        raise
    if amount is None:
        raise no_position(text, further_on(unit, here, end))
    position = here + amount if relative else amount
    if unit == "seconds" and length < position <= length + 30 and ":" in word:
        position = length  # the end, printed to the nearest minute
    if word == clock(end) and unit == "seconds" and not relative:
        position = end  # the end of reading, printed to the nearest minute
    if word == "end" and here > end:
        position = here  # already past the end: stay there
    if position > length:
        raise _past_the_end(text, unit, position, length, number)
    return round(position, 2) if unit == "percent" else round(position)


def _past_the_end(text: str, unit: str, position: float, length: int, number: int) -> UsageError:
    """Return the error for a position past the end, with the way to correct the length."""
    what = f"{text} is past the end, {position_text(unit, length)}."
    if "%" in text or position > LONGEST[unit]:
        return UsageError(what, "Write 100% or less, or end.", {text: "end"})
    heard = unit == "seconds"
    option, size = ("--audio", clock(position)) if heard else ("--pages", f"{round(position)}")
    if not number:
        return UsageError(what, "If the length is wrong, mend it.", {option: size})
    command = f"readtrack edit {number} {option} {size}"
    return UsageError(what, f"If the length is wrong, mend it, such as with: {command}")


def parse_pages(text: str) -> int:
    """A number of pages: `459`, `459 pages`, `p. 459`, `1,204`."""
    found = _pages(_tidied(text)[0])
    if found is None or not found.is_integer():
        raise unreadable(text, "a number of pages", "Write 304.", 304)
    return int(found)


def _tidied(text: str) -> tuple[str, bool]:
    """Return `text` in small letters; of a span (`p. 40 → 64`) the end; and if it has a plus."""
    word = " ".join(text.lower().split())
    word = word if len(word) <= LONGEST_PHRASE else ""
    relative = word.startswith("+")
    word = word.removeprefix("+").strip().removesuffix(" of audio")
    first, _, last = word.partition(" → ")
    if last and (is_position(first) and " → " not in last):
        word = last
    return word.removeprefix("~"), relative


def _amount(word: str, unit: str, length: int, end: float) -> float | None:
    """Return the amount in that unit, or None. Raises UsageError for another unit."""
    if word == "end":
        return end
    if (percent := _percent(word)) is not None:
        return min((length if unit == "percent" else end) * percent / 100, length * 2)
    of = _of(word)
    if of is not None and of.unit in (unit, "pages", "seconds"):
        return _place(of, unit, length, end)
    if (page := _page(word)) is not None and unit != "pages":
        what = "this is an audiobook" if unit == "seconds" else "its pages are not known"
        forms = "3:20, 3h20m or 45%" if unit == "seconds" else "45%"
        raise UsageError(f"{word} is a page, and {what}.", f"Write {forms}.")
    if unit == "seconds":
        check_one_way(word)
        heard = seconds(word)
        if heard is None and number(word) is not None:
            forms = f"This is an audiobook: write {word}m, {word}h, 3:20 or 45%."
            raise UsageError(f"{word} alone does not say hours or minutes.", forms)
        return heard
    if seconds(word) is not None:
        raise UsageError(
            f"{word} is a time, and this edition counts {unit}.", "Write 120, +20, 45% or end."
        )
    if is_roman(word):
        return 0
    if page is not None:
        return page
    return _pages(word) if unit == "pages" else number(word)


def _place(of: _Of, unit: str, length: int, end: float) -> float:
    """Return the position itself if its whole is the loan's, else the same share of the loan."""
    printed = clock if unit == "seconds" else float  # times are printed to the nearest minute
    same = of.unit == unit and printed(of.whole) in (printed(length), printed(end))
    return min(of.at if same else length * of.at / of.whole, length * 2)


def _percent(word: str) -> float | None:
    """The number in `45%`, `12,5 %`, `45 percent` or `45 Prozent`, or None."""
    for sign in ("%", "percent", "per cent", "pct", "prozent"):
        if word.endswith(sign):
            return number(word.removesuffix(sign).strip())
    return None


def _count(word: str) -> float | None:
    import re

    if re.fullmatch(COUNT, word, re.ASCII) is None:
        return None
    return float(word.replace(",", "").replace(".", ""))


def _page(word: str) -> float | None:
    """The page in `p25`, `p. 25`, `to page 25`, `S. 25` or `25p`; None when it is none of these."""
    if word.isdecimal():
        return None
    import re

    before = rf"(?:(?:on|at|to|auf|bis) )?(?:pp?|pg|pages?|s|seiten?)\.? ?({COUNT})"
    after = rf"({COUNT}) ?(?:p\.?|pg\.?|pages?|seiten?)"
    match = re.fullmatch(f"{before}|{after}", word, re.ASCII)
    return None if match is None else _count(match[1] or match[2])


def _of(word: str) -> _Of | None:
    """A place of a whole: `25/380`, `p. 25 of 380 (6%)`, `S. 25 von 380`, `3:20 of 7:57`."""
    import re

    if word.endswith("%)"):  # as it is printed
        word = re.sub(r" \(\d{1,3}%\)$", "", word)
    for of in (" out of ", " of ", " von "):
        word = word.replace(of, "/")
    at, slash, whole = (part.strip() for part in word.partition("/"))
    if not slash:
        return None
    if at.endswith("%") and whole.endswith("%"):
        place, all_of_it, unit = _percent(at), _percent(whole), "percent"
    elif ":" in word:
        place, all_of_it, unit = seconds(at), seconds(whole), "seconds"
    else:
        place, all_of_it, unit = _pages(at), _pages(whole), "pages"
    return None if place is None or not all_of_it else _Of(place, all_of_it, unit)


def _pages(word: str) -> float | None:
    """A page with or without its name, or a number with decimals."""
    found = (read(word) for read in (_page, _count, number))
    return next((each for each in found if each is not None), None)
