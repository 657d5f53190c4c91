"""`add`: check a book out."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated

import typer

from readtrack.cli.checkout import asked, check_out, edition_of, known, place_of
from readtrack.cli.checks import (
    at_most_one,
    checked_days,
    checked_hour,
    checked_isbn,
    checked_speed,
    checked_text,
)
from readtrack.cli.gate import check_reason
from readtrack.cli.options import (
    Anyway,
    At,
    Audio,
    Authors,
    DueDate,
    FormatOption,
    Hour,
    LoanDays,
    Pages,
    Percent,
    Speed,
    Title,
    Why,
)
from readtrack.cli.session import Session, confirm_or_note
from readtrack.dates import parse_date
from readtrack.errors import UsageError
from readtrack.model import Book
from readtrack.names import title_key


def add_(
    ctx: typer.Context,
    title: Title,
    authors: Authors = None,
    pages: Pages = None,
    audio: Audio = None,
    percent: Percent = False,
    kind: FormatOption = None,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="Day of the checkout.")] = "today",
    days: LoanDays = None,
    due: DueDate = None,
    time: Hour = None,
    why: Why = None,
    source: Annotated[
        str | None, typer.Option("--library", metavar="NAME", help="Where it is from.")
    ] = None,
    isbn: Annotated[str | None, typer.Option("--isbn", metavar="ISBN")] = None,
    at: At = None,
    speed: Speed = 1.0,
    anyway: Anyway = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show it, keep nothing.")] = False,
) -> None:
    """Check a book out: due in 21 days unless you say otherwise.

    An e-book unless --audio or --format says something else. A second edition of a title that is
    out joins it and takes no slot; a title you gave back unfinished opens where you left it.
    """
    session: Session = ctx.obj
    check_reason(anyway, why)
    with session.open() as store:
        today = store.now.today
        title = checked_text(title, "title")
        names = [checked_text(name, "name") for name in authors or ()]
        said = Book(0, title, tuple(names), checked_isbn(isbn))
        book = known(store.book_called(title, names, said.isbn), said)
        held = store.loans_of(book.id) if book.id else []
        library, start = store.library(), parse_date(on, today, "past")
        ends = _due(start, due, days, library.settings.loan_days, today)
        edition = edition_of(pages, audio, percent, kind, held)
        loan = replace(
            edition,
            book=book,
            checked_out=start,
            due=ends,
            due_time=checked_hour(time, edition.format),
            speed=checked_speed(speed),
            why=why and checked_text(why, "reason"),
            library=source and checked_text(source, "library"),
        )
        loan = replace(loan, start=place_of(loan, at, held, library))
        if title_key(book.title) != title_key(title):
            confirm_or_note(f"This ISBN is that of {book.title}.")
        loan = asked(loan, library, today, anyway)
        check_out(store, loan, at, anyway=anyway, keep=not dry_run)


def _due(start: date, due: str | None, days: int | None, usual: int, today: date) -> date:
    at_most_one({"--due": due, "--days": days})
    if start > today:
        raise UsageError(f"{start} has not come yet.", "Check a book out on the day you get it.")
    if due is not None:
        day = parse_date(due, today, since=start)
        if day < start:
            raise UsageError(f"Due {day} is before the checkout on {start}.", "Check both dates.")
        return day
    return start + timedelta(days=usual if days is None else checked_days(days))
