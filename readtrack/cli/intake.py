"""The files of one import, brought in as one command."""

import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from readtrack.errors import ReadtrackError, StoreError, UsageError
from readtrack.importing.apply import Intake, take_in
from readtrack.importing.files import Context, File, at_hand, reading
from readtrack.importing.merge import Named, Unsure
from readtrack.importing.records import Item
from readtrack.importing.replay import Replay, take_back
from readtrack.importing.sources.registry import OF_PLACES, OfNoKindError, importer, source_of
from readtrack.named_tuple import NamedTuple
from readtrack.planning.imported import STATES, FileReport, ImportedItem, ImportReport
from readtrack.planning.pace import Slots
from readtrack.planning.situation import Situation
from readtrack.render.progress import counted
from readtrack.render.terminal import on_terminal
from readtrack.store.exchange import newest_loan, titles_out_since
from readtrack.store.sources import (
    FAILED,
    LEFT,
    READ,
    UNKNOWN,
    Source,
    SourceFile,
    keep_files,
    open_command,
    quietly,
    remember,
)
from readtrack.store.store import Store

CHUNK = 1 << 20
"""Bytes that are looked at in one go."""

FIT_IS_TESTED = 60
"""Titles out past which nobody asks whether their deadlines fit together."""

STRANGE = (UsageError, OfNoKindError)
"""What is raised for a file that is not of the kind that it should be."""

MOST_NAMED = 5
"""Files that `undo --list` names."""

OF_NO_KIND = "unknown"
"""The source of a file that could not be recognised."""


Known = tuple[SourceFile, str]
"""What is known of a file, and the pattern of its source: a new one has no number yet."""


class Job(NamedTuple):
    """A file to be read, and how."""

    file: File
    source: str
    context: Context
    record: SourceFile | None = None
    """What is known of the file so far, where it is of a source that is remembered."""
    pattern: str = ""
    """The pattern of that source: a new one has no number yet."""
    named: bool = True
    """Whether the reader named this very file, not a folder or a pattern that has it."""
    again: bool = False
    """Whether the file is unchanged, and read only for what an earlier run could not decide."""
    alone: bool = True
    """Whether an error in this file ends the whole command, for which it was typed."""


@dataclass
class Import:
    """The files of one command, and what the reader has answered about them."""

    jobs: list[Job] = field(default_factory=list)
    remembered: Sequence[Source] = ()
    """Sources that the command remembers."""
    troubles: list[FileReport] = field(default_factory=list)
    """Files that could not be opened or recognised."""
    ignored: int = 0
    """Files in folders and patterns that are of no kind."""
    absent: list[str] = field(default_factory=list)
    """Sources that have no file now."""
    taken_back: list[str] = field(default_factory=list)
    """Files that an undo took back, and that are left so."""
    known: list[Known] = field(default_factory=list)
    """What is known of files that need not be read."""
    troubled: bool = False
    """Whether one of the troubles was not said by an earlier command."""
    answers: dict[Named, Named | None] = field(default_factory=dict)
    unsure: list[Unsure] = field(default_factory=list)
    """What the last run could not decide."""

    def run(self, store: Store, *, keep: bool, listed: Mapping[str, int]) -> ImportReport:
        """Bring everything in, in one transaction; without `keep` only to see what would come.

        Where nothing is new, nothing of it stays but what is known of the files.
        """
        self._start(listed)
        self.jobs.sort(key=_turn)
        stays, out, situation, taken = False, 0, None, None
        if self.jobs or self.remembered:
            with store.command(f"import {self._names()}", keep=(lambda: stays) if keep else False):
                ids = {each.pattern: remember(store, each) for each in self.remembered}
                before, command = newest_loan(store), open_command(store)
                for job in self.jobs:
                    self._read(store, job, command)
                out, taken = titles_out_since(store, before), _slots(store)
                situation = store.situation() if 0 < out <= FIT_IS_TESTED else None
                stays = keep and (is_news(self.reports) or bool(self.remembered))
                if stays:
                    self._keep_records(store, ids)
        if keep and not stays and (self.records or self.known):
            with quietly(store):
                self._keep_records(store, {})
        return self._report(keep, out, situation, taken or _slots(store))

    def _names(self) -> str:
        """What is read, for the list of commands; of many files the first."""
        jobs = [job for job in self.jobs if not job.again] or self.jobs
        names = [text(job.file.path.name) for job in jobs]
        more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
        return f"{', '.join(names[:MOST_NAMED])}{more}"

    def _report(
        self, keep: bool, out: int, situation: Situation | None, taken: Slots
    ) -> ImportReport:
        return ImportReport(
            keep,
            (*self.reports, *self.troubles),
            out,
            taken.cap,
            None if situation is None else _fits(situation),
            taken,
            None if situation is None else situation.fit,
            self.ignored + self.of_no_kind,
            tuple(self.absent),
            tuple(self.taken_back),
        )

    def _start(self, listed: Mapping[str, int]) -> None:
        """Begin a run: of an earlier one only the answers count."""
        self.listed = listed
        self.failed = self.troubled
        self.reports: list[FileReport] = []
        self.records: list[Known] = []
        self.of_no_kind = 0
        self.unsure = []

    def _read(self, store: Store, job: Job, command: int | None) -> None:
        """Take a file in; an error in one of several takes back no more than that file."""
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
            report = without_what_was_said(report)
        if not job.again or report.items:
            self.reports.append(report)
        self.failed |= bool(report.counts["problem"] or report.counts["unsure"]) and not job.again
        if job.record is not None:
            record = read_of(job.record, report, store, command)
            self.records.append((record, job.pattern))

    def _note_failure(self, job: Job, error: ReadtrackError) -> None:
        state = FAILED
        if isinstance(error, STRANGE) and not job.named:
            state, self.of_no_kind = UNKNOWN, self.of_no_kind + 1
        else:
            self.reports.append(trouble(job.file.path, job.source, error))
            self.failed |= not job.again
        if job.record is not None:
            self.records.append((job.record._replace(state=state), job.pattern))

    def _taken(self, store: Store, job: Job) -> FileReport:
        name = text(job.file.path.name)
        items = counted(items_of(job), name, _rows_of(job.file.path, job.source))
        if job.source == "readtrack":
            intake: Intake | Replay = take_back(store, items, self.listed)
        else:
            intake = take_in(store, items, self.answers, self.listed)
            self.unsure += intake.unsure
        return FileReport(name, job.source, intake.tally.counts, tuple(intake.tally.told))

    def _keep_records(self, store: Store, ids: Mapping[str, int]) -> None:
        """Record what is known of the files; a source that is new got its number just now."""
        keep_files(
            store,
            (
                record._replace(source_id=record.source_id or ids.get(pattern, 0))
                for record, pattern in (*self.known, *self.records)
            ),
        )


def _slots(store: Store) -> Slots:
    return Slots(len(store.books_out()), store.settings().cap)


def _turn(job: Job) -> int:
    """When a file has its turn: those that tell places after those that tell loans."""
    return OF_PLACES.index(job.source) + 1 if job.source in OF_PLACES else 0


def read_of(
    record: SourceFile, report: FileReport, store: Store, command: int | None
) -> SourceFile:
    """What is known of a file once it was read in a command."""
    new, changed = report.counts["new"], report.counts["changed"]
    state = LEFT if report.counts["unsure"] else READ
    record = record._replace(state=state)
    if new or changed:
        return record._replace(
            brought_at=record.read_at, new=new, changed=changed, command_id=command
        )
    return record._replace(command_id=None) if record.taken_back else record


def without_what_was_said(report: FileReport) -> FileReport:
    """The report of a file that was read before, with nothing but news and questions in it."""
    kept = ("new", "changed", "unsure")
    counts = {state: count * (state in kept) for state, count in report.counts.items()}
    return report._replace(
        counts=counts, items=tuple(each for each in report.items if each.state in kept)
    )


def is_news(reports: Iterable[FileReport]) -> bool:
    """Whether files brought anything in: where none did, nothing is written and undone later."""
    return any(each.counts["new"] or each.counts["changed"] for each in reports)


def trouble(path: Path, source: str, error: ReadtrackError) -> FileReport:
    """What is said of a file that cannot be read at all."""
    remedy = error.remedy
    if source_named := error.instead.get("--from"):
        remedy += f" readtrack import {shlex.quote(str(path))} --from {source_named}"
    told = ImportedItem("file", "problem", "", text(error.what), text(remedy))
    return FileReport(text(path.name), source, {**dict.fromkeys(STATES, 0), "problem": 1}, (told,))


def text(name: str) -> str:
    """A name that can be printed and stored, whatever bytes the file system has for it."""
    return name.encode(errors="replace").decode()


def sourced(
    path: Path, source: str | None, mapped: Sequence[str] | None, needed: ExitStack
) -> tuple[File, str]:
    """A file and the source it comes from: as said, by its columns, or as it looks."""
    with reading(path):
        if path.is_dir():  # of an audiobook: any other was opened to find its files
            return File(path), source or "audiobook"
        file = File(at_hand(path, needed))
        if file.is_empty:
            raise UsageError(f"{file.path.name} is empty.", "Export it again.")
        if source is not None:
            importer(source)
            return file, source
        return file, "csv" if mapped else source_of(file)


def sourced_among(
    path: Path, source: str | None, mapped: Sequence[str] | None, needed: ExitStack
) -> tuple[File, str]:
    """The same of a file that a folder or a pattern has.

    What readtrack exported has to be named: an old export would bring back what was taken out.
    """
    file, found = sourced(path, source, mapped, needed)
    if found == "readtrack" and source is None:
        raise UsageError(f"{file.path.name} is an export of readtrack.", "Name the file.")
    return file, found


def items_of(job: Job) -> Iterator[Item]:
    """What the importer of its source reads in a file."""
    with reading(job.file.path):
        yield from importer(job.source).read(job.file, job.context)


def _rows_of(path: Path, source: str) -> int | None:
    """About how many items a file has that has a line for each; None of any other."""
    if not (source == "readtrack" or path.suffix.lower() in (".csv", ".tsv", ".txt")):
        return None
    if not on_terminal(sys.stderr):
        return None
    with reading(path), path.open("rb") as opened:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: opened.read(CHUNK), b""))


def _fits(situation: Situation) -> bool:
    """Whether everything fits, as far as one can tell: an assumption raises no alarm."""
    return situation.fit.fits or situation.fit.just_about or situation.table.assumed
