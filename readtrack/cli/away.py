"""`away`: days without reading."""

from typing import Annotated, NamedTuple

import typer

from readtrack.cli.options import Json
from readtrack.cli.session import Session
from readtrack.dates import parse_stretch
from readtrack.errors import UsageError
from readtrack.model import Away
from readtrack.planning.absence import due_while_away
from readtrack.render.answers import say_change
from readtrack.render.as_json import print_json
from readtrack.render.routine import away_words, print_away
from readtrack.render.terminal import say
from readtrack.words.absence import absence_words


class Absences(NamedTuple):
    away: tuple[Away, ...]


def away_(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FIRST..LAST | list | drop N]", help="Days, both included."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Take days out of every plan: away 2026-12-20..2026-12-27.

    Alone, or with list, it shows them; away drop N gives the days back, N as listed.
    """
    session: Session = ctx.obj
    with session.open() as store:
        today, held = store.now.today, store.away()
        match words or ["list"]:
            case ["list"]:
                if as_json:
                    print_json("away", Absences(held))
                else:
                    print_away(held, today)
            case ["drop", number]:
                found = [each for each in held if str(each.id) == number]
                if not found:
                    raise UsageError(
                        f"No days away have the number {number!r}.", "See: readtrack away list"
                    )
                with store.command(f"drop days away {found[0].first} to {found[0].last}"):
                    store.remove(found[0])
                say(f"Back: {away_words(found[0], today)}.")
            case ["drop"]:
                raise UsageError("Which days?", "Say the number: readtrack away list")
            case dates:
                first, last = parse_stretch(" ".join(dates), today)
                if any(each.first <= first and last <= each.last for each in held):
                    raise UsageError("You are away then already.", "See: readtrack away list")
                before = store.situation()
                with store.command(f"away {first} to {last}"):
                    new = store.add_away(first, last)
                stretch = Away(new, first, last)
                say(f"Away: {away_words(stretch, today)}.")
                after = store.situation()
                for absence in due_while_away(after, stretch):
                    say(absence_words(absence, today))
                say_change(before, after)
