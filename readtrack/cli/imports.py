"""`import`: bring in what the reader already has in files."""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from typer import Abort, Argument, Context, Exit, Option

from readtrack.cli.intake import STRANGE, Import, Job, context_of, is_news, sourced, trouble
from readtrack.cli.options import DryRun, Json, remembered_sources, source_numbers
from readtrack.cli.session import Session, agreed, ended_in_order, interactive, picked
from readtrack.cli.usage import WORDS, examples
from readtrack.errors import ReadtrackError, UsageError
from readtrack.importing.files import reading
from readtrack.importing.places import in_books, places
from readtrack.named_tuple import NamedTuple
from readtrack.planning.imported import STATES, ImportReport
from readtrack.render.imported import import_rows, note_left, note_troubles, print_report
from readtrack.render.show import show
from readtrack.render.terminal import note, on_terminal
from readtrack.store.sources import SourceFile
from readtrack.store.sources import sources as sources_of
from readtrack.store.store import Store

LISTED = {"new": 10, "changed": 10, "unsure": 20, "skipped": 5, "problem": 20}
"""Most items listed for a person, by state; unchanged ones are only counted."""

Watcher = StrEnum("Watcher", "SYSTEMD CRON")
"""What can run `import` by itself."""


class TypedFiles(NamedTuple):
    """The files that were typed, and the options that say how to read them."""

    files: tuple[Path, ...]
    source: str | None
    mapped: tuple[str, ...]
    zone: str | None


class Flags(NamedTuple):
    dry_run: bool
    yes: bool
    as_json: bool


Files = Annotated[
    list[Path] | None,
    Argument(
        metavar="[FILE...]",
        help="Files of any of these, or folders; - is standard input. Alone, what is remembered.",
        show_default=False,
    ),
]
From = Annotated[
    str | None,
    Option(
        "--from",
        metavar="SOURCE",
        help="Where they come from, as in `readtrack help import`.",
        autocompletion=remembered_sources,
    ),
]
Map = Annotated[
    list[str] | None,
    Option("--map", metavar="OURS=COLUMN", help="A column of a table, as due=Frist."),
]
Zone = Annotated[
    str | None, Option("--tz", metavar="ZONE", help="Your time zone, if not this one.")
]
Remember = Annotated[
    bool,
    Option("--remember", help="Read FILE by itself from now on; it may be a 'PATTERN*' in quotes."),
]
Listing = Annotated[bool, Option("--sources", help="List what is remembered.")]
Forget = Annotated[
    str | None,
    Option(
        "--forget",
        metavar="N",
        help="Forget one of --sources; what it brought in stays.",
        autocompletion=source_numbers,
    ),
]
Install = Annotated[
    Watcher | None,
    Option("--install", metavar="PROGRAM", help="Print what runs it when a file changes."),
]


@examples(
    "readtrack import loans.csv --dry-run",
    "readtrack import loans.csv --yes",
    "readtrack import fristen.csv --from csv --map due=Frist --yes",
    "readtrack import --remember '~/Downloads/libby*.csv'",
)
def import_(
    ctx: Context,
    files: Files = None,
    source: From = None,
    mapped: Map = None,
    tz: Zone = None,
    remember: Remember = False,
    listing: Listing = False,
    forget: Forget = None,
    install: Install = None,
    dry_run: DryRun = False,
    yes: Annotated[bool, Option("--yes", "-y", help="Apply it without asking.")] = False,
    as_json: Json = False,
) -> None:
    """Bring in loans, places and lengths from files you already have.

    It reads what Libby, library accounts and calendars, e-readers and lists of books write, any
    table, and what readtrack exported: `readtrack help import` names them all. Importing a file
    again brings in only what is new; undo takes the whole import back.

    Alone, import reads all that is remembered and has changed since it was read.
    """
    typed = TypedFiles(tuple(files or ()), source, tuple(mapped or ()), tz)
    flags = Flags(dry_run, yes, as_json)
    if listing or forget is not None or install is not None:
        from readtrack.cli.remembered import look_after

        if remember or any(typed) or listing + (forget is not None) + (install is not None) > 1:
            what = "--sources, --forget and --install stand alone."
            raise UsageError(what, "Such as: readtrack import --sources")
        look_after(ctx.obj, forget, install, flags)
    elif not files:
        from readtrack.cli.remembered import read_all

        read_all(ctx.obj, typed, flags, remember=remember)
    elif remember and comes_first(ctx, "--remember"):
        from readtrack.cli.remembered import add_sources

        add_sources(ctx.obj, typed, flags)
    else:
        _bring_in(ctx.obj, typed, flags, remember=remember)


def comes_first(ctx: Context, option: str) -> bool:
    """Return whether an option was typed before any FILE."""
    words = list(ctx.meta.get(WORDS, ()))
    before = words[: words.index(option)] if option in words else []
    values, _, _ = ctx.command.make_parser(ctx).parse_args(args=before)
    return not values.get("files")


def _bring_in(session: Session, typed: TypedFiles, flags: Flags, *, remember: bool) -> None:
    with session.open() as store, ended_in_order(), ExitStack() as needed:
        if remember:
            from readtrack.cli.remembered import look, new_sources

            new = new_sources(typed)
            work = look(store, new, needed, by_hand=True)
            work.remembered = new
        else:
            work = _given(store, typed, needed)
        asks = interactive() and not any(flags)
        listed = how_many(flags)
        report = work.run(store, keep=not (flags.dry_run or asks), listed=listed)
        if asks:
            if settled(work):
                report = work.run(store, keep=False, listed=listed)
            show_report(report)
            news = is_news(report.files)
            if news and not agreed("Bring this in?", default=True):
                raise Abort
            if news or work.remembered:
                report = work.run(store, keep=True, listed=listed)
        else:
            show_report(report, flags.as_json)
        say_outcome(report)
        if remember and report.kept:
            note("Remembered. Once it has changed, this reads it again: readtrack import")
    if work.failed:
        raise Exit(1)


def _given(store: Store, typed: TypedFiles, needed: ExitStack) -> Import:
    """Collect the named files, and the files in the named folders."""
    work = Import()
    context = context_of(store, typed.zone, typed.mapped)
    for path in in_books(typed.files):
        # A folder that nobody typed stands for the files of an audiobook.
        if path not in typed.files or not os.path.isdir(path):  # noqa: PTH112
            record = _stored_record(store, path)
            file, source = sourced(path, typed.source, typed.mapped, needed)
            work.jobs.append(Job(file, source, context, record))
            continue
        before = len(work.jobs) + len(work.troubles)
        for place in places(str(path.absolute())):
            try:
                file, source = sourced(place.path, typed.source, typed.mapped, needed, named=False)
            except STRANGE:
                work.ignored += 1
            except ReadtrackError as error:
                work.troubles.append(trouble(place.path, error))
                work.troubled = True
            else:
                work.jobs.append(Job(file, source, context, named=False, alone=False))
        if len(work.jobs) + len(work.troubles) == before:
            what = f"Nothing in {path} is of a kind that can be imported."
            raise UsageError(what, "The kinds: readtrack help import")
    return work


def _stored_record(store: Store, path: Path) -> SourceFile | None:
    """Return the stored record of a file that a remembered source names; else None."""
    if not os.path.isfile(path) or not sources_of(store):  # noqa: PTH113
        return None
    from readtrack.cli.remembered import record_of

    with reading(path):
        return record_of(store, path)


def how_many(flags: Flags) -> Mapping[str, int]:
    """Return the most items to list, by state: all in JSON, many in a pipe."""
    if flags.as_json:
        return dict.fromkeys(STATES, sys.maxsize)
    return LISTED if on_terminal() else dict.fromkeys(LISTED, 1000)


def settled(work: Import, *, later: bool = False) -> bool:
    """Ask which stored book each uncertain one is; return whether there was a question.

    With `later`, the reader may also answer "not now".
    """
    for book, candidates in work.unsure:
        note(f"{_by(*book)} may be a book you have:")
        names = [*(_by(*each) for each in candidates), "another book", *["not now"] * later]
        chosen = picked("Which one is it", dict(enumerate(names, 1)))
        if chosen <= len(candidates) + 1:
            work.answers[book] = (*candidates, None)[chosen - 1]
    return bool(work.unsure)


def _by(title: str, authors: Sequence[str]) -> str:
    return f"{title} ({', '.join(authors)})" if authors else title


def show_report(report: ImportReport, as_json: bool = False) -> None:
    show("import", report, lambda: print_report(report), as_json, lambda: import_rows(report))
    if not as_json and not on_terminal():
        note_troubles(report)
    note_left(report)


def say_outcome(report: ImportReport) -> None:
    news = sum(each.counts["new"] + each.counts["changed"] for each in report.files)
    if not news:
        note("Nothing new.")
    elif not report.kept:
        note("Nothing was kept.")
    else:
        note("Brought in. Wrong? readtrack undo")
    if report.titles_out > report.cap:
        are, recorded = "would be out", "would be recorded as they are."
        if report.kept:
            are = "are out now"
            recorded = "are recorded as they are; see what may go back: readtrack ways"
        note(f"{report.titles_out} titles {are}, and the cap is {report.cap}. They {recorded}")
    elif report.fits is False and report.kept:
        note("Not all deadlines fit together now. The ways out: readtrack ways")
    elif report.fits is False:
        note("Not all deadlines would fit together.")
