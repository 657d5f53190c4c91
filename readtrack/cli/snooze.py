"""`snooze`: no warnings about a title for a while."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated

from typer import Argument, Context

from readtrack.cli.choose import BookList, called, choose_title, is_called
from readtrack.cli.groups import TitlesOrVerbs, group, name_and_rest
from readtrack.cli.options import Json, loans_out, snoozes
from readtrack.cli.session import opened
from readtrack.cli.usage import ExampleCommand, WholeTitle, examples
from readtrack.dates import day_text
from readtrack.distances import parse_days
from readtrack.errors import UsageError
from readtrack.library import Snooze
from readtrack.limits import LONGEST_SNOOZE
from readtrack.model import Title
from readtrack.named_tuple import NamedTuple
from readtrack.names import answers
from readtrack.planning.groups import snooze_change
from readtrack.render.routine import print_snooze_change, print_snoozes, snooze_rows
from readtrack.render.show import show
from readtrack.store.store import Store
from readtrack.words.commands import command_line

snooze_ = group("snooze", TitlesOrVerbs)

USUAL_DAYS = 7

DAYS = re.compile(r"(?:^| )(\d{1,4}) ?(d|days?|w|weeks?)?$", re.ASCII | re.IGNORECASE)
"""Matches the end of `dune 3`, `dune 3 days` and `dune 2w`."""

SNOOZED = BookList("that is snoozed", "Snoozed:", "Nothing is snoozed. What is out: readtrack list")

Snoozed = Annotated[
    str,
    Argument(
        metavar="N",
        help="The number that list shows, or words of the title.",
        autocompletion=snoozes,
    ),
]


class Snoozes(NamedTuple):
    today: date
    snoozes: tuple[Snooze, ...]


@snooze_.callback(invoke_without_command=True)
@examples("readtrack snooze dune", "readtrack snooze dune 3", "readtrack snooze")
def root(ctx: Context, as_json: Json = False) -> None:
    """No warnings about a title for some days.

    Only due still says that the title is behind, won't fit or can be renewed. That it is due soon
    is always said. snooze dune 3 is short for snooze add dune 3. Alone, it lists what is snoozed.
    """
    if ctx.invoked_subcommand is None:
        list_(ctx, as_json)


@snooze_.command("add", cls=ExampleCommand)
@examples("readtrack snooze add dune", "readtrack snooze add dune 3")
def add(
    ctx: Context,
    words: Annotated[
        list[str],
        Argument(
            metavar="BOOK [DAYS]",
            help="Words of the title, or its number; 7 days unless you say.",
            autocompletion=loans_out,
        ),
    ],
    as_json: Json = False,
) -> None:
    """No warnings about a title for 7 days, or for so many."""
    with opened(ctx) as store:
        library = store.library()
        name, days = _in_two(library.titles, " ".join(words))
        until = _until(store.now.today, parse_days(days), days)
        title = choose_title(store, library, name)
        with store.command(f"snooze {title.book.title} until {until}"):
            store.snooze(title.book.id, until)
        new = next(each for each in store.snoozed() if each.book.id == title.book.id)
        _show("add", store, new, as_json)


@snooze_.command("list", cls=ExampleCommand)
@examples("readtrack snooze list")
def list_(ctx: Context, as_json: Json = False) -> None:
    """What is snoozed, each with its number and its last day."""
    with opened(ctx) as store:
        report = Snoozes(store.now.today, store.snoozed())
    show(
        "snooze",
        report,
        lambda: print_snoozes(report.snoozes, report.today),
        as_json,
        lambda: snooze_rows(report.snoozes),
    )


@snooze_.command("edit", cls=ExampleCommand)
@examples("readtrack snooze edit 1 5")
def edit(
    ctx: Context,
    words: Annotated[
        list[str],
        Argument(
            metavar="N DAYS",
            help="The number that list shows, or words of the title; the days from today on.",
            autocompletion=snoozes,
        ),
    ],
    as_json: Json = False,
) -> None:
    """Snooze for another number of days, counted from today."""
    with opened(ctx) as store:
        snoozed = store.snoozed()
        titles = [" ".join((each.book.title, *each.book.authors)) for each in snoozed]
        numbers = [str(each.id) for each in snoozed]
        name, days = name_and_rest(
            words, lambda name: name in numbers or any(answers(name, each) for each in titles)
        )
        found = _called(snoozed, name)
        if not days:
            example = command_line("snooze edit", found.id, USUAL_DAYS)
            raise UsageError(f"snooze edit needs a number of days: {example}")
        until = _until(store.now.today, parse_days(days), days)
        title = found.book.title
        if until == found.until:
            what = f"{title} is snoozed through {day_text(until, store.now.today)} already."
            raise UsageError(what, "See: readtrack snooze list")
        with store.command(f"snooze {title} until {until}"):
            store.change(found._replace(until=until))
        _show("edit", store, found._replace(until=until), as_json)


@snooze_.command("drop", cls=WholeTitle)
@examples("readtrack snooze drop 1")
def drop(ctx: Context, snoozed: Snoozed, as_json: Json = False) -> None:
    """End a snooze."""
    with opened(ctx) as store:
        found = _called(store.snoozed(), snoozed)
        with store.command(f"end the snooze of {found.book.title}"):
            store.remove(found)
        _show("drop", store, found, as_json)


def _in_two(titles: Sequence[Title], words: str) -> tuple[str, str]:
    """Split the words into those of a title and a number of days."""
    found = DAYS.search(words)
    if found is None or not found.start() or is_called(titles, words):
        return words, f"{USUAL_DAYS}"
    return words[: found.start()], found[0]


def _until(today: date, days: int, typed: str) -> date:
    if not 1 <= days <= LONGEST_SNOOZE:
        what = f"{days} days are not possible."
        raise UsageError(what, f"Write 1 to {LONGEST_SNOOZE}.", {typed.strip(): USUAL_DAYS})
    return today + timedelta(days=days - 1)


def _called(snoozes: Sequence[Snooze], words: str) -> Snooze:
    """Return the snooze that a number or words name."""
    found = {str(each.id): each for each in snoozes}.get(words)
    if found is None and words.isdigit():
        raise UsageError(f"Nothing snoozed has the number {words!r}.", "See: readtrack snooze list")
    return found or called(snoozes, words, SNOOZED, lambda each: {each.id: f"{each.book.title}"})


def _show(verb: str, store: Store, snooze: Snooze, as_json: bool) -> None:
    show(
        f"snooze.{verb}",
        lambda: snooze_change(snooze, store.situation()),
        lambda: print_snooze_change(snooze, store.now.today, verb),
        as_json,
    )
