"""Checks an entry of the log, asks about what looks odd in it, and stores it.

A running sitting ends with the first entry of its title, which gets the minutes of the sitting.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from readtrack.cli.checks import check_past
from readtrack.cli.session import asked_until, confirm_or_note, interactive
from readtrack.dates import day_text
from readtrack.durations import minutes_of_a_day
from readtrack.errors import UsageError, WhichBook
from readtrack.library import Sitting
from readtrack.model import Entry, Kind, Loan, Outcome, Title, Unit
from readtrack.named_tuple import NamedTuple
from readtrack.planning.days import ONE_DAY
from readtrack.planning.listed import running_sitting
from readtrack.planning.pace import pace_report
from readtrack.planning.sitting import is_forgotten, minutes_read
from readtrack.planning.situation import Situation
from readtrack.planning.speed import FAR_OFF, read_titles, strides
from readtrack.positions import is_roman, parse_position
from readtrack.render.terminal import note
from readtrack.store import sittings
from readtrack.store.store import Store
from readtrack.units import amount_text, plain, position_text
from readtrack.words.amounts import minutes_text
from readtrack.words.commands import command_line
from readtrack.words.loans import where_words
from readtrack.words.sitting import over_words, since_words

UNMOVED = "+0%"
"""A position in any unit that leaves the reader where they are."""


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
    """Ask for the position in a title; return it with the `edition` it belongs to."""

    def read(typed: str) -> tuple[Loan, str]:
        found = edition(typed)
        here = title.position(found)
        parse_position(typed, found.unit, found.length, here, found.end, found.id)
        return found, typed

    return asked_until(f"Where are you in {where_words(title, loan)}{hint}", read)


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
