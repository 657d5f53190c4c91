"""`aside`: other reading, which the reserve is kept for."""

from typing import Annotated, NamedTuple

import typer

from readtrack.cli.checks import checked_text
from readtrack.cli.options import Json
from readtrack.cli.session import Session
from readtrack.dates import day_text, parse_date
from readtrack.errors import UsageError
from readtrack.model import Aside
from readtrack.render.as_json import print_json
from readtrack.render.routine import print_asides
from readtrack.render.terminal import say
from readtrack.store.store import FOUR_WEEKS
from readtrack.units import minutes_of_a_day


class OtherReading(NamedTuple):
    asides: tuple[Aside, ...]


def aside_(
    ctx: typer.Context,
    minutes: Annotated[
        str | None, typer.Argument(metavar="MINUTES", help="30, 30m or 1:10.")
    ] = None,
    what: Annotated[str | None, typer.Argument(metavar="WHAT", help='As in "New Yorker".')] = None,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="Day you read.")] = "today",
    as_json: Json = False,
) -> None:
    """Log other reading, magazines and articles. Alone, it lists that of four weeks."""
    session: Session = ctx.obj
    with session.open() as store:
        today = store.now.today
        if minutes in (None, "list"):
            asides = store.asides(today - FOUR_WEEKS)
            if as_json:
                print_json("aside", OtherReading(asides))
            else:
                print_asides(asides, today)
            return
        day = parse_date(on, today, "past")
        if day > today:
            raise UsageError(f"{day_text(day, today)} has not come yet.", "Log what you have read.")
        spent = minutes_of_a_day(minutes or "")
        text = None if what is None else checked_text(what, "text")
        with store.command(f"aside {spent} minutes {text or ''}".rstrip()):
            store.add_aside(day, spent, text)
        total = sum(each.minutes for each in store.asides(today - FOUR_WEEKS))
        say(f"Other reading: {text or 'something'}, {spent} minutes.")
        say(f"{total} minutes in four weeks.")
