"""`log`: say where you are in a book."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from typer import Abort, Argument, Context, Option

from readtrack.cli.choose import (
    choose_lately,
    edition_of,
    is_called,
    names_title,
    nothing_to_read,
    the_one_to_log,
)
from readtrack.cli.entry import TypedEntry, asked_place, check_day, check_place, log_entry
from readtrack.cli.options import Json, every_loan
from readtrack.cli.session import ask_line, interactive, opened
from readtrack.cli.usage import examples
from readtrack.dates import parse_date
from readtrack.durations import minutes_of_a_day
from readtrack.errors import ReadtrackError, UsageError
from readtrack.limits import LONGEST_PHRASE
from readtrack.model import Entry, Loan, Title
from readtrack.planning.changes import progress
from readtrack.planning.situation import Situation
from readtrack.positions import is_position, is_roman, no_position, written_unit
from readtrack.render.answers import print_logged
from readtrack.render.show import show
from readtrack.render.terminal import note
from readtrack.store.store import Store
from readtrack.words.commands import command_line
from readtrack.words.loans import example_of, where_words

STOP = "q"


@examples(
    "readtrack log dune 120 --minutes 45",
    "readtrack log emma 3:20",
    "readtrack log 45% --on yesterday",
)
def log_(
    ctx: Context,
    words: Annotated[
        list[str] | None,
        Argument(
            metavar="[BOOK] [POSITION]",
            help="Words of the title, or its number, and 120, p. 120, +20, 45%, 25 of 380, xviii, "
            "3:20, 3h20m or end.",
            autocompletion=every_loan,
        ),
    ] = None,
    minutes: Annotated[
        str | None, Option("--minutes", metavar="N", help="How long you read, for your own speed.")
    ] = None,
    on: Annotated[str, Option("--on", metavar="DATE", help="Day you read.")] = "today",
    yes: Annotated[bool, Option("--yes", "-y", help="Log an odd entry without asking.")] = False,
    as_json: Json = False,
) -> None:
    """Say where you are: a page, a time or a percentage.

    A position alone goes to the only title that is out, or the only one with something to read
    today. Without a word, log goes through all that are out. Where a title is out twice, 3:20 goes
    to the audiobook and 120 to the pages.
    """
    with opened(ctx) as store:
        before = store.situation()
        day = parse_date(on, before.today, "lately")
        spent = None if minutes is None else minutes_of_a_day(minutes)
        entry = TypedEntry("", day, spent, yes)
        if words:
            logged = [log_entry(store, before, *_typed(store, before, words, entry))]
        else:
            logged = list(_through_all(store, entry))
        after = store.situation() if logged else before
        loans = [(store.stored_loan(loan), each) for loan, each in logged]
    show("log", lambda: progress(loans, after), lambda: print_logged(loans, before, after), as_json)


def in_two(words: Sequence[str]) -> tuple[str, str]:
    """Split the words into those of a title and those of a position; either may be missing."""
    for first in range(max(0, len(words) - LONGEST_PHRASE), len(words)):
        position = " ".join(words[first:])
        if is_position(position) and (first or not is_roman(position)):
            return " ".join(words[:first]), position
    return " ".join(words), ""


def _typed(
    store: Store, situation: Situation, words: Sequence[str], entry: TypedEntry
) -> tuple[Title, Loan, TypedEntry]:
    """Return the title, the loan and the entry that were typed; ask for a missing position."""
    library = situation.library
    titles, whole = library.borrowed + library.expired, " ".join(words)
    book, position = (whole, "") if is_called(titles, whole) else in_two(words)
    entry = entry._replace(position=position)
    if not book:
        unit = written_unit(position)
        title = the_one_to_log(store, situation, unit)
        return title, edition_of(store, title, unit), entry
    if not position or not names_title(titles, book):
        _refuse_unreadable(titles, words)
    title, loan = choose_lately(store, library, book, written_unit(position or "end"))
    if position:
        return title, loan, entry
    check_place(loan, entry)
    check_day(entry.day, loan, situation.today)
    if not interactive():
        raise UsageError(
            "log needs a position.",
            f"Write: {command_line('log', *book.split(), example_of(title, loan))}",
        )
    found = asked_place(title, loan, lambda typed: edition_of(store, title, written_unit(typed)))
    if found is None:
        raise Abort
    loan, position = found
    return title, loan, entry._replace(position=position)


def _refuse_unreadable(titles: Sequence[Title], words: Sequence[str]) -> None:
    """Raise UsageError if the words name a title but end in no position."""
    for end in range(len(words), 0, -1):
        if names_title(titles, " ".join(words[:end])):
            if end < len(words):
                raise no_position(" ".join(words[end:]))
            return


def _through_all(store: Store, entry: TypedEntry) -> Iterator[tuple[int, Entry]]:
    """Ask for the position in each title that is out, nearest deadline first, and log it."""
    situation = store.situation()
    titles = situation.library.titles
    if not titles:
        raise nothing_to_read(situation.library)
    if entry.minutes is not None or not interactive():
        loan = titles[0].loans[0]
        example = f"{loan.id} {example_of(titles[0], loan)}"
        raise UsageError("log needs a book and a position.", f"Write: readtrack log {example}")
    note(f"Enter leaves a title where it is, {STOP} stops.")
    for title in titles:
        loan = edition_of(store, title, written_unit("end"))
        try:
            check_day(entry.day, loan, situation.today)
        except ReadtrackError as error:
            note(error.what)
            continue
        while (typed := _asked(where_words(title, loan))) not in ("", STOP):
            try:
                fitting = edition_of(store, title, written_unit(typed))
                yield log_entry(
                    store, store.situation(), title, fitting, entry._replace(position=typed)
                )
                break
            except UsageError as error:
                note(f"{error.what} {error.remedy}")
            except Abort:
                note("That was not logged.")
        if typed == STOP:
            return


def _asked(question: str) -> str:
    """Return the reader's answer; Ctrl-C and Ctrl-D end the questions, but undo no entry."""
    try:
        typed = ask_line(question)
    except Abort:
        note("")
        return STOP
    return STOP if typed.lower() in (STOP, "quit") else typed
