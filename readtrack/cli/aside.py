"""`aside`: other reading, for which the reserve sets minutes aside."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from typer import Argument, Context, Option

from readtrack.cli.checks import check_change_asked, check_past, checked_text
from readtrack.cli.groups import VerbsOrAdd, group, with_number
from readtrack.cli.options import Json, other_reading
from readtrack.cli.session import opened
from readtrack.cli.usage import ExampleCommand, examples
from readtrack.dates import parse_date
from readtrack.durations import minutes_of_a_day
from readtrack.errors import UsageError
from readtrack.library import Aside
from readtrack.named_tuple import NamedTuple
from readtrack.planning.groups import aside_change
from readtrack.render.routine import ASIDE_FIELDS, print_aside_change, print_asides
from readtrack.render.show import field_rows, show
from readtrack.store.queries import FOUR_WEEKS
from readtrack.store.store import Store

aside_ = group("aside", VerbsOrAdd)

MOST_WORDS = 4
"""Words that one duration can have, as in `1 h 30 min`."""

On = Annotated[str, Option("--on", metavar="DATE", help="Day you read.")]
Number = Annotated[
    str, Argument(metavar="N", help="As list shows it.", autocompletion=other_reading)
]


class AsideList(NamedTuple):
    asides: tuple[Aside, ...]


@aside_.callback(invoke_without_command=True)
@examples("readtrack aside", 'readtrack aside 30m "New Yorker"')
def root(ctx: Context, as_json: Json = False) -> None:
    """Log other reading, magazines and articles.

    aside 30m "New Yorker" is short for aside add. Alone, it lists that of four weeks.
    """
    if ctx.invoked_subcommand is None:
        list_(ctx, as_json)


@aside_.command("add", cls=ExampleCommand)
@examples('readtrack aside add 30m "New Yorker"', "readtrack aside add 1:10 --on yesterday")
def add(
    ctx: Context,
    words: Annotated[
        list[str],
        Argument(metavar="MINUTES [WHAT]", help='30, 30m or 1:10, and as in "New Yorker".'),
    ],
    on: On = "today",
    as_json: Json = False,
) -> None:
    """Log minutes of other reading."""
    with opened(ctx) as store:
        minutes, text = _in_two(words)
        if minutes is None:
            minutes = minutes_of_a_day(words[0])
        new = Aside(0, parse_date(on, store.now.today, "lately"), minutes, text)
        check_past(new.day, store.now.today)
        with store.command(f"aside {minutes} minutes {text or ''}".rstrip()):
            new = new._replace(id=store.add(new))
        _show("add", store, new, as_json)


@aside_.command("list", cls=ExampleCommand)
@examples("readtrack aside list")
def list_(ctx: Context, as_json: Json = False) -> None:
    """Other reading of four weeks, each with its number."""
    with opened(ctx) as store:
        today = store.now.today
        found = store.asides(today - FOUR_WEEKS)
    report = AsideList(found)
    show(
        "aside",
        report,
        lambda: print_asides(found, today),
        as_json,
        lambda: field_rows(ASIDE_FIELDS, found),
    )


@aside_.command("edit", cls=ExampleCommand)
@examples("readtrack aside edit 1 45m", "readtrack aside edit 1 --on yesterday")
def edit(
    ctx: Context,
    number: Number,
    words: Annotated[
        list[str] | None, Argument(metavar="[MINUTES] [WHAT]", help="What to make of it.")
    ] = None,
    on: Annotated[str | None, Option("--on", metavar="DATE", help="Day you read.")] = None,
    as_json: Json = False,
) -> None:
    """Change what was logged of other reading."""
    with opened(ctx) as store:
        found = _numbered(store, number)
        minutes, text = _in_two(words or ())
        changed = found._replace(
            day=found.day if on is None else parse_date(on, store.now.today, "lately"),
            minutes=found.minutes if minutes is None else minutes,
            what=found.what if text is None else text,
        )
        if changed == found:
            example = f"readtrack aside edit {found.id} 45m --on yesterday"
            check_change_asked(example, asked=bool(words))
        else:
            check_past(changed.day, store.now.today)
            with store.command(f"change other reading, {found.minutes} minutes {found.what or ''}"):
                store.change(changed)
        _show("edit", store, changed, as_json)


@aside_.command("drop", cls=ExampleCommand)
@examples("readtrack aside drop 1")
def drop(ctx: Context, number: Number, as_json: Json = False) -> None:
    """Take other reading out of the log."""
    with opened(ctx) as store:
        found = _numbered(store, number)
        with store.command(f"drop other reading, {found.minutes} minutes {found.what or ''}"):
            store.remove(found)
        _show("drop", store, found, as_json)


def _show(verb: str, store: Store, aside: Aside, as_json: bool) -> None:
    report = aside_change(aside, store.situation())
    show(f"aside.{verb}", report, lambda: print_aside_change(report, verb), as_json)


def _numbered(store: Store, number: str) -> Aside:
    every = store.asides(date.min)
    return with_number(every, number, "No other reading has", "readtrack aside list")


def _in_two(words: Sequence[str]) -> tuple[int | None, str | None]:
    """Split the words into the minutes that they begin with and the text; either may be missing."""
    for end in range(min(MOST_WORDS, len(words)), 0, -1):
        if not words[end - 1].strip():
            continue
        try:
            minutes = minutes_of_a_day(" ".join(words[:end]))
        except UsageError:
            continue
        text = words[end:]
        return minutes, checked_text(" ".join(text), "text") if text else None
    return None, checked_text(" ".join(words), "text") if words else None
