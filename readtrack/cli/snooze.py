"""`snooze`: no warnings about a title for a while."""

from datetime import date, timedelta
from typing import Annotated, NamedTuple

import typer

from readtrack.cli.choose import choose_title
from readtrack.cli.options import Json
from readtrack.cli.session import Session
from readtrack.dates import day_text
from readtrack.errors import UsageError
from readtrack.limits import LONGEST_SNOOZE
from readtrack.model import Snooze
from readtrack.render.as_json import print_json
from readtrack.render.terminal import on_terminal, say, tab_separated

USUAL_DAYS = 7


class Snoozes(NamedTuple):
    today: date
    snoozes: tuple[Snooze, ...]


def snooze_(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[BOOK [DAYS] | list | drop N]", help="7 days unless you say."),
    ] = None,
    as_json: Json = False,
) -> None:
    """No warnings about a title for some days.

    That it is behind, won't fit or can be renewed is not said then, but in due. What is due soon
    is always said. Alone, or with list, it shows what is snoozed; snooze drop N ends it.
    """
    session: Session = ctx.obj
    with session.open() as store:
        today, snoozed = store.now.today, store.snoozed()
        match words or ["list"]:
            case ["list"]:
                _list(Snoozes(today, snoozed), as_json)
            case ["drop", number]:
                found = [each for each in snoozed if str(each.id) == number]
                if not found:
                    raise UsageError(f"Nothing snoozed has the number {number!r}.", LOOK)
                with store.command(f"end the snooze of {found[0].book.title}"):
                    store.remove(found[0])
                say(f"Warnings about {found[0].book.title} are back.")
            case ["drop"]:
                raise UsageError("Which one?", LOOK)
            case [*name, days] if name and days.isascii() and days.isdigit():
                _snooze(session, " ".join(name), int(days))
            case name:
                _snooze(session, " ".join(name), USUAL_DAYS)


LOOK = "See: readtrack snooze list"


def _snooze(session: Session, words: str, days: int) -> None:
    if not 1 <= days <= LONGEST_SNOOZE:
        raise UsageError(f"{days} days are not possible.", f"Write 1 to {LONGEST_SNOOZE}.")
    with session.open() as store:
        today = store.now.today
        title = choose_title(store, store.library(), words)
        until = today + timedelta(days=days - 1)
        with store.command(f"snooze {title.book.title} until {until}"):
            store.snooze(title.book.id, until)
    say(
        f"{title.book.title} is snoozed through {day_text(until, today)}. "
        "When it is due soon, that is still said. Wrong? readtrack undo"
    )


def _list(report: Snoozes, as_json: bool) -> None:
    if as_json:
        print_json("snooze", report)
    elif not on_terminal():
        tab_separated((each.id, each.book.title, each.until) for each in report.snoozes)
    else:
        for each in report.snoozes:
            say(f"{each.id:>3}  {each.book.title}, through {day_text(each.until, report.today)}")
        if not report.snoozes:
            say("Nothing is snoozed. For a week of quiet about a title: readtrack snooze BOOK")
