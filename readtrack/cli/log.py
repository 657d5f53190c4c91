"""`log`: say where you are in a book."""

from datetime import date
from typing import Annotated

import typer

from readtrack.cli.choose import choose_lately
from readtrack.cli.options import Book
from readtrack.cli.session import Session, confirm_or_note
from readtrack.dates import day_text, parse_date
from readtrack.errors import UsageError, WhichBook
from readtrack.model import Loan, Outcome
from readtrack.planning.days import ONE_DAY
from readtrack.planning.speed import MINUTES_PER_PAGE, minutes_for
from readtrack.render.answers import print_progress, say_change
from readtrack.render.terminal import note
from readtrack.units import (
    amount_text,
    is_roman,
    minutes_of_a_day,
    parse_position,
    position_text,
    written_unit,
)

LONG_SITTING = 480
"""Minutes of reading in one entry past which a typing error is likelier: eight hours."""


def log_(
    ctx: typer.Context,
    book: Book,
    position: Annotated[
        str, typer.Argument(metavar="POSITION", help="120, +20, 45%, xviii, 3:20, 3h20m or end.")
    ],
    minutes: Annotated[
        str | None,
        typer.Option("--minutes", metavar="N", help="How long you read, for your own speed."),
    ] = None,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="Day you read.")] = "today",
) -> None:
    """Say where you are: a page, a time or a percentage.

    Where a title is out twice, 3:20 goes to the audiobook and 120 to the pages.
    """
    session: Session = ctx.obj
    with session.open() as store:
        before = store.situation()
        library, today = before.library, before.today
        title, loan = choose_lately(store, library, book, written_unit(position))
        day = parse_date(on, today, "past")
        _check_day(day, loan, today)
        here = title.position(loan, before=day + ONE_DAY)
        reached = parse_position(position, loan.unit, loan.length, here)
        if is_roman(position.strip()):
            note(f"{position} is in the front matter, before page 1.")
        for odd in _odd(loan, here, reached):
            confirm_or_note(odd)
        spent = None if minutes is None else minutes_of_a_day(minutes)
        what = f"{loan.book.title} at {position_text(loan.unit, reached)}"
        with store.command(f"log {what}"):
            held = store.still_there(loan)
            if position.strip().startswith("+"):  # from where another entry may have come to
                here = held.position(loan, before=day + ONE_DAY)
                reached = parse_position(position, loan.unit, loan.length, here)
            store.add_progress(loan.id, day, reached, spent)
            if loan.ended is not None and loan.ending is not None and reached >= loan.length:
                store.end(loan.id, loan.ended, loan.ending, Outcome.FINISHED)
        after = store.situation()
        print_progress(loan, after)
        say_change(before, after)


def _check_day(day: date, loan: Loan, today: date) -> None:
    if day > today:
        raise UsageError(f"{day_text(day, today)} has not come yet.", "Log what you have read.")
    if loan.ended is not None and day > loan.ended:
        raise WhichBook(
            f"{loan.book.title} is no longer out: it ended {day_text(loan.ended, today)}.",
            f"For what you read before: readtrack log {loan.id} POSITION --on {loan.ended}",
        )
    if day < loan.checked_out:
        raise UsageError(
            f"{loan.book.title} was checked out on {day_text(loan.checked_out, today)}, later.",
            f"If that is wrong: readtrack edit {loan.id} --on {day}",
        )


def _odd(loan: Loan, before: float, reached: float) -> list[str]:
    """What looks like a typing error about this entry, a sentence each."""
    moved = reached - before
    if moved < 0:
        here = position_text(loan.unit, before)
        return [f"That goes back from {here} to {position_text(loan.unit, reached)}."]
    if minutes_for(loan, moved, MINUTES_PER_PAGE) > LONG_SITTING:
        return [f"That is {amount_text(loan.unit, moved)} in one go."]
    return []
