"""Options and arguments that several commands share, and what a shell completes.

Completions are titles, names, numbers and values, as text that no shell evaluates. Typer leaves out
what does not begin with what was typed.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Annotated, Any

from typer import Argument, Context, Option

from readtrack.cli.checks import typed_speed
from readtrack.cli.click import TyperChoice
from readtrack.distances import parse_days
from readtrack.model import Format, Kind, Loan
from readtrack.names import fold, title_key
from readtrack.positions import parse_pages

Offers = list[tuple[str, str]]
"""What is offered, each with what it stands for."""

MOST = 200
"""Ended loans that are offered, the newest first."""

DAYS = ("daily", "mon-fri", "sat,sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")


def loans_out(ctx: Context, incomplete: str) -> Offers:
    """Complete titles of loans that are out."""
    return _titles(_stored(ctx, lambda store: store.loans()), incomplete)


def every_loan(ctx: Context, incomplete: str) -> Offers:
    """Complete titles of loans that are out, then of those that have ended."""
    found = _stored(ctx, lambda store: [*store.loans(), *store.loans(past=True)[:MOST]])
    return _titles(found, incomplete)


def wishes(ctx: Context, incomplete: str) -> Offers:
    """Complete titles on the shelf."""
    return _titles(_stored(ctx, lambda store: store.wishes()), incomplete)


def snoozes(ctx: Context, incomplete: str) -> Offers:
    """Complete titles that are snoozed."""
    return _titles(_stored(ctx, lambda store: store.snoozed()), incomplete)


def routines(ctx: Context) -> Offers:
    """Complete names of routines."""
    found = _stored(ctx, lambda store: store.routines())
    named = ((harmless(fold(each.name)).replace(" ", "-"), each.minutes) for each in found)
    return [(name, f"{minutes} minutes") for name, minutes in named if name]


def stretches_away(ctx: Context) -> Offers:
    """Complete numbers of the days away."""
    found = _stored(ctx, lambda store: store.away())
    return [(str(each.id), f"{each.first:%d %b} to {each.last:%d %b}") for each in found]


def other_reading(ctx: Context) -> Offers:
    """Complete numbers of the other reading in the list."""
    from readtrack.store.queries import FOUR_WEEKS

    found = _stored(ctx, lambda store: store.asides(store.now.today - FOUR_WEEKS))
    return [(str(each.id), harmless(f"{each.minutes} minutes {each.what or ''}")) for each in found]


def setting_keys() -> Offers:
    from readtrack.settings import SETTINGS

    return [(key, harmless(each.meaning)) for key, each in SETTINGS.items()]


def setting_values(ctx: Context) -> Offers:
    """Complete the few values of a setting; nothing if there are many."""
    from readtrack.settings import SETTINGS

    few = {"rest_days": ("none", *DAYS[3:]), "renew_from": ("due", "today"), "cap": "1234"}
    key = str(ctx.params.get("key"))
    return [(each, harmless(SETTINGS[key].allowed)) for each in few.get(key, ())]


def weekdays() -> list[str]:
    return [*DAYS]


def remembered_sources() -> list[str]:
    """Complete the sources of files to import."""
    from readtrack.importing.sources.registry import SOURCES

    return [*SOURCES]


def source_numbers(ctx: Context) -> Offers:
    """Complete numbers of the remembered sources."""
    from readtrack.store.sources import sources as remembered

    return [(str(each.id), harmless(each.pattern)) for each in _stored(ctx, remembered)]


def harmless(text: str) -> str:
    """Return the text with only letters, digits and blanks, which no shell or markup interprets.

    Shells evaluate completions, some of them twice, each with its own quoting.
    """
    plain = (
        c if c.isalnum() or unicodedata.category(c)[0] == "M" or c in "-," else " " for c in text
    )
    return " ".join("".join(plain).split())


def _stored(ctx: Context, look: Callable[[Any], Iterable[Any]]) -> list[Any]:
    """Look something up in the store; nothing if there is no store that can be used."""
    import os

    from readtrack.cli.session import Session
    from readtrack.errors import ReadtrackError
    from readtrack.store.database import is_there
    from readtrack.store.place import store_path

    named = ctx.find_root().params.get("db")
    if not is_there(store_path(named)):
        return []
    try:
        with Session.start(named, os.environ.get("READTRACK_TODAY")).open() as store:
            return list(look(store))
    except ReadtrackError:
        return []


def _titles(found: Iterable[Any], incomplete: str) -> Offers:
    """Return each title that has what was typed at the beginning of one of its words."""
    books: dict[int, Any] = {}
    for each in found:
        books.setdefault(each.book.id, each)
    keys = [title_key(each.book.title) for each in books.values()]
    return [
        (incomplete + words[len(incomplete) :], harmless(f"{each.book.title}, {_kind(each)}"))
        for each in books.values()
        for words in _endings(each, keys)[: None if incomplete else 1]
        if words.startswith(incomplete.lower())
    ]


def _kind(thing: Any) -> str:
    kind = getattr(thing, "format", "snoozed")
    return f"{kind}, ended" if isinstance(thing, Loan) and thing.ended is not None else str(kind)


def _endings(thing: Any, keys: Sequence[str]) -> list[str]:
    """Return the title from each of its words on, as `business-adventures`.

    A title without words, or one of several alike, is replaced by its number.
    """
    words = harmless(fold(thing.book.title)).replace("-", " ").split()
    if not words or keys.count(title_key(thing.book.title)) > 1:
        return [str(thing.id)]
    return ["-".join(words[start:]) for start in range(len(words))]


BY_TITLE = "Words of the title, or the number that list shows."
Book = Annotated[str, Argument(metavar="BOOK", help=BY_TITLE, autocompletion=loans_out)]
AnyBook = Annotated[str, Argument(metavar="BOOK", help=BY_TITLE, autocompletion=every_loan)]


class Words(TyperChoice[str]):
    """A choice of words in any case; formats may be written in other ways too."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        word = str(value).strip().casefold()
        if word not in self.choices and "ebook" in self.choices:
            from readtrack.importing.values import typed_format

            word = typed_format(word) or word
        listed = word in self.choices
        return super().convert(str(word) if listed else value, param, ctx)


def words(of: type[StrEnum]) -> Words:
    """Return a choice of the values of the enum."""
    return Words([each.value for each in of])


Kinds = Annotated[
    Kind,
    Option(
        "--for",
        metavar="USE",
        click_type=words(Kind),
        help="What it can be used for: text cannot be heard.",
    ),
]
Title = Annotated[str, Argument(metavar="TITLE", help="The title, as you would say it.")]
Authors = Annotated[
    list[str] | None, Option("--author", metavar="NAME", help="Repeat for several.")
]
NewTitle = Annotated[str | None, Option("--title", metavar="TEXT", help="Another title.")]
NewAuthors = Annotated[
    list[str] | None, Option("--author", metavar="NAME", help="Replaces all authors.")
]
Pages = Annotated[int | None, Option("--pages", metavar="N", help="Length.", parser=parse_pages)]
Audio = Annotated[str | None, Option("--audio", metavar="H:MM", help="Length of an audiobook.")]
Percent = Annotated[bool, Option("--percent", help="Count in percent: the length is unknown.")]
Until = Annotated[
    str | None,
    Option("--until", metavar="POSITION", help="Where reading ends, before notes or index."),
]
Isbn = Annotated[str | None, Option("--isbn", metavar="ISBN", help="Of the edition.")]
LibraryOption = Annotated[str | None, Option("--library", metavar="NAME", help="Where it is from.")]
LoanDays = Annotated[
    int | None, Option("--days", metavar="N", help="Days of the loan, else 21.", parser=parse_days)
]
DueDate = Annotated[str | None, Option("--due", metavar="DATE", help="Due date.")]
Hour = Annotated[str | None, Option("--time", metavar="HH:MM", help="Hour a digital loan ends.")]
At = Annotated[str | None, Option("--at", metavar="POSITION", help="Where you are in it already.")]
Speed = Annotated[
    float, Option("--speed", metavar="X", help="Playback speed of audio.", parser=typed_speed)
]
DryRun = Annotated[bool, Option("--dry-run", help="Show it, change nothing.")]
Json = Annotated[bool, Option("--json", help="Answer as JSON.")]
RenewalsLeft = Annotated[
    str | None,
    Option("--renewals-left", metavar="N", help="Renewals still allowed; none if unknown."),
]
FormatOption = Annotated[
    Format | None,
    Option(
        "--format",
        metavar="FORMAT",
        click_type=words(Format),
        help="What was borrowed; a magazine has a due date, and no length.",
    ),
]
Explain = Annotated[bool, Option("--explain", help="Say how the numbers are made, step by step.")]
Anyway = Annotated[
    bool, Option("--anyway", help="Even if it is over the cap or does not fit; needs --why.")
]
Yes = Annotated[bool, Option("--yes", "-y", help="Answer yes to what is asked.")]
"""Answers yes to the questions of `confirm_or_note`."""
Why = Annotated[str | None, Option("--why", metavar="TEXT", help="Your reason.")]
