"""`backup` and `restore`: the store in one file."""

import os
import signal
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

from typer import Abort, Argument, Context, Option

from readtrack.cli.options import Json
from readtrack.cli.session import Session, agreed, ended_in_order, interactive, no_store, signals
from readtrack.cli.usage import examples
from readtrack.errors import UsageError
from readtrack.named_tuple import NamedTuple
from readtrack.planning.fit import Fit
from readtrack.planning.pace import Slots
from readtrack.render.progress import LARGE, watched
from readtrack.render.show import show
from readtrack.render.terminal import note, say
from readtrack.store.backup import BEGINS, Replaced, checked, copy_of, free_name, put_back
from readtrack.store.database import engine, is_there
from readtrack.words.commands import command_line


class Backup(NamedTuple):
    store: str
    file: str


class Restored(NamedTuple):
    store: str
    file: str
    before: Replaced | None
    """The copy of what was in the place of the store."""
    slots: Slots
    fit: Fit | None


@ended_in_order()
@examples("readtrack backup", "readtrack backup books.db")
def backup_(
    ctx: Context,
    file: Annotated[
        str | None, Argument(metavar="[FILE]", help="Where to; - is standard output.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Copy the whole store into one file.

    Without FILE it goes beside the store, named after the day.
    """
    from readtrack.cli.export import descriptor, hand_over

    session: Session = ctx.obj
    number = descriptor(file or "")
    if number is not None and as_json:
        what = "--json needs a file to name."
        raise UsageError(what, "Such as: readtrack backup saved.db --json")
    if number is not None and os.isatty(number):
        raise UsageError("A backup is nothing to show.", "Such as: readtrack backup saved.db")
    if not is_there(session.path):
        raise no_store(session.shown, session.named or "")
    with session.open() as store:
        today = store.now.today
    stem = Path(engine(session.path).beside(session.path)).with_suffix(f".{today}")
    target = file or free_name(str(stem), ".backup")
    with copy_of(session.path) as copy, copy.open("rb") as opened:
        chunks = iter(lambda: opened.read(1 << 20), b"")
        hand_over(session.path, target, BEGINS, chunks, f"the store to {target}.")
    # The file has been named on standard error already.
    show("backup", Backup(session.shown, target), lambda: None, as_json)


@ended_in_order()
@examples("readtrack restore books.db --yes")
def restore_(
    ctx: Context,
    file: Annotated[Path, Argument(metavar="FILE", help="What backup wrote.")],
    yes: Annotated[bool, Option("--yes", "-y", help="Do it without asking.")] = False,
    as_json: Json = False,
) -> None:
    """Put a backup in the place of the store.

    The old store is kept beside it.
    """
    session: Session = ctx.obj
    new = not is_there(session.path)
    size = os.path.getsize(file) if os.path.exists(file) else 0  # noqa: PTH110, PTH202
    with ExitStack() as needed:
        with watched("Checking", size) as watch:
            copy = needed.enter_context(checked(file, session.path, watch))
        if not yes:
            _ask(f"{file} takes the place of {session.shown}; what is there now is kept beside it.")
        at = f"{session.instant:%Y-%m-%dT%H%M%S}"
        with signals(signal.SIG_BLOCK), watched("Restoring", size) as watch:  # all or nothing
            previous = put_back(copy, session.path, at, watch if size >= LARGE else None)
    with session.open() as store:
        used = Slots(len(store.books_out()), store.settings().cap)
        # The file is in place by now: nothing is worked out that could fail and is not shown.
        fit = store.situation().fit if as_json else None
    report = Restored(session.shown, str(file), previous, used, fit)
    show("restore", report, lambda: _print(report), as_json)
    if new:
        session.say_it_is_new()


def _print(report: Restored) -> None:
    say(f"Restored {report.file}.")
    previous = report.before
    if previous and previous.readable:
        say(f"The old store is {previous.path}. To return to it:")
        say(f"  {command_line('restore', previous.path)}")
    elif previous:
        say(f"What was there is damaged. It is kept as it was: {previous.path}")


def _ask(what: str) -> None:
    if not interactive():
        wrong = "This replaces the store, and there is nobody to ask."
        raise UsageError(wrong, "Add --yes.", {"--yes": True})
    note(what)
    if not agreed("Replace it?"):
        raise Abort
