"""`undo`: take back the last commands, one by one."""

from typing import Annotated, NamedTuple

import typer

from readtrack.cli.options import Json
from readtrack.cli.session import Session
from readtrack.errors import ReadtrackError, UsageError
from readtrack.render.as_json import print_json
from readtrack.render.terminal import on_terminal, say, tab_separated

SHOWN = 20


class Done(NamedTuple):
    id: int
    at: str
    words: str
    undone: bool


class History(NamedTuple):
    commands: tuple[Done, ...]


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
        if as_json and not listed:
            raise UsageError("--json goes with --list.", "readtrack undo --list --json")
        if listed:
            _list(History(tuple(Done(*each) for each in store.commands(SHOWN))), as_json)
            return
        words = store.redo() if again else store.undo()
        if words is None:
            raise ReadtrackError(f"There is nothing to {'redo' if again else 'undo'}.")
        say(f"Done again: {words}." if again else f"Taken back: {words}.")


def _list(history: History, as_json: bool) -> None:
    if as_json:
        print_json("undo", history)
        return
    if not on_terminal():
        tab_separated((each.id, each.at, each.words, each.undone) for each in history.commands)
        return
    for each in history.commands:
        undone = "  (taken back)" if each.undone else ""
        say(f"{each.at[:16].replace('T', ' ')}  {each.words}{undone}")
    if not history.commands:
        say("Nothing was changed yet.")
