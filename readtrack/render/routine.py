"""Routines, days away and other reading in words."""

from collections.abc import Sequence
from datetime import date

from readtrack.dates import day_text, weekdays_text
from readtrack.model import Aside, Away, Kind, Routine
from readtrack.planning.capacity import Capacity
from readtrack.render.terminal import on_terminal, say, tab_separated
from readtrack.words.standing import capacity_words

USES = {Kind.TEXT: "for text", Kind.AUDIO: "for audio", Kind.EITHER: "for text or audio"}


def routine_words(routine: Routine) -> str:
    """`bed: 30 minutes, every day, for text`."""
    days = weekdays_text(routine.weekdays)
    return f"{routine.name}: {routine.minutes} minutes, {days}, {USES[routine.kind]}"


def print_routines(routines: Sequence[Routine], held: Capacity) -> None:
    if not on_terminal():
        tab_separated(
            (each.name, each.minutes, weekdays_text(each.weekdays), each.kind) for each in routines
        )
        return
    for each in routines:
        say(routine_words(each))
    if not routines:
        say("No routine yet. Name one: readtrack routine add bed 30m --for text")
    print_capacity(held)


def print_capacity(held: Capacity) -> None:
    """The minutes of a reading day for library books, and where they come from."""
    say(f"For library books: {capacity_words(held)}.")


def away_words(away: Away, today: date) -> str:
    first, last = day_text(away.first, today), day_text(away.last, today)
    days = (away.last - away.first).days + 1
    return first if days == 1 else f"{first} to {last}, {days} days"


def print_away(stretches: Sequence[Away], today: date) -> None:
    if not on_terminal():
        tab_separated((each.id, each.first, each.last) for each in stretches)
        return
    for each in stretches:
        over = "  (over)" if each.last < today else ""
        say(f"{each.id:>3}  {away_words(each, today)}{over}")
    if not stretches:
        say("No days away. Take some out: readtrack away FIRST..LAST")


def aside_words(aside: Aside, today: date) -> str:
    """`Sun 1 Mar, 70 minutes, LRB`."""
    what = f", {aside.what}" if aside.what else ""
    return f"{day_text(aside.day, today)}, {aside.minutes} minutes{what}"


def print_asides(asides: Sequence[Aside], today: date) -> None:
    if not on_terminal():
        tab_separated((each.day, each.minutes, each.what, each.id) for each in asides)
        return
    for each in asides:
        day = day_text(each.day, today)
        say(f"{each.id:>3}  {day:<10}  {each.minutes:>3} min  {each.what or ''}".rstrip())
    total = sum(each.minutes for each in asides)
    say(f"{total} minutes of other reading in four weeks.")
