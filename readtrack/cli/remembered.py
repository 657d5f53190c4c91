"""The remembered sources of `import`: files and patterns that it reads again once they changed."""

import os
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from itertools import groupby
from pathlib import Path

from typer import Exit, echo

from readtrack import __version__
from readtrack.cli.groups import with_number
from readtrack.cli.imports import (
    Flags,
    TypedFiles,
    Watcher,
    how_many,
    say_outcome,
    settled,
    show_report,
)
from readtrack.cli.intake import STRANGE, Import, Job, context_of, mapped_columns, sourced, trouble
from readtrack.cli.session import Session, ended_in_order, interactive
from readtrack.dates import zone
from readtrack.errors import ReadtrackError, UsageError
from readtrack.importing.files import Context, reading
from readtrack.importing.places import (
    Place,
    as_pattern,
    digest_of,
    expanded,
    has_match,
    in_books,
    path_text,
    places,
    size_and_time,
)
from readtrack.importing.sources.registry import OF_PLACES, WITHOUT_LOANS, importer
from readtrack.planning.imported import SourceList, SourceReport
from readtrack.render.show import field_rows, show
from readtrack.render.sources import SOURCE_FIELDS, print_sources
from readtrack.render.terminal import note, say
from readtrack.store.sources import (
    FAILED,
    LEFT,
    READ,
    UNKNOWN,
    Source,
    SourceFile,
    files_read,
    forget,
    remember,
    sources,
)
from readtrack.store.store import Store

EXAMPLE = "readtrack import --remember '~/Downloads/libby*.csv'"


def new_sources(typed: TypedFiles) -> list[Source]:
    """Return the typed patterns as sources, with the options typed beside them.

    Raise UsageError for an invalid option.
    """
    if typed.source is not None:
        importer(typed.source)
    if typed.zone is not None:
        zone(typed.zone)
    mapped_columns(typed.mapped)
    patterns = dict.fromkeys(as_pattern(str(path)) for path in in_books(typed.files))
    return [Source(0, each, typed.source, typed.mapped, typed.zone) for each in patterns]


def add_sources(session: Session, typed: TypedFiles, flags: Flags) -> None:
    """Remember files and patterns, and print what is there now; nothing is read yet."""
    new = new_sources(typed)
    with session.open() as store, ended_in_order():
        with ExitStack() as needed:
            work = look(store, new, needed, by_hand=True)
        before = sources(store)
        words = ", ".join(each.pattern for each in new)
        with store.command(f"remember {words} to import", keep=not flags.dry_run):
            numbers = [remember(store, each) for each in new]
        report = with_states(store)

    def screen() -> None:
        for number, source in zip(numbers, new, strict=True):
            already = source._replace(id=number) in before
            state = "Remembered already, as" if already else "Remembered as"
            say(f"{state} no. {number}: {source.pattern}")

    show("import.sources", report, screen, flags.as_json)
    _say_what_is_there(work, typed)


def _say_what_is_there(work: Import, typed: TypedFiles) -> None:
    count = len(work.jobs)
    if count:
        note(
            f"{count:,} file{'s' * (count > 1)} of it now. Read what has changed: readtrack import"
        )
    elif work.ignored:
        note(f"Of the {work.ignored:,} files of it now none is of a kind that can be imported.")
    else:
        note("Nothing of it is there now; it is read once it is: readtrack import")
    alike = groupby(sorted((path.parent, path.suffix) for path in typed.files))
    if any(len(list(group)) > 1 for _, group in alike):
        note(f"For later ones as well, put a pattern in quotes: {EXAMPLE}")


def read_all(session: Session, typed: TypedFiles, flags: Flags, *, remember: bool = False) -> None:
    """Import, in one command, every remembered file that has changed."""
    for option, value in (("--from", typed.source), ("--map", typed.mapped), ("--tz", typed.zone)):
        if value:
            raise UsageError(f"{option} goes with a file.", "Such as: readtrack import books.csv")
    if remember:
        raise UsageError("--remember needs a file or a pattern.", f"Such as: {EXAMPLE}")
    with session.open() as store, ended_in_order(), ExitStack() as needed:
        remembered = sources(store)
        if not remembered:
            what = "import needs a file: readtrack import books.csv"
            raise UsageError(what, f"Or remember what it is to read: {EXAMPLE}")
        work = look(store, remembered, needed, by_hand=interactive() or flags.yes)
        count = how_many(flags)
        asks = interactive() and not any(flags) and bool(work.jobs)
        report = work.run(store, keep=not (flags.dry_run or asks), listed=count)
        if asks:
            settled(work, later=True)
            report = work.run(store, keep=True, listed=count)
        show_report(report, flags.as_json)
        if work.unsure and not asks:
            note("What is not sure is left for you: readtrack import asks on a terminal.")
        say_outcome(report)
    if work.failed:
        raise Exit(1)


def look(store: Store, remembered: Sequence[Source], needed: ExitStack, *, by_hand: bool) -> Import:
    """Find the files that have to be read: those that changed, and those left undecided.

    A file whose import was undone is read again only `by_hand`: a timer would reverse the undo.
    """
    finder = Finder(store, needed, by_hand=by_hand)
    for source in remembered:
        finder.look_at(source)
    if any(job.source not in WITHOUT_LOANS for job in finder.work.jobs):
        finder.look_at_places()
    return finder.work


class Finder:
    """Sorts the files of sources into those to read and those to skip."""

    def __init__(self, store: Store, needed: ExitStack, *, by_hand: bool) -> None:
        self.work = Import()
        self._store = store
        self._needed = needed
        self._by_hand = by_hand
        self._files = {(each.source_id, each.path): each for each in files_read(store)}
        self._seen: set[str] = set()
        self._staying: list[tuple[Place, Source, Context, SourceFile]] = []
        self._at = store.now.instant.isoformat(timespec="seconds")

    def look_at(self, source: Source) -> None:
        found = self._places(source)
        if not (found or found is None or has_match(source.pattern)):
            self.work.absent.append(source.pattern)
        context = context_of(self._store, source.zone, source.mapped)
        for place in found or ():
            real = os.path.realpath(place.path)
            if real not in self._seen and self._sort(place, source, context):
                self._seen.add(real)

    def _places(self, source: Source) -> list[Place] | None:
        """Return the files of a source; if too many, report it and return None."""
        try:
            return places(source.pattern)
        except UsageError as error:
            if not source.id:
                raise
            self.work.troubles.append(trouble(Path(source.pattern), error))
            self.work.troubled = True
            return None

    def _sort(self, place: Place, source: Source, context: Context) -> bool:
        """Decide whether the file has to be read; return True if this source claims it."""
        path = place.path
        key = path_text(path)
        stored = self._files.get((source.id, key))
        record = stored or SourceFile(source.id, key, READ, "", "", "", "")
        record = record._replace(program=__version__, read_at=self._at)
        try:
            with reading(path):
                stamp = size_and_time(path)
                digest = record.digest if stamp == record.stamp else digest_of(path, stamp)
            same = stored is not None and digest == record.digest
            record = record._replace(stamp=stamp, digest=digest)
            if stored is not None and same and self._may_stay(stored):
                if stamp != stored.stamp:
                    self.work.unread.append((stored._replace(stamp=stamp), source.pattern))
                if stored.state == READ and not stored.taken_back:
                    self._staying.append((place, source, context, stored._replace(stamp=stamp)))
                return stored.state != UNKNOWN
            same = same and stored is not None and not stored.taken_back
            file, name = sourced(
                path, source.importer, source.mapped, self._needed, named=place.named
            )
        except ReadtrackError as error:
            again = stored is not None and (FAILED, record.digest) == (stored.state, stored.digest)
            return self._cannot_be_read(place, source, record, error, again=again)
        alone = place.named and not source.id
        job = Job(file, name, context, record, source.pattern, place.named, same, alone)
        self.work.jobs.append(job)
        return True

    def look_at_places(self) -> None:
        """Also read unchanged files with positions: a loan that is new now may need them."""
        for place, source, context, stored in self._staying:
            with suppress(ReadtrackError):
                file, name = sourced(place.path, source.importer, source.mapped, self._needed)
                if name in OF_PLACES:
                    self.work.jobs.append(
                        Job(file, name, context, stored, source.pattern, place.named, True, False)
                    )

    def _may_stay(self, stored: SourceFile) -> bool:
        """Return whether an unchanged file need not be read again."""
        if stored.taken_back:
            if not self._by_hand:
                self.work.taken_back.append(stored.path)
            return not self._by_hand
        return stored.state == READ or (stored.state == UNKNOWN and stored.program == __version__)

    def _cannot_be_read(
        self,
        place: Place,
        source: Source,
        record: SourceFile,
        error: ReadtrackError,
        *,
        again: bool,
    ) -> bool:
        """Record the error for the report, or raise it for a file named in this command.

        Return False for a file of an unrecognised kind, which another source may still read.
        """
        if place.named and not source.id:
            raise error
        state = FAILED
        if isinstance(error, STRANGE) and not place.named:
            state, self.work.ignored = UNKNOWN, self.work.ignored + 1
        else:
            self.work.troubles.append(trouble(place.path, error))
            self.work.troubled |= not again
        self.work.unread.append((record._replace(state=state), source.pattern))
        return state != UNKNOWN


def record_of(store: Store, path: Path) -> SourceFile | None:
    """Return the stored record of a typed file, with its stamp as of now; None without a source."""
    real = os.path.realpath(path)
    for stored in files_read(store):
        if os.path.realpath(stored.path) == real:
            stamp = size_and_time(path)
            at = store.now.instant.isoformat(timespec="seconds")
            return stored._replace(
                stamp=stamp, digest=digest_of(path, stamp), program=__version__, read_at=at
            )
    return None


def look_after(
    session: Session, forgotten: str | None, install: Watcher | None, flags: Flags
) -> None:
    """Forget a source, print what runs `import` when a file changes, or list the sources."""
    with session.open() as store:
        if install is not None:
            if any(flags):
                raise UsageError("--install only prints.", "readtrack import --install cron")
            _print_schedule(install, session.path, _remembered(store))
            return
        if forgotten is not None:
            _forget(store, forgotten, flags)
            return
        report = with_states(store)
    show(
        "import.sources",
        report,
        lambda: print_sources(report),
        flags.as_json,
        lambda: field_rows(SOURCE_FIELDS, report.sources),
    )


def _remembered(store: Store) -> Sequence[Source]:
    found = sources(store)
    if not found:
        raise UsageError("Nothing is remembered.", f"Such as: {EXAMPLE}")
    return found


def _forget(store: Store, number: str, flags: Flags) -> None:
    remembered = _remembered(store)
    listed = "readtrack import --sources"
    if number.isdecimal():
        found = with_number(remembered, number, "Nothing remembered has", listed)
    else:
        wanted = expanded(as_pattern(number))
        named = [each for each in remembered if expanded(each.pattern) == wanted]
        if not named:
            raise UsageError(f"{number} is not remembered.", f"See: {listed}")
        found = named[0]
    with store.command(f"forget {found.pattern}", keep=not flags.dry_run):
        forget(store, found.id)
    report = with_states(store)
    said = f"Forgotten: {found.pattern}", "What it brought in stays."
    show("import.sources", report, lambda: say(*said), flags.as_json)


def with_states(store: Store) -> SourceList:
    """Return the remembered sources, each with the state of its files."""
    files = files_read(store)
    found = (
        _report(source, [each for each in files if each.source_id == source.id])
        for source in sources(store)
    )
    return SourceList(store.now.today, tuple(found))


def _report(source: Source, files: Sequence[SourceFile]) -> SourceReport:
    standing = [each.brought_at for each in files if each.brought_at and not each.taken_back]
    brought = max(standing, default=None)
    last = [each for each in files if brought == each.brought_at and not each.taken_back]
    return SourceReport(
        source.id,
        source.pattern,
        source.importer,
        source.mapped,
        source.zone,
        has_match(source.pattern),
        sum(each.state in (READ, LEFT) for each in files),
        sum(each.state == LEFT for each in files),
        sum(each.state == FAILED for each in files),
        max((each.read_at for each in files), default=None),
        brought,
        sum(each.new for each in last),
        sum(each.changed for each in last),
    )


def _print_schedule(watcher: Watcher, path: str, remembered: Sequence[Source]) -> None:
    from readtrack.notify.schedules import command_for, watching_cron, watching_systemd

    words = command_for(path, "import")
    patterns = [each.pattern for each in remembered]
    text = watching_cron(words) if watcher is Watcher.CRON else watching_systemd(words, patterns)
    echo(text, nl=False)
