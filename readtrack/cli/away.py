"""`away`: days without reading."""

from typing import Annotated

from typer import Argument, Context

from readtrack.cli.groups import VerbsOrAdd, group, with_number
from readtrack.cli.options import Json, stretches_away
from readtrack.cli.session import opened
from readtrack.cli.usage import ExampleCommand, examples
from readtrack.errors import UsageError
from readtrack.library import Away
from readtrack.named_tuple import NamedTuple
from readtrack.planning.groups import away_change
from readtrack.planning.situation import Situation
from readtrack.render.routine import (
    away_rows,
    away_words,
    print_away,
    print_away_change,
    print_away_drop,
)
from readtrack.render.show import show
from readtrack.store.store import Store
from readtrack.stretches import parse_stretch

away_ = group("away", VerbsOrAdd)

Days = Annotated[
    list[str], Argument(metavar="FIRST..LAST", help="Days, both included; or one day.")
]
Number = Annotated[
    str, Argument(metavar="N", help="As list shows it.", autocompletion=stretches_away)
]


class Absences(NamedTuple):
    away: tuple[Away, ...]


@away_.callback(invoke_without_command=True)
@examples("readtrack away", "readtrack away sat..sun", "readtrack away 24.12..26.12")
def root(ctx: Context, as_json: Json = False) -> None:
    """Take days out of every plan.

    away sat..sun is short for away add sat..sun. Alone, it lists them.
    """
    if ctx.invoked_subcommand is None:
        list_(ctx, as_json)


@away_.command("add", cls=ExampleCommand)
@examples("readtrack away add sat..sun", "readtrack away add 24.12.")
def add(ctx: Context, days: Days, as_json: Json = False) -> None:
    """Take days out of every plan; those that overlap others become one stretch with them."""
    with opened(ctx) as store:
        today, stored, text = store.now.today, store.away(), " ".join(days)
        first, last = parse_stretch(text, today)
        for each in stored:
            if each.first <= first and last <= each.last:
                is_same = (each.first, each.last) == (first, last)
                raise UsageError(
                    f"You are away then already: no. {each.id}, {away_words(each, today)}.",
                    f"To take it back: readtrack away drop {each.id}"
                    if is_same
                    else f"To change it: readtrack away edit {each.id} {first}..{last}",
                )
        before = store.situation()
        new, joined = _joined(Away(0, first, last), stored)
        with store.command(f"away {first} to {last}"):
            new = new._replace(id=_store(store, new, joined))
        _show("add", store, before, new, joined, as_json)


@away_.command("list", cls=ExampleCommand)
@examples("readtrack away list")
def list_(ctx: Context, as_json: Json = False) -> None:
    """The days away by date, each stretch with its number."""
    with opened(ctx) as store:
        away, today = store.away(), store.now.today
    show("away", Absences(away), lambda: print_away(away, today), as_json, lambda: away_rows(away))


@away_.command("edit", cls=ExampleCommand)
@examples("readtrack away edit 1 fri..sun")
def edit(ctx: Context, number: Number, days: Days, as_json: Json = False) -> None:
    """Change the days of a stretch."""
    with opened(ctx) as store:
        today, stored = store.now.today, store.away()
        found = _numbered(store, number)
        first, last = parse_stretch(" ".join(days), today)
        if (first, last) == found[1:]:
            what = f"No. {found.id} is {away_words(found, today)} already."
            raise UsageError(what, "See: readtrack away list")
        others = [each for each in stored if each != found]
        new, joined = _joined(Away(found.id, first, last), others)
        before = store.situation()
        with store.command(f"change days away {found.first} to {found.last}"):
            _store(store, new, joined)
        _show("edit", store, before, new, joined, as_json)


@away_.command("drop", cls=ExampleCommand)
@examples("readtrack away drop 1")
def drop(ctx: Context, number: Number, as_json: Json = False) -> None:
    """Give days back to reading."""
    with opened(ctx) as store:
        found, before = _numbered(store, number), store.situation()
        with store.command(f"drop days away {found.first} to {found.last}"):
            store.remove(found)
        after = store.situation()
        report = away_change(found, after, dropped=True)
    show("away.drop", report, lambda: print_away_drop(report, before, after), as_json)


def _numbered(store: Store, number: str) -> Away:
    return with_number(store.away(), number, "No days away have", "readtrack away list")


def _joined(new: Away, stored: tuple[Away, ...] | list[Away]) -> tuple[Away, list[Away]]:
    """Return the stretch merged with all that overlap it, and those others."""
    joined = [each for each in stored if each.first <= new.last and new.first <= each.last]
    first = min([new.first, *(each.first for each in joined)])
    last = max([new.last, *(each.last for each in joined)])
    return new._replace(first=first, last=last), joined


def _store(store: Store, new: Away, joined: list[Away]) -> int:
    """Store the stretch in place of those it was merged from; return its number."""
    for each in joined:
        store.remove(each)
    if not new.id:
        return store.add(new)
    store.change(new)
    return new.id


def _show(
    verb: str, store: Store, before: Situation, new: Away, joined: list[Away], as_json: bool
) -> None:
    after = store.situation()
    report = away_change(new, after, tuple(joined))
    name = f"away.{verb}"
    show(name, report, lambda: print_away_change(report, before, after), as_json)
