"""Prints routines, days away, other reading and snoozes."""

from collections.abc import Sequence
from datetime import date

from readtrack.dates import day_text
from readtrack.library import Aside, Away, Routine, Snooze
from readtrack.model import Kind
from readtrack.planning.capacity import Capacity
from readtrack.planning.groups import AsideChange, AwayChange, RoutineChange
from readtrack.planning.situation import Situation
from readtrack.render.answers import say_change
from readtrack.render.show import Fields, Rows
from readtrack.render.terminal import say
from readtrack.weekdays import weekdays_text
from readtrack.words.alerts import absence_words
from readtrack.words.amounts import min_text, minutes_text
from readtrack.words.standing import capacity_words

USES = {Kind.TEXT: "for text", Kind.AUDIO: "for audio", Kind.EITHER: "for text or audio"}


def routine_words(routine: Routine) -> str:
    """Return `bed: 30 minutes, every day, for text`."""
    days = weekdays_text(routine.weekdays)
    return f"{routine.name}: {minutes_text(routine.minutes)}, {days}, {USES[routine.kind]}"


def routine_rows(routines: Sequence[Routine]) -> Rows:
    yield "name", "minutes", "weekdays", "kind", "id", "since"
    for each in routines:
        days = weekdays_text(each.weekdays)
        yield each.name, each.minutes, days, each.kind, each.id, each.since


def print_routines(routines: Sequence[Routine], capacity: Capacity) -> None:
    say(*map(routine_words, routines))
    if not routines:
        say("No routine yet. Name one: readtrack routine add bed 30m --for text")
    print_capacity(capacity)


def print_routine_change(report: RoutineChange, *, dropped: bool) -> None:
    words = routine_words(report.routine)
    say(f"Dropped: {words}. Wrong? readtrack undo" if dropped else words)
    print_capacity(report.capacity)


def print_capacity(capacity: Capacity) -> None:
    """Print the minutes of a reading day for library books, and how they come about."""
    say(f"For library books: {capacity_words(capacity)}.")


def away_words(away: Away, today: date) -> str:
    first, days = day_text(away.first, today), (away.last - away.first).days + 1
    return first if days == 1 else f"{first} to {day_text(away.last, today)}, {days} days"


def away_rows(stretches: Sequence[Away]) -> Rows:
    return [("id", "first", "last"), *stretches]


def print_away(stretches: Sequence[Away], today: date) -> None:
    for each in stretches:
        over = "  (over)" if each.last < today else ""
        say(f"{each.id:>3}  {away_words(each, today)}{over}")
    if not stretches:
        say("No days away. Take some out: readtrack away fri..sun")


def print_away_change(report: AwayChange, before: Situation, after: Situation) -> None:
    """Print the days away, what becomes due meanwhile, and how things stand."""
    today = report.today
    say(f"Away: {away_words(report.away, today)}.")
    for each in report.joined:
        say(f"One stretch now with {away_words(each, today)}. Wrong? readtrack undo")
    for absence in report.due:
        say(absence_words(absence, after.library, today))
    say_change(before, after)


def print_away_drop(report: AwayChange, before: Situation, after: Situation) -> None:
    say(f"Back: {away_words(report.away, report.today)}.")
    say_change(before, after)


ASIDE_FIELDS: Fields[Aside] = dict.fromkeys(("day", "minutes", "what", "id"))


def aside_words(aside: Aside, today: date) -> str:
    """Return `Sun 1 Mar, 70 minutes, LRB`."""
    what = f", {aside.what}" if aside.what else ""
    return f"{day_text(aside.day, today)}, {minutes_text(aside.minutes)}{what}"


def print_asides(asides: Sequence[Aside], today: date) -> None:
    widest = max((len(min_text(each.minutes)) for each in asides), default=0)
    for each in asides:
        day, spent = day_text(each.day, today), min_text(each.minutes)
        say(f"{each.id:>3}  {day:<10}  {spent:>{widest}}  {each.what or ''}".rstrip())
    total = sum(each.minutes for each in asides)
    say(f"{minutes_text(total)} of other reading in four weeks.")


def print_aside_change(report: AsideChange, verb: str) -> None:
    """Print what was logged, changed or dropped, and the total of four weeks."""
    aside, words = report.aside, aside_words(report.aside, report.today)
    if verb == "add":
        words = f"Other reading: {aside.what or 'something'}, {minutes_text(aside.minutes)}."
    else:
        words = f"Now: {words}." if verb == "edit" else f"Dropped: {words}. Wrong? readtrack undo"
    say(words)
    say(f"{minutes_text(report.minutes)} in four weeks.")


def snooze_rows(snoozes: Sequence[Snooze]) -> Rows:
    yield "id", "title", "last"
    for each in snoozes:
        yield each.id, each.book.title, each.until


def print_snoozes(snoozes: Sequence[Snooze], today: date) -> None:
    for each in snoozes:
        say(f"{each.id:>3}  {each.book.title}, through {day_text(each.until, today)}")
    if not snoozes:
        say("Nothing is snoozed. For a week of quiet about a title: readtrack snooze BOOK")


def print_snooze_change(snooze: Snooze, today: date, verb: str) -> None:
    """Print until when the title is snoozed, or that its warnings are back."""
    words = f"Warnings about {snooze.book.title} are back."
    if verb != "drop":
        until = f"{snooze.book.title} is snoozed through {day_text(snooze.until, today)}."
        words = f"{until} When it is due soon, that is still said. Wrong? readtrack undo"
    say(words)
