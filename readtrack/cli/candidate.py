"""Builds the loan that the options of a command describe, for every command that checks out."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from readtrack.cli.checkout import edition_from_options, merged_book, place_of, with_end
from readtrack.cli.checks import (
    at_most_one,
    check_magazine,
    checked_days,
    checked_hour,
    checked_isbn,
    checked_renewals_left,
    checked_speed,
    checked_text,
)
from readtrack.dates import parse_date
from readtrack.errors import UsageError
from readtrack.model import Book, Format, Loan
from readtrack.named_tuple import NamedTuple
from readtrack.planning.situation import Situation
from readtrack.store.store import Store


class CheckoutOptions(NamedTuple):
    """The options of a checkout as typed; None where one was not typed."""

    pages: int | None = None
    audio: str | None = None
    percent: bool = False
    kind: Format | None = None
    until: str | None = None
    on: str = "today"
    days: int | None = None
    due: str | None = None
    time: str | None = None
    at: str | None = None
    speed: float = 1.0
    why: str | None = None
    library: str | None = None
    renewals_left: str | None = None


def book_named(
    store: Store, title: str, authors: Sequence[str] | None = None, isbn: str | None = None
) -> Book:
    """Return the stored book of that title, its gaps filled; else a new book without a number."""
    names = tuple(checked_text(name, "name") for name in authors or ())
    typed = Book(0, checked_text(title, "title"), names, checked_isbn(isbn))
    return merged_book(store.book_called(typed.title, names, typed.isbn), typed)


def candidate(
    store: Store,
    situation: Situation,
    book: Book,
    wanted: CheckoutOptions,
    edition: Loan | None = None,
) -> Loan:
    """Return the wanted loan of the book, not stored yet.

    Its format, length and end are those of `edition`, if there is one. Else what was not typed
    comes from an earlier loan of the book, from an import, or from an answer at the terminal.
    """
    library, today = situation.library, situation.today
    check_magazine(wanted.kind, _of_a_length(wanted))
    earlier = store.loans_of(book.id) if book.id else []
    start = parse_date(wanted.on, today, "lately")
    due = _due(start, wanted.due, wanted.days, library.settings.loan_days, today)
    loan = edition or edition_from_options(
        wanted.pages, wanted.audio, wanted.percent, wanted.kind, earlier, store.lengths(book.id)
    )
    left = wanted.renewals_left
    loan = loan._replace(
        book=book,
        checked_out=start,
        due=due,
        due_time=checked_hour(wanted.time, loan.format),
        speed=checked_speed(wanted.speed),
        why=checked_text(wanted.why, "reason") if wanted.why else loan.why,
        library=checked_text(wanted.library, "library") if wanted.library else None,
        renewals_left=None if left is None else checked_renewals_left(left),
    )
    loan = with_end(loan, wanted.until, earlier if edition is None else [], library)
    return loan._replace(start=place_of(loan, wanted.at, earlier, library))


def _of_a_length(wanted: CheckoutOptions) -> Mapping[str, object]:
    """Return the options that need a length, which a magazine does not have."""
    return {
        "--pages": wanted.pages,
        "--audio": wanted.audio,
        "--percent": wanted.percent or None,
        "--until": wanted.until,
        "--at": wanted.at,
    }


def _due(start: date, due: str | None, days: int | None, usual: int, today: date) -> date:
    at_most_one({"--days": days, "--due": due})
    if start > today:
        what = f"{start} has not come yet."
        raise UsageError(what, "Check a book out on the day you get it.", {"--on": "today"})
    if due is not None:
        day = parse_date(due, today, since=start)
        if day < start:
            what = f"Due {day} is before the checkout on {start}."
            raise UsageError(what, "Check both dates.", {"--due": start + timedelta(days=usual)})
        return day
    return start + timedelta(days=usual if days is None else checked_days(days))
