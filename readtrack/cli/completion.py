"""What a shell completes: titles, names, numbers and values, as text that no shell evaluates.

Typer leaves out what does not begin with what was typed.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from typer import Context

from readtrack.model import Loan
from readtrack.names import fold, title_key

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
