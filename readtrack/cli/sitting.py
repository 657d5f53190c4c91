"""`start` and `stop`: read with the clock running."""

from collections.abc import Sequence
from typing import Annotated

from typer import Argument, Context, Option

from readtrack.cli.choose import (
    ANY,
    BEGIN,
    choose_loan,
    counts_in,
    edition_of,
    names_title,
    the_one_to_log,
)
from readtrack.cli.log import (
    TypedEntry,
    add_entry,
    asked_place,
    check_day,
    check_place,
    confirmed,
    in_two,
    minutes_of,
)
from readtrack.cli.options import Json, loans_out
from readtrack.cli.session import interactive, opened
from readtrack.cli.usage import examples
from readtrack.durations import minutes_of_a_day
from readtrack.errors import ReadtrackError, UsageError, WhichBook
from readtrack.library import Sitting
from readtrack.model import Entry, Loan, Title
from readtrack.named_tuple import NamedTuple
from readtrack.planning import changes
from readtrack.planning.listed import running_sitting
from readtrack.planning.sitting import is_forgotten
from readtrack.planning.situation import Situation
from readtrack.positions import is_position, no_position, written_unit
from readtrack.render.answers import print_started, print_stopped
from readtrack.render.show import show
from readtrack.store import sittings
from readtrack.store.store import Store
from readtrack.units import position_text
from readtrack.words.commands import command_line


class _End(NamedTuple):
    """The entry that a sitting leaves in the log when it ends."""

    sitting: Sitting
    loan: Loan
    typed: TypedEntry
    reached: float

    def write(self, store: Store) -> Entry:
        """Stop the clock and store the entry, inside a command."""
        if not sittings.end(store, self.sitting):
            raise _nothing_runs(store)
        return add_entry(store, self.loan, self.typed, self.reached)


@examples("readtrack start", "readtrack start dune")
def start_(
    ctx: Context,
    words: Annotated[
        list[str] | None,
        Argument(
            metavar="[BOOK]", help="Words of the title, or its number.", autocompletion=loans_out
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Read with the clock running, until stop.

    Without a book, it is the only title that is out, or the only one with something to read today.
    A clock that runs already is stopped.
    """
    with opened(ctx) as store:
        before = store.situation()
        if book := " ".join(words or ()):
            loan = choose_loan(store, before.library, book, ANY)
        else:
            loan = edition_of(store, the_one_to_log(store, before, ANY, "start alone"), ANY)
        check_place(loan, TypedEntry("", before.today))
        check_day(before.today, loan, before.today)
        other = before.library.sitting
        forgotten = other is not None and is_forgotten(other, store.now)
        if other is not None and other.book.id == loan.book.id and not forgotten:
            report = changes.started(loan, before, begun=False)
        else:
            report = _start(store, before, loan, other)
    ended = None if other is None else running_sitting(other)
    show("start", report, lambda: print_started(report, ended, forgotten=forgotten), as_json)


def _start(store: Store, before: Situation, loan: Loan, other: Sitting | None) -> changes.Started:
    """Stop a running sitting, and start the clock for the loan."""
    end = None if other is None else _end(store, before, other)
    entry = None
    stopping = "" if other is None else f", stop {other.book.title}"
    with store.command(f"start {loan.book.title}{stopping}"):
        store.still_there(loan)
        now = sittings.running(store)
        if end is not None and now == other:
            entry = end.write(store)
        elif now is not None:
            what = f"{now.book.title} was started meanwhile, in another terminal."
            raise ReadtrackError(what, "To end it: readtrack stop")
        sittings.begin(store, loan.id)
    after = store.situation()
    stopped = None
    if end is not None and entry is not None:
        stopped = changes.logged_row(store.stored_loan(end.loan.id), entry, after)
    return changes.started(store.stored_loan(loan.id), after, begun=True, stopped=stopped)


@examples("readtrack stop 120", "readtrack stop +20 --minutes 25", "readtrack stop --discard")
def stop_(
    ctx: Context,
    words: Annotated[
        list[str] | None,
        Argument(
            metavar="[POSITION]",
            help="Where you are: 120, p. 120, +20, 45%, 25 of 380, 3:20, 3h20m or end.",
        ),
    ] = None,
    minutes: Annotated[
        str | None,
        Option("--minutes", metavar="N", help="How long you read, whatever the clock says."),
    ] = None,
    discard: Annotated[
        bool, Option("--discard", help="Throw the sitting away: nothing is logged.")
    ] = False,
    yes: Annotated[bool, Option("--yes", "-y", help="Log an odd entry without asking.")] = False,
    as_json: Json = False,
) -> None:
    """Stop the clock and say where you are: the minutes are logged.

    The minutes teach your own speed. Without a position you are asked; in a pipe your place stays.
    A clock that ran for more than four hours was forgotten: you are asked for the minutes, or none
    are counted. A log of the book, or its return, stops the clock too.
    """
    with opened(ctx) as store:
        before = store.situation()
        sitting = before.library.sitting
        if sitting is None:
            raise _nothing_runs(store)
        if discard and (words or minutes is not None):
            raise UsageError("--discard logs nothing.", "Write: readtrack stop --discard")
        forgotten, loan, logged = is_forgotten(sitting, store.now), None, None
        if discard:
            with store.command(f"stop {sitting.book.title}, nothing logged"):
                if not sittings.end(store, sitting):
                    raise _nothing_runs(store)
        else:
            spent = None if minutes is None else minutes_of_a_day(minutes)
            end = _end(store, before, sitting, words or (), spent, meant=yes)
            at = position_text(end.loan.unit, end.reached)
            with store.command(f"stop {end.loan.book.title} at {at}"):
                entry = end.write(store)
        after = store.situation()
        if not discard:
            loan = store.stored_loan(end.loan.id)
            logged = changes.logged_row(loan, entry, after)
    report = changes.stopped(sitting, logged, after)
    show(
        "stop",
        report,
        lambda: print_stopped(report, loan, before, after, forgotten=forgotten),
        as_json,
    )


def _nothing_runs(store: Store) -> WhichBook:
    titles = store.library().titles
    start = (
        f"To read with the clock on: readtrack start {titles[0].loans[0].id}" if titles else BEGIN
    )
    return WhichBook("Nothing is running.", start)


def _end(
    store: Store,
    situation: Situation,
    sitting: Sitting,
    words: Sequence[str] = (),
    minutes: int | None = None,
    *,
    meant: bool = False,
) -> _End:
    """Return the entry of the sitting; ask for its position and minutes if need be."""
    title, loan = _read_in(store, situation, sitting)
    if not loan.has_end:
        what = f"{title.book.title} has become a magazine: there is no place to log in it."
        raise UsageError(what, "To end the clock: readtrack stop --discard")

    def edition(position: str) -> Loan:
        unit = written_unit(position)
        return loan if counts_in(unit, loan) else edition_of(store, title, unit)

    position = _position(title, words)
    if not position and interactive():
        _, position = asked_place(title, loan, edition, " (Enter leaves it)") or (loan, "")
    position = position or "+0%"  # which leaves the reader where they are, in any unit
    loan = edition(position)
    if minutes is None:
        minutes = minutes_of(store, sitting, ask=not meant)
    day = min(sitting.day, situation.today, loan.ended or sitting.day)
    typed = TypedEntry(position, day, minutes, meant)
    return _End(sitting, loan, typed, confirmed(situation, title, loan, typed))


def _read_in(store: Store, situation: Situation, sitting: Sitting) -> tuple[Title, Loan]:
    """Return the title and loan of a sitting; the loan may have ended meanwhile."""
    library = situation.library
    for title in library.titles + library.expired:
        for loan in title.loans:
            if loan.id == sitting.loan:
                return title, loan
    loan = store.stored_loan(sitting.loan)
    return Title(loan.book, (loan,)), loan


def _position(title: Title, words: Sequence[str]) -> str:
    """Return the position in the words, which may also name the book; empty if there is none."""
    whole = " ".join(words)
    if is_position(whole):
        return whole
    book, position = in_two(words)
    if not book or names_title((title,), book):
        return position
    if not position:
        raise no_position(whole)
    what = f"What is running is {title.book.title}, not {book!r}."
    raise UsageError(what, f"Write: {command_line('stop', position)}")
