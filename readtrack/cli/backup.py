"""`backup`, `restore`, `move` and `doctor`: the store as a whole."""

import os
import shlex
import signal
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Annotated

from typer import Abort, Argument, Context, Exit, Option

from readtrack.cli.options import Json
from readtrack.cli.session import Session, agreed, ended_in_order, interactive, no_store, signals
from readtrack.cli.usage import examples
from readtrack.errors import UsageError
from readtrack.named_tuple import NamedTuple
from readtrack.planning.fit import Fit
from readtrack.planning.pace import Slots
from readtrack.render.progress import LARGE, watched
from readtrack.render.show import Rows, show
from readtrack.render.terminal import note, say
from readtrack.store.backup import BEGINS, Replaced, checked, copy_of, free_name, put_back
from readtrack.store.database import engine, existing, is_there, open_database
from readtrack.store.place import shown_path, store_path
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


class Moved(NamedTuple):
    source: str
    target: str
    rows: int
    """How many there are; each was compared after it was copied."""


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


@ended_in_order()
@examples("readtrack move --to new.db", "readtrack move --from new.db --to another.db")
def move_(
    ctx: Context,
    to: Annotated[
        str, Option("--to", metavar="PLACE", help="A file, or postgresql://SERVER/DATABASE.")
    ],
    from_: Annotated[
        str | None, Option("--from", metavar="PLACE", help="Where it is, if elsewhere.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Copy the whole store to another place, such as a server.

    Each row is compared. What can be undone comes along, and the old store stays as it is.
    """
    from readtrack.store.transfer import has_something, transfer

    session: Session = ctx.obj
    path = session.path if from_ is None else store_path(from_)
    target, named = store_path(to), shown_path(store_path(to))
    source = existing(path)
    if source is None:
        raise no_store(shown_path(path), session.named or "")
    with source:
        there = existing(target)
        with there or open_database(target) as made:
            if has_something(made):
                what = f"{named} has something in it already."
                raise UsageError(what, "Name a place where there is nothing yet.")
            try:
                report = Moved(shown_path(path), named, transfer(source, made))
            except BaseException:
                if there is None:
                    made.schema().remove()
                raise
    show("move", report, lambda: _print_moved(report), as_json)


def _print(report: Restored) -> None:
    say(f"Restored {report.file}.")
    previous = report.before
    if previous and previous.readable:
        say(f"The old store is {previous.path}. To return to it:")
        say(f"  {command_line('restore', previous.path)}")
    elif previous:
        say(f"What was there is damaged. It is kept as it was: {previous.path}")


def _print_moved(report: Moved) -> None:
    say(
        f"Everything is in {report.target} now: {report.rows:,} rows, each compared.",
        f"{report.source} is as it was. To use the new one from here on:",
        f"  export READTRACK_DB={shlex.quote(report.target)}",
    )


def _ask(what: str) -> None:
    if not interactive():
        wrong = "This replaces the store, and there is nobody to ask."
        raise UsageError(wrong, "Add --yes.", {"--yes": True})
    note(what)
    if not agreed("Replace it?"):
        raise Abort


class Trouble(NamedTuple):
    what: str
    remedy: str


class Examination(NamedTuple):
    store: str
    backup: str | None
    """The copy made before anything was mended."""
    troubles: tuple[Trouble, ...]
    """What is wrong, or still is."""


@ended_in_order()
@examples("readtrack doctor", "readtrack doctor --fix")
def doctor_(
    ctx: Context,
    fix: Annotated[
        bool, Option("--fix", help="Mend what can be made anew, after a backup.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Examine the store, and mend what can be mended."""
    from readtrack.store.doctor import can_be_mended, examine, mend

    session: Session = ctx.obj
    tomorrow = f"{session.instant.date() + timedelta(days=1)}"
    found, backup = examine(session.path, tomorrow), None
    if fix and can_be_mended(found):
        backup = mend(session.path)
        found = examine(session.path, tomorrow)
    troubles = tuple(Trouble(each.what, each.remedy) for each in found)
    report = Examination(session.shown, backup, troubles)
    show("doctor", report, lambda: _print_examined(report), as_json, lambda: _trouble_rows(report))
    raise Exit(1 if troubles else 0)


def _trouble_rows(report: Examination) -> Rows:
    if report.backup:
        note(_mended(report.backup))
    return [Trouble._fields, *report.troubles]


def _mended(backup: str) -> str:
    return f"Mended. A backup from before is {backup}"


def _print_examined(report: Examination) -> None:
    if report.backup:
        say(_mended(report.backup))
    for trouble in report.troubles:
        say(trouble.what)
        say(trouble.remedy, indent=2)
    if not report.troubles:
        say(f"Nothing is wrong with {report.store}.")
