"""`undo`: take back the last commands, one by one."""

from typing import Annotated, NamedTuple

import typer

from readtrack.cli.options import Json
from readtrack.cli.session import Session
from readtrack.cli.usage import examples
from readtrack.errors import ReadtrackError
from readtrack.planning.fit import Fit
from readtrack.planning.pace import Slots, slots
from readtrack.planning.situation import Situation
from readtrack.render.show import show
from readtrack.render.terminal import say
from readtrack.store.journal import Done
from readtrack.store.store import Store

SHOWN = 20


class History(NamedTuple):
    commands: tuple[Done, ...]
    """The last ones with --list; else the one that was taken back, or done again."""
    slots: Slots | None
    fit: Fit | None
    """How things stand after it; null with --list, which changes nothing."""


@examples("readtrack undo", "readtrack undo --redo", "readtrack undo --list")
def undo_(
    ctx: typer.Context,
    listed: Annotated[
        bool, typer.Option("--list", help="Show the last commands, change nothing.")
    ] = False,
    again: Annotated[bool, typer.Option("--redo", help="Take the last undo back.")] = False,
    as_json: Json = False,
) -> None:
    """Take back the last command; again for the one before."""
    session: Session = ctx.obj
    with session.open() as store:
        if listed:
            _list(store, as_json)
            return
        done = store.redo() if again else store.undo()
        if done is None:
            raise ReadtrackError(f"There is nothing to {'redo' if again else 'undo'}.")
        words = f"Done again: {done.words}." if again else f"Taken back: {done.words}."
        show(
            "undo",
            lambda: _report(done, store.situation()),
            lambda: say(words),
            as_json=as_json,
        )


def _report(done: Done, after: Situation) -> History:
    return History((done,), slots(after), after.fit)


def _list(store: Store, as_json: bool) -> None:
    report = History(tuple(store.commands(SHOWN)), None, None)
    show(
        "undo",
        report,
        lambda: _print_list(report),
        as_json=as_json,
        rows=lambda: [Done._fields, *report.commands],
    )


def _print_list(history: History) -> None:
    for each in history.commands:
        undone = "  (taken back)" if each.undone else ""
        say(f"{each.at[:16].replace('T', ' ')}  {each.words}{undone}")
    if not history.commands:
        say("Nothing was changed yet.")
