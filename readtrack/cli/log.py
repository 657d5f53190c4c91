"""`log`: say where you are in a book.

An entry is checked, what looks odd in it is asked about, and it is stored. A running sitting ends
with the first entry of its title, which gets the minutes of the sitting.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Annotated

from typer import Abort, Argument, Context, Option

from readtrack.cli.checks import check_past
from readtrack.cli.choose import (
    choose_lately,
    edition_of,
    is_called,
    names_title,
    nothing_to_read,
    the_one_to_log,
)
from readtrack.cli.options import Json, every_loan
from readtrack.cli.session import ask_line, asked_until, confirm_or_note, interactive, opened
from readtrack.cli.usage import examples
from readtrack.dates import day_text, parse_date
from readtrack.durations import minutes_of_a_day
from readtrack.errors import ReadtrackError, UsageError, WhichBook
from readtrack.library import Sitting
from readtrack.limits import LONGEST_PHRASE
from readtrack.model import Entry, Kind, Loan, Outcome, Title, Unit
from readtrack.named_tuple import NamedTuple
from readtrack.planning.changes import progress
from readtrack.planning.days import ONE_DAY
from readtrack.planning.listed import running_sitting
from readtrack.planning.pace import pace_report
from readtrack.planning.sitting import is_forgotten, minutes_read
from readtrack.planning.situation import Situation
from readtrack.planning.speed import FAR_OFF, read_titles, strides
from readtrack.positions import is_position, is_roman, no_position, parse_position, written_unit
from readtrack.render.answers import print_logged
from readtrack.render.show import show
from readtrack.render.terminal import note
from readtrack.store import sittings
from readtrack.store.store import Store
from readtrack.units import amount_text, plain, position_text
from readtrack.words.amounts import minutes_text
from readtrack.words.commands import command_line
from readtrack.words.loans import example_of, where_words
from readtrack.words.sitting import over_words, since_words


class TypedEntry(NamedTuple):
    """What was typed of an entry: the position as text, the day and the minutes."""

    position: str
    day: date
    minutes: int | None = None
    meant: bool = False
    """True if the reader has confirmed an odd entry, so that it is not asked about again."""


def log_entry(
    store: Store, before: Situation, title: Title, loan: Loan, typed: TypedEntry
) -> tuple[int, Entry]:
    """Check and store the entry; return the loan's number and the entry."""
    sitting = before.library.sitting
    if sitting is not None and (sitting.book.id != title.book.id or typed.day < sitting.day):
        sitting = None
    if sitting is not None and typed.minutes is None:
        typed = typed._replace(minutes=minutes_of(store, sitting, ask=not typed.meant))
    reached = confirmed(before, title, loan, typed)
    with store.command(f"log {loan.book.title} at {position_text(loan.unit, reached)}"):
        if sitting is not None and not sittings.end(store, sitting):
            sitting, typed = None, typed._replace(minutes=None)
        entry = add_entry(store, loan, typed, reached)
    if sitting is not None:
        note(over_words(running_sitting(sitting), entry.minutes, before.today))
    return loan.id, entry


def confirmed(before: Situation, title: Title, loan: Loan, typed: TypedEntry) -> float:
    """Parse the typed position, ask about what looks odd, and return it."""
    check_place(loan, typed)
    check_day(typed.day, loan, before.today)
    here = title.position(loan, before=typed.day + ONE_DAY)
    reached = parse_position(typed.position, loan.unit, loan.length, here, loan.end, loan.id)
    if is_roman(typed.position.strip()):
        note(f"{typed.position} is in the front matter, before page 1.")
    if not typed.meant:
        odd = odd_entry(before, title, loan, here, reached, typed.minutes)
        for each in (*odd, *beyond_later(before, title, loan, typed.day, reached)):
            confirm_or_note(each)
    return reached


def add_entry(store: Store, loan: Loan, typed: TypedEntry, reached: float) -> Entry:
    """Store the entry inside a running command."""
    title, day = store.still_there(loan), typed.day
    if typed.position.strip().startswith("+"):  # from where another entry may have come to
        here = title.position(loan, before=day + ONE_DAY)
        reached = parse_position(typed.position, loan.unit, loan.length, here, loan.end, loan.id)
    number = store.add_progress(loan.id, day, reached, typed.minutes)
    if loan.ended is not None and loan.ending is not None and reached >= loan.end:
        store.end(loan.id, loan.ended, loan.ending, Outcome.FINISHED)
    return Entry(number, day, reached, typed.minutes)


def minutes_of(store: Store, sitting: Sitting, *, ask: bool) -> int | None:
    """Return the minutes of a sitting that ends now; ask for those of a forgotten one."""
    if not is_forgotten(sitting, store.now):
        return minutes_read(sitting, store.now)
    if not ask or not interactive():
        return None
    since = since_words(running_sitting(sitting), store.now.today)
    note(f"The clock for {sitting.book.title} has been running{since}.")
    question = "How many minutes did you read (Enter: none are counted)"
    return asked_until(question, minutes_of_a_day)


def end_sitting(store: Store, title: Title, loans: Sequence[Loan], day: date) -> None:
    """End the sitting of a loan that ends on that day, and store its minutes, inside a command."""
    sitting = sittings.running(store)
    loan = next((loan for loan in loans if sitting and loan.id == sitting.loan), None)
    if sitting is None or loan is None:
        return
    sittings.end(store, sitting)
    minutes = None if is_forgotten(sitting, store.now) else minutes_read(sitting, store.now)
    if minutes is not None and loan.checked_out <= sitting.day <= day:
        here = title.position(loan, before=sitting.day + ONE_DAY)
        store.add_progress(loan.id, sitting.day, here, minutes)
    else:
        minutes = None
    note(over_words(running_sitting(sitting), minutes, store.now.today))


def asked_place(
    title: Title, loan: Loan, edition: Callable[[str], Loan], hint: str = ""
) -> tuple[Loan, str] | None:
    """Ask for the position in a title; return it with the `edition` it belongs to.

    After a mistake the question is about the edition of the answer.
    """
    while typed := ask_line(f"Where are you in {where_words(title, loan)}{hint}"):
        try:
            loan = edition(typed)
            here = title.position(loan)
            parse_position(typed, loan.unit, loan.length, here, loan.end, loan.id)
        except UsageError as error:
            note(f"{error.what} {error.remedy}")
        else:
            return loan, typed
    return None


def check_place(loan: Loan, typed: TypedEntry) -> None:
    """Raise UsageError for a magazine, which has no positions to log."""
    if not loan.has_end:
        minutes = 20 if typed.minutes is None else typed.minutes
        raise UsageError(
            f"{loan.book.title} is a magazine: there is no place to log in it.",
            f"For the minutes you read: {command_line('aside', f'{minutes}m', loan.book.title)}",
        )


def check_day(day: date, loan: Loan, today: date) -> None:
    check_past(day, today)
    if loan.ended is not None and day > loan.ended:
        what = f"{loan.book.title} is no longer out: it ended {day_text(loan.ended, today)}."
        raise WhichBook(what, "What you read before can be logged.", {"--on": loan.ended})
    if day < loan.checked_out:
        what = f"{loan.book.title} was checked out on {day_text(loan.checked_out, today)}, later."
        raise UsageError(what, f"If that is wrong: readtrack edit {loan.id} --on {day}")


LEAST = {Unit.PAGES: 60, Unit.SECONDS: 2 * 3600, Unit.PERCENT: 20}
"""The smallest amount that can be odd, by unit; below it even a slow reader may have a long day."""

TIMES = 3
"""How many times today's share, or the largest day so far, an entry may be."""


def odd_entry(
    situation: Situation, title: Title, loan: Loan, here: float, reached: float, spent: int | None
) -> Iterator[str]:
    """Yield a sentence for each thing that looks like a typing error in a step from `here`."""
    moved = reached - here
    if moved < 0:
        back = position_text(loan.unit, here)
        yield f"That goes back from {back} to {position_text(loan.unit, reached)}."
        return
    if moved >= LEAST[loan.unit]:
        share, largest = _share(situation, title), _largest_day(situation, loan.kind)
        minutes = situation.speeds.minutes(loan, moved)
        if minutes > TIMES * max(share, largest):
            longest = f"your longest day had {minutes_text(largest)}"
            asked = f"today asks {minutes_text(share)}"
            yield (
                f"That is {amount_text(loan.unit, moved)} at once, about {minutes_text(minutes)}; "
                f"{longest if largest else asked}."
            )
    if spent is not None and loan.unit is not Unit.SECONDS and moved:
        pages = moved / loan.length * loan.pages
        own, speed = situation.speeds.minutes_per_page(loan), spent / pages
        if not 1 / FAR_OFF <= speed / own <= FAR_OFF:
            yield (
                f"{amount_text(loan.unit, moved)} in {minutes_text(spent)} is {plain(speed)} "
                f"minutes a page; yours is {plain(own)}."
            )


def beyond_later(
    situation: Situation, title: Title, loan: Loan, day: date, reached: float
) -> Iterator[str]:
    """Yield a sentence if an entry of a later day has a position before `reached`."""
    for other, entry in title.log():
        at = loan.at_fraction(entry.position / other.length)
        if entry.day > day and at < reached:
            yield (
                f"That is beyond {position_text(loan.unit, at)}, "
                f"where you were on {day_text(entry.day, situation.today)}."
            )
            return


def _share(situation: Situation, title: Title) -> float:
    """Return the minutes that today's plan has for the title, in whichever edition."""
    shares = (
        situation.speeds.minutes(loan, row.today.target - row.today.start)
        for loan in title.loans
        for row in pace_report(situation, only=loan.id).loans
    )
    return max(shares, default=0.0)


def _largest_day(situation: Situation, kind: Kind) -> float:
    """Return the most minutes of one kind on a day before today, logged or else worked out."""
    days: dict[date, float] = defaultdict(float)
    for title in read_titles(situation.library):
        for loan, entry, share in strides(title):
            if loan.kind is kind and entry.day < situation.today:
                usual = situation.speeds.minutes(loan, share * loan.end)
                days[entry.day] += usual if entry.minutes is None else entry.minutes
    return max(days.values(), default=0.0)


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
