"""`import`: bring in what the reader already has in files."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from readtrack.cli.completion import sources
from readtrack.cli.options import Json
from readtrack.cli.session import Session, agreed, interactive, picked
from readtrack.cli.signals import ended_in_order
from readtrack.cli.usage import examples
from readtrack.dates import zone
from readtrack.errors import UsageError, unreadable
from readtrack.importing.apply import Intake, take_in
from readtrack.importing.files import Context, File, at_hand, reading
from readtrack.importing.merge import Named, Unsure
from readtrack.importing.records import Item
from readtrack.importing.replay import Replay, take_back
from readtrack.importing.sources.registry import importer, source_of
from readtrack.planning.imported import STATES, FileReport, ImportReport
from readtrack.planning.pace import Slots
from readtrack.planning.situation import Situation
from readtrack.render.imported import import_rows, note_troubles, print_report
from readtrack.render.progress import counted
from readtrack.render.show import show
from readtrack.render.terminal import note, on_terminal
from readtrack.store.exchange import newest_loan, titles_out_since
from readtrack.store.store import Store

LISTED = {"new": 10, "changed": 10, "unsure": 20, "skipped": 5, "problem": 20}
"""How many items of a state a person is shown; what is unchanged is only counted."""

PIPED = dict.fromkeys(LISTED, 1000)
"""The same for a program."""

ALL = dict.fromkeys(STATES, sys.maxsize)

CHUNK = 1 << 20
"""Bytes that are looked at in one go."""

FIT_IS_TESTED = 60
"""Titles out past which nobody asks whether their deadlines fit together."""


@dataclass
class Import:
    """The files of one command, and what the reader has answered about them."""

    files: list[tuple[File, str]]
    context: Context
    answers: dict[Named, Named | None] = field(default_factory=dict)
    unsure: list[Unsure] = field(default_factory=list)
    """What the last run could not decide."""

    def run(self, store: Store, *, keep: bool, listed: Mapping[str, int]) -> ImportReport:
        """Bring everything in, in one transaction; without `keep` only to see what would come."""
        reports: list[FileReport] = []
        self.unsure = []
        names = ", ".join(file.path.name for file, _ in self.files)
        with store.command(f"import {names}", keep=lambda: keep and _is_news(reports)):
            before = newest_loan(store)
            for file, source in self.files:
                items = counted(
                    _items(file, source, self.context), file.path.name, _rows_of(file.path, source)
                )
                if source == "readtrack":
                    intake: Intake | Replay = take_back(store, items, listed)
                else:
                    intake = take_in(store, items, self.answers, listed)
                    self.unsure += intake.unsure
                reports.append(
                    FileReport(
                        file.path.name, source, intake.tally.counts, tuple(intake.tally.told)
                    )
                )
            out = titles_out_since(store, before)
            situation = store.situation() if 0 < out <= FIT_IS_TESTED else None
            taken = Slots(len(store.books_out()), store.settings().cap)
        return ImportReport(
            keep,
            tuple(reports),
            out,
            taken.cap,
            None if situation is None else _fits(situation),
            taken,
            None if situation is None else situation.fit,
        )


def _is_news(reports: Iterable[FileReport]) -> bool:
    """Whether files brought anything in: where none did, nothing is written and undone later."""
    return any(each.counts["new"] or each.counts["changed"] for each in reports)


def _rows_of(path: Path, source: str) -> int | None:
    """About how many items a file has that has a line for each; None of any other."""
    if not (source == "readtrack" or path.suffix.lower() in (".csv", ".tsv", ".txt")):
        return None
    if not on_terminal(sys.stderr):
        return None
    with reading(path), path.open("rb") as opened:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: opened.read(CHUNK), b""))


@examples(
    "readtrack import loans.csv --dry-run",
    "readtrack import loans.csv --yes",
    "readtrack import fristen.csv --from csv --map due=Frist --yes",
)
def import_(
    ctx: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Files of any of these; - is standard input."),
    ],
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="SOURCE",
            help="Where they come from, as in `readtrack help import`.",
            autocompletion=sources,
        ),
    ] = None,
    mapped: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="OURS=COLUMN", help="A column of a table, as due=Frist."),
    ] = None,
    tz: Annotated[
        str | None, typer.Option("--tz", metavar="ZONE", help="Your time zone, if not this one.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show it, change nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Apply it without asking.")] = False,
    as_json: Json = False,
) -> None:
    """Bring in loans, places and lengths from files you already have.

    Libby timelines, journeys and loans, library calendars (.ics), PAIA accounts, Goodreads,
    StoryGraph, LibraryThing, BookWyrm, Hardcover, Openreads, BookBuddy, Calibre, Audible, KOReader,
    Kobo, Kindle's clippings, any table or workbook (.xlsx), and what readtrack exported. Importing
    a file again brings in only what is new; undo takes the whole import back.
    """
    session: Session = ctx.obj
    with session.open() as store, ended_in_order(), ExitStack() as needed:
        context = Context(
            store.now, zone(tz) if tz else None, store.settings().loan_days, _columns(mapped or ())
        )
        work = Import([_sourced(path, source, mapped, needed) for path in files], context)
        asks = interactive() and not (yes or dry_run or as_json)
        listed = ALL if as_json else LISTED if on_terminal() else PIPED
        report = work.run(store, keep=not (dry_run or asks), listed=listed)
        if asks:
            if _settled(work):
                report = work.run(store, keep=False, listed=listed)
            report = _agreed_to(work, store, report, listed)
        else:
            _show(report, as_json)
        _say_outcome(report)
    if any(each.counts["problem"] or each.counts["unsure"] for each in report.files):
        raise typer.Exit(1)


def _sourced(
    path: Path, source: str | None, mapped: Sequence[str] | None, needed: ExitStack
) -> tuple[File, str]:
    """A file and the source it comes from: as said, by its columns, or as it looks."""
    with reading(path):
        file = File(at_hand(path, needed))
        if file.is_empty:
            raise UsageError(f"{file.path.name} is empty.", "Export it again.")
        if source is not None:
            importer(source)
            return file, source
        return file, "csv" if mapped else source_of(file)


def _items(file: File, source: str, context: Context) -> Iterator[Item]:
    with reading(file.path):
        yield from importer(source).read(file, context)


def _columns(mapped: Sequence[str]) -> tuple[tuple[str, str], ...]:
    pairs = []
    for each in mapped:
        ours, equals, theirs = each.partition("=")
        if not equals or not ours.strip() or not theirs.strip():
            raise unreadable(each, "a column", "Write --map due=Frist.", "due=Frist")
        pairs.append((ours.strip(), " ".join(theirs.split())))
    return tuple(pairs)


def _settled(work: Import) -> bool:
    """Ask which book each unsure one is; whether there was anything to ask."""
    for book, candidates in work.unsure:
        note(f"{_by(*book)} may be a book you have:")
        names = [*(_by(*each) for each in candidates), "another book"]
        chosen = picked("Which one is it", dict(enumerate(names, 1)))
        work.answers[book] = (*candidates, None)[chosen - 1]
    return bool(work.unsure)


def _by(title: str, authors: Sequence[str]) -> str:
    return f"{title} ({', '.join(authors)})" if authors else title


def _agreed_to(
    work: Import, store: Store, report: ImportReport, listed: Mapping[str, int]
) -> ImportReport:
    """Show what would come, and bring it in once the person at the terminal has agreed."""
    _show(report)
    if not _is_news(report.files):
        return report
    if not agreed("Bring this in?", default=True):
        raise typer.Abort
    return work.run(store, keep=True, listed=listed)


def _show(report: ImportReport, as_json: bool = False) -> None:
    show(
        "import",
        report,
        lambda: print_report(report),
        as_json=as_json,
        rows=lambda: import_rows(report),
    )
    if not as_json and not on_terminal():
        note_troubles(report)


def _fits(situation: Situation) -> bool:
    """Whether everything fits, as far as one can tell: an assumption raises no alarm."""
    return situation.fit.fits or situation.fit.just_about or situation.table.assumed


def _say_outcome(report: ImportReport) -> None:
    news = sum(each.counts["new"] + each.counts["changed"] for each in report.files)
    if not news:
        note("Nothing new.")
    elif not report.kept:
        note("Nothing was kept.")
    else:
        note("Brought in. Wrong? readtrack undo")
    if report.titles_out > report.cap and report.kept:
        note(
            f"{report.titles_out} titles are out now, and the cap is {report.cap}. "
            "They are recorded as they are; see what may go back: readtrack ways"
        )
    elif report.titles_out > report.cap:
        note(
            f"{report.titles_out} titles would be out, and the cap is {report.cap}. "
            "They would be recorded as they are."
        )
    elif report.fits is False and report.kept:
        note("Not all deadlines fit together now. The ways out: readtrack ways")
    elif report.fits is False:
        note("Not all deadlines would fit together.")
