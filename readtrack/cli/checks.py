"""Checks of option values, shared by the commands."""

from collections.abc import Mapping, Sequence
from datetime import date

from readtrack import limits
from readtrack.cli.click import get_current_context
from readtrack.clock import parse_time
from readtrack.dates import day_text
from readtrack.errors import UsageError, unreadable
from readtrack.model import Book, Format
from readtrack.names import isbn_digits, tidy
from readtrack.units import number

TEXTS = {
    "name": "Jane Austen",
    "reason": "the film",
    "library": "City Library",
    "name of the routine": "lunch",
}
"""An example value for each kind of text that is not a title."""

NO_CHANGE = ("as_json", "yes", "anyway", "entry")
"""Options that ask for no change by themselves."""


def check_change_asked(example: str, *, asked: bool = False) -> None:
    """Raise UsageError if no change was asked for at all, not even one that changes nothing."""
    context = get_current_context()
    asked = asked or any(
        (source := context.get_parameter_source(str(each.name))) and source.name == "COMMANDLINE"
        for each in context.command.params
        if each.param_type_name == "option" and each.name not in NO_CHANGE
    )
    if not asked:
        raise UsageError("Nothing to change.", f"Such as: {example}")


def check_past(day: date, today: date) -> None:
    """Raise UsageError for a day of reading in the future."""
    if day > today:
        what = f"{day_text(day, today)} has not come yet."
        raise UsageError(what, "Log what you have read.", {"--on": "today"})


def at_most_one(options: Mapping[str, object]) -> None:
    """Raise UsageError if more than one of the options was typed; None means not typed."""
    if sum(value is not None for value in options.values()) > 1:
        *most, last = options
        given = [name for name, value in options.items() if value is not None]
        what = f"{', '.join(most)} and {last} exclude each other."
        raise UsageError(what, "Give one of them.", dict.fromkeys(given[1:]))


def check_magazine(
    kind: Format | None, options: Mapping[str, object], instead: Mapping[str, object] | None = None
) -> None:
    """Raise UsageError for options about positions or length if the loan is a magazine.

    The example in the error leaves them out, or uses `instead`.
    """
    given = [name for name, value in options.items() if value is not None]
    if kind is Format.MAGAZINE and given:
        raise UsageError(
            f"A magazine has no end to read, and so no {given[0]}.",
            "A title and a due date are enough." if instead is None else "Is it a book?",
            dict.fromkeys(given) if instead is None else instead,
        )


def checked_days(days: int) -> int:
    if not 1 <= days <= limits.LONGEST_LOAN:
        what = f"{days} days are not possible."
        raise UsageError(what, f"A loan goes from 1 to {limits.LONGEST_LOAN} days.", {"--days": 21})
    return days


def checked_text(text: str, what: str) -> str:
    """Return the text with tidy blanks; raise UsageError if it is empty or too long."""
    tidied = tidy(text)
    if not tidied or len(tidied) > limits.LONGEST_TEXT:
        raise UsageError(
            f"The {what} is empty." if not tidied else f"The {what} has {len(tidied)} characters.",
            f"Write 1 to {limits.LONGEST_TEXT} characters.",
            {text: tidied[: limits.LONGEST_QUOTE].strip() or TEXTS.get(what, "Hard Times")},
        )
    return tidied


def edited_book(
    book: Book, title: str | None, authors: Sequence[str] | None, isbn: str | None = None
) -> Book:
    """Return the book with what was typed of another title, other authors or another ISBN."""
    names = tuple(checked_text(name, "name") for name in authors or ())
    return book._replace(
        title=book.title if title is None else checked_text(title, "title"),
        authors=names or book.authors,
        isbn=book.isbn if isbn is None else checked_isbn(isbn),
    )


def checked_isbn(text: str | None) -> str | None:
    """Return the digits of an ISBN-10 or ISBN-13 with a correct check digit (ISO 2108)."""
    if text is None:
        return None
    digits = isbn_digits(text)
    if digits is not None:
        return digits
    raise UsageError(
        f"{text} is not an ISBN.",
        "It has 10 or 13 digits; check for a typing error.",
        {"--isbn": "9780141439518"},
    )


def checked_hour(text: str | None, kind: Format) -> str | None:
    """Parse the hour at which a digital loan ends; other loans have none."""
    if text is None:
        return None
    if not kind.digital:
        what = "printed book" if kind.has_end else "magazine"
        wrong = f"A {what} has no hour of its own."
        raise UsageError(wrong, "It is due all day.", {"--time": None})
    return parse_time(text)


def checked_renewals_left(text: str) -> int | None:
    """Parse the number of renewals left; None for `none`, which means unknown."""
    word = text.strip().casefold()
    if word in ("none", "unknown"):
        return None
    if not (word.isascii() and word.isdigit() and len(word) <= limits.LONGEST_NUMBER):
        raise unreadable(
            text, "a number of renewals", "Write 0, 1, 2 and so on, or none where it is unknown.", 2
        )
    if int(word) > limits.MOST_RENEWALS:
        what = f"{word} renewals are not possible."
        raise UsageError(what, f"It goes from 0 to {limits.MOST_RENEWALS}.", {text: 2})
    return int(word)


def typed_speed(text: str) -> float:
    """Parse a playback speed: `1.5`, `1,5`, `1.5x`, `1.5 ×`."""
    speed = number(str(text).lower().rstrip("x×").strip())
    if speed is None:
        raise unreadable(text, "a playback speed", "Write 1.5.", 1.5)
    return speed


def checked_speed(speed: float) -> float:
    if not limits.SLOWEST <= speed <= limits.FASTEST:
        what = f"A playback speed of {speed} is not possible."
        raise UsageError(
            what, f"It goes from {limits.SLOWEST} to {limits.FASTEST:g}.", {"--speed": 1.25}
        )
    return round(speed, 2)
