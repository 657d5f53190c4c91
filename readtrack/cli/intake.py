"""Imports several files as one command."""

import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

from readtrack.dates import zone
from readtrack.errors import ReadtrackError, StoreError, UsageError, unreadable
from readtrack.importing.apply import Intake, take_in
from readtrack.importing.files import Context, File, at_hand, reading
from readtrack.importing.merge import Named, Unsure
from readtrack.importing.records import Item
from readtrack.importing.replay import Replay, take_back
from readtrack.importing.sheets import items_of_file
from readtrack.importing.sources.registry import OF_PLACES, OfNoKindError, importer, source_of
from readtrack.named_tuple import NamedTuple
from readtrack.planning.imported import STATES, FileReport, ImportedItem, ImportReport
from readtrack.planning.pace import Slots
from readtrack.render.progress import counted
from readtrack.render.terminal import on_terminal
from readtrack.store import sources
from readtrack.store.exchange import is_out_since, newest_loan
from readtrack.store.store import Store

FIT_IS_TESTED = 60
"""Most titles out for which an import works out whether their deadlines fit together."""

STRANGE = (UsageError, OfNoKindError)
"""Errors for a file that is not of the expected kind."""

MOST_NAMED = 5
"""Files that `undo --list` names."""

FileRecord = tuple[sources.SourceFile, str]
"""The record of a file, and the pattern of its source; a new source has no number yet."""


class Job(NamedTuple):
    """A file to read, and how to read it."""

    file: File
    source: str
    context: Context
    record: sources.SourceFile | None = None
    """The stored record of the file; None where no remembered source names it."""
    pattern: str = ""
    """The pattern of that source; a new source has no number yet."""
    named: bool = True
    """True if the reader named the file itself, not a folder or pattern that contains it."""
    again: bool = False
    """True if the file is unchanged, and only what an earlier run left undecided is read."""
    alone: bool = True
    """True if an error in this file ends the whole command."""


@dataclass
class Import:
    """The files of one command, and the reader's answers about them."""

    jobs: list[Job] = field(default_factory=list)
    remembered: Sequence[sources.Source] = ()
    """Sources that the command remembers."""
    troubles: list[FileReport] = field(default_factory=list)
    """Files that could not be opened or recognised."""
    ignored: int = 0
    """Files in folders and patterns whose kind was not recognised."""
    absent: list[str] = field(default_factory=list)
    """Sources without a file now."""
    taken_back: list[str] = field(default_factory=list)
    """Files whose import was undone, and that are not read again."""
    unread: list[FileRecord] = field(default_factory=list)
    """Records of files that need not be read."""
    troubled: bool = False
    """True if one of the troubles is new since the last command."""
    answers: dict[Named, Named | None] = field(default_factory=dict)
    unsure: list[Unsure] = field(default_factory=list)
    """Books that the last run could not match."""

    def run(self, store: Store, *, keep: bool, listed: Mapping[str, int]) -> ImportReport:
        """Import all files in one transaction; without `keep`, roll it back and only report.

        If nothing is new, only the records of the files are stored.
        """
        self._start(listed)
        self.jobs.sort(key=_turn)
        stays, out, situation, taken = False, 0, None, None
        if self.jobs or self.remembered:
            kept = (lambda: stays) if keep else False
            store.database.expect_much()
            with store.command(f"import {self._names()}", keep=kept) as command:
                ids = {each.pattern: sources.remember(store, each) for each in self.remembered}
                before = newest_loan(store)
                for job in self.jobs:
                    self._read(store, job, command)
                taken = _slots(store)
                out = taken.used if is_out_since(store, before) else 0
                situation = store.situation() if 0 < out <= FIT_IS_TESTED else None
                stays = keep and (is_news(self.reports) or bool(self.remembered))
                if stays:
                    self._keep_records(store, ids)
        if keep and not stays and (self.records or self.unread):
            with store.database.transaction():
                self._keep_records(store, {})
        taken = taken or _slots(store)
        fit, fits = situation and situation.fit, None
        if situation is not None:  # on assumed reading times everything counts as fitting
            fits = situation.fit.fits or situation.fit.just_about or situation.table.assumed
        return ImportReport(
            keep,
            (*self.reports, *self.troubles),
            out,
            taken.cap,
            fits,
            taken,
            fit,
            self.ignored + self.of_no_kind,
            tuple(self.absent),
            tuple(self.taken_back),
        )

    def _names(self) -> str:
        """Return the names of the first few files, for the list of commands."""
        jobs = [job for job in self.jobs if not job.again] or self.jobs
        names = [text(job.file.path.name) for job in jobs]
        more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
        return f"{', '.join(names[:MOST_NAMED])}{more}"

    def _start(self, listed: Mapping[str, int]) -> None:
        """Clear the results of an earlier run; its answers stay."""
        self.listed = listed
        self.failed = self.troubled
        self.reports: list[FileReport] = []
        self.records: list[FileRecord] = []
        self.of_no_kind = 0
        self.unsure = []

    def _read(self, store: Store, job: Job, command: int | None) -> None:
        """Import a file; an error in one of several files rolls back that file alone."""
        if job.alone:
            report = self._taken(store, job)
        else:
            try:
                with store.database.attempt():
                    report = self._taken(store, job)
            except StoreError:
                raise
            except ReadtrackError as error:
                self._note_failure(job, error)
                return
        if job.again:
            report = only_news(report)
        if not job.again or report.items:
            self.reports.append(report)
        self.failed |= bool(report.counts["problem"] or report.counts["unsure"]) and not job.again
        if job.record is not None:
            record = read_of(job.record, report, command)
            self.records.append((record, job.pattern))

    def _note_failure(self, job: Job, error: ReadtrackError) -> None:
        state = sources.FAILED
        if isinstance(error, STRANGE) and not job.named:
            state, self.of_no_kind = sources.UNKNOWN, self.of_no_kind + 1
        else:
            self.reports.append(trouble(job.file.path, error, job.source))
            self.failed |= not job.again
        if job.record is not None:
            self.records.append((job.record._replace(state=state), job.pattern))

    def _taken(self, store: Store, job: Job) -> FileReport:
        name = text(job.file.path.name)
        items = counted(items_in(job), name, _rows_of(job.file.path, job.source))
        if job.source == "readtrack":
            intake: Intake | Replay = take_back(store, items, self.listed)
        else:
            intake = take_in(store, items, self.answers, self.listed)
            self.unsure += intake.unsure
        return FileReport(name, job.source, intake.tally.counts, tuple(intake.tally.items))

    def _keep_records(self, store: Store, ids: Mapping[str, int]) -> None:
        """Store the records of the files, now that new sources have a number."""
        files = (
            record._replace(source_id=record.source_id or ids.get(pattern, 0))
            for record, pattern in (*self.unread, *self.records)
        )
        sources.keep_files(store, files)


TURNS = {name: turn for turn, name in enumerate(OF_PLACES, 1)}


def _turn(job: Job) -> tuple[int, float]:
    """Return the sort key of a file: loans are read before places in them.

    Files of a folder or a pattern are read from the oldest to the newest.
    """
    turn, written = TURNS.get(job.source, 0), 0.0
    with suppress(OSError):
        written = 0.0 if job.named else job.file.path.stat().st_mtime
    return turn, written


def _slots(store: Store) -> Slots:
    return Slots(len(store.books_out()), store.settings().cap)


def read_of(
    record: sources.SourceFile, report: FileReport, command: int | None
) -> sources.SourceFile:
    """Return the record of a file after a command has read it."""
    new, changed = report.counts["new"], report.counts["changed"]
    state = sources.LEFT if report.counts["unsure"] else sources.READ
    record = record._replace(state=state)
    if new or changed:
        return record._replace(
            brought_at=record.read_at, new=new, changed=changed, command_id=command
        )
    return record._replace(command_id=None) if record.taken_back else record


def only_news(report: FileReport) -> FileReport:
    """Return the report reduced to what is new, changed or undecided."""
    shown = ("new", "changed", "unsure")
    counts = {state: count * (state in shown) for state, count in report.counts.items()}
    return report._replace(
        counts=counts, items=tuple(each for each in report.items if each.state in shown)
    )


def is_news(reports: Iterable[FileReport]) -> bool:
    """Return whether a file brought anything in; else there is nothing to write or to undo."""
    return any(each.counts["new"] or each.counts["changed"] for each in reports)


def trouble(path: Path, error: ReadtrackError, source: str = "unknown") -> FileReport:
    """Return the report of a file that cannot be read, or not be recognised."""
    remedy = error.remedy
    if source_named := error.instead.get("--from"):
        remedy += f" readtrack import {shlex.quote(str(path))} --from {source_named}"
    item = ImportedItem("file", "problem", "", text(error.what), text(remedy))
    return FileReport(text(path.name), source, {**dict.fromkeys(STATES, 0), "problem": 1}, (item,))


def text(name: str) -> str:
    """Return a name that can be printed and stored, whatever bytes the file system has for it."""
    return name.encode(errors="replace").decode()


def context_of(store: Store, zone_name: str | None, mapped: Sequence[str]) -> Context:
    """Return what a file is read with, from the options typed beside it."""
    place = zone(zone_name) if zone_name else None
    return Context(store.now, place, store.settings().loan_days, mapped_columns(mapped))


def mapped_columns(mapped: Sequence[str]) -> tuple[tuple[str, str], ...]:
    pairs = []
    for each in mapped:
        ours, equals, theirs = each.partition("=")
        if not equals or not ours.strip() or not theirs.strip():
            raise unreadable(each, "a column", "Write --map due=Frist.", "due=Frist")
        pairs.append((ours.strip(), " ".join(theirs.split())))
    return tuple(pairs)


def sourced(
    path: Path,
    source: str | None,
    mapped: Sequence[str] | None,
    needed: ExitStack,
    *,
    named: bool = True,
) -> tuple[File, str]:
    """Return the file and its source: as typed, by its columns, or recognised by its content.

    An export of readtrack has to be `named` itself, not found in a folder or through a pattern: an
    old one would bring back what was removed since.
    """
    with reading(path):
        if path.is_dir():  # of an audiobook: any other was opened to find its files
            return File(path), source or "audiobook"
        file = File(at_hand(path, needed))
        if file.is_empty:
            raise UsageError(f"{file.path.name} is empty.", "Export it again.")
        if source is not None:
            importer(source)
            return file, source
        found = "csv" if mapped else source_of(file)
        if found == "readtrack" and not named:
            raise UsageError(f"{file.path.name} is an export of readtrack.", "Name the file.")
        return file, found


def items_in(job: Job) -> Iterator[Item]:
    """Yield the items that the importer of its source reads in the file."""
    with reading(job.file.path):
        yield from items_of_file(job.file, job.source, job.context)


def _rows_of(path: Path, source: str) -> int | None:
    """Estimate the items of a file with one line for each; None for other files."""
    if not (source == "readtrack" or path.suffix.lower() in (".csv", ".tsv", ".txt")):
        return None
    if not on_terminal(sys.stderr):
        return None
    with reading(path), path.open("rb") as opened:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: opened.read(1 << 20), b""))
