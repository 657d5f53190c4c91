"""`undo`: take back the last commands, one by one."""

from collections.abc import Sequence
from typing import Annotated

from typer import Context, Option

from readtrack.cli.options import Json
from readtrack.cli.session import opened
from readtrack.cli.usage import examples
from readtrack.errors import ReadtrackError
from readtrack.library import PastCommand
from readtrack.render.show import show
from readtrack.render.terminal import say
from readtrack.store.store import Store


@examples("readtrack undo", "readtrack undo --redo", "readtrack undo --list")
def undo_(
    ctx: Context,
    listed: Annotated[
        bool, Option("--list", help="Show the last commands, change nothing.")
    ] = False,
    again: Annotated[bool, Option("--redo", help="Take the last undo back.")] = False,
    as_json: Json = False,
) -> None:
    """Take back the last command; again for the one before."""
    with opened(ctx) as store:
        if listed:
            commands = store.commands(20)
            show(
                "undo",
                lambda: _report(commands, None),
                lambda: _print_list(commands),
                as_json,
                lambda: [PastCommand._fields, *commands],
            )
            return
        done = store.redo() if again else store.undo()
        if done is None:
            raise ReadtrackError(f"There is nothing to {'redo' if again else 'undo'}.")
        words = f"Done again: {done.words}." if again else f"Taken back: {done.words}."
        show("undo", lambda: _report([done], store), lambda: say(words), as_json)


def _report(commands: Sequence[PastCommand], changed: Store | None) -> object:
    from readtrack.planning.changes import undo_history  # for JSON alone: it loads the planning

    return undo_history(commands, changed.situation() if changed else None)


def _print_list(commands: Sequence[PastCommand]) -> None:
    for each in commands:
        undone = "  (taken back)" if each.undone else ""
        say(f"{each.at[:16].replace('T', ' ')}  {each.words}{undone}")
    if not commands:
        say("Nothing was changed yet.")
