"""`later`: the shelf of books to borrow when there is room."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from typer import Argument, Context, Option

from readtrack.cli import options
from readtrack.cli.checkout import (
    CheckoutOptions,
    book_named,
    candidate,
    check_out,
    confirmed_loan,
    edition_from_options,
    ending_at,
)
from readtrack.cli.checks import (
    check_change_asked,
    check_magazine,
    checked_days,
    checked_text,
    edited_book,
)
from readtrack.cli.choose import BookList, called
from readtrack.cli.gate import check_reason, typed_again
from readtrack.cli.groups import group
from readtrack.cli.holds import starts_of
from readtrack.cli.options import wishes
from readtrack.cli.session import confirm_or_note, opened
from readtrack.cli.usage import ExampleCommand, WholeTitle, examples
from readtrack.dates import day_text, distance_text, parse_date
from readtrack.errors import UsageError
from readtrack.library import HOLD_LASTS, Library, Wish
from readtrack.model import Book, Format, Loan
from readtrack.planning.groups import shelf_change, shelf_drop
from readtrack.planning.shelf import ShelfReport, shelf, wished_loan
from readtrack.planning.situation import Situation
from readtrack.render.shelf import SHELF_FIELDS, print_shelf, print_shelf_change, print_shelf_drop
from readtrack.render.show import field_rows, show
from readtrack.store.store import Store
from readtrack.words.commands import command_line
from readtrack.words.loans import edition_words

later_ = group("later")

BEGIN = "Put a book on it: readtrack later add 'Hard Times' --pages 304"

SHELF = BookList("on the shelf", "On the shelf:", f"The shelf is empty. {BEGIN}")

Wished = Annotated[
    str,
    Argument(
        metavar="BOOK",
        help="Words of the title, or the number on the shelf.",
        autocompletion=wishes,
    ),
]
CollectBy = Annotated[
    str | None, Option("--collect-by", metavar="DATE", help="The last day to collect your hold.")
]


@later_.callback(invoke_without_command=True)
@examples(
    "readtrack later",
    'readtrack later add "Middlemarch" --pages 880',
    "readtrack later borrow middlemarch",
)
def root(ctx: Context, as_json: options.Json = False) -> None:
    """The shelf of books to borrow later, and from when each is safe.

    Alone, it lists them.
    """
    if ctx.invoked_subcommand is None:
        list_(ctx, as_json)


@later_.command("add", cls=WholeTitle)
@examples(
    'readtrack later add "Middlemarch" --pages 880 --why "book club"',
    'readtrack later add "Circe" --audio 12:08 --hold-ready +10d',
)
def add(
    ctx: Context,
    title: options.Title,
    authors: options.Authors = None,
    pages: options.Pages = None,
    audio: options.Audio = None,
    percent: options.Percent = False,
    until: options.Until = None,
    kind: options.FormatOption = None,
    days: options.LoanDays = None,
    ready: Annotated[
        str | None, Option("--hold-ready", metavar="DATE", help="When your hold is likely to come.")
    ] = None,
    collect_by: CollectBy = None,
    why: options.Why = None,
    as_json: options.Json = False,
) -> None:
    """Put a book on the shelf, after those that are there."""
    with opened(ctx) as store:
        situation, book = store.situation(), book_named(store, title, authors)
        if any(each.book.id == book.id for each in situation.library.titles):
            raise UsageError(f"{book.title} is out already.", "See: readtrack list")
        if any(each.book.id == book.id for each in store.wishes()):
            raise UsageError(f"{book.title} is on the shelf already.", "See: readtrack later list")
        wanted = CheckoutOptions(pages, audio, percent, kind, until, days=days, why=why)
        loan = candidate(store, situation, book, wanted)
        wish = Wish(0, book, loan.format, loan.unit, loan.length, days, loan.why, until=loan.until)
        wish = _with_hold(wish, ready, collect_by, situation.today)
        with store.command(f"remember {book.title} for later"):
            if not book.id:
                book = book._replace(id=store.add(book))
            wish = wish._replace(book=book)
            wish = wish._replace(id=store.add(wish))
        _show("add", store, wish, as_json)


@later_.command("list", cls=ExampleCommand)
@examples("readtrack later list")
def list_(ctx: Context, as_json: options.Json = False) -> None:
    """The shelf in its order, each book with the day from which it is safe."""
    with opened(ctx, looks=True) as store:
        report = _shelf(store, store.situation())
    show(
        "later",
        report,
        lambda: print_shelf(report),
        as_json,
        lambda: field_rows(SHELF_FIELDS, report.wishes),
    )


@later_.command("edit", cls=WholeTitle)
@examples(
    "readtrack later edit krabat --pages 256",
    "readtrack later edit krabat --hold-ready +10d --collect-by +2w",
)
def edit(
    ctx: Context,
    book: Wished,
    title: options.NewTitle = None,
    authors: options.NewAuthors = None,
    pages: options.Pages = None,
    audio: options.Audio = None,
    percent: options.Percent = False,
    until: options.Until = None,
    kind: options.FormatOption = None,
    days: options.LoanDays = None,
    ready: Annotated[
        str | None,
        Option("--hold-ready", metavar="DATE", help="When your hold comes; none clears."),
    ] = None,
    collect_by: CollectBy = None,
    why: options.Why = None,
    as_json: options.Json = False,
) -> None:
    """Change a book on the shelf."""
    with opened(ctx, looks=True) as store:
        wish, today = _called(store.wishes(), book), store.now.today
        wanted = CheckoutOptions(pages, audio, percent, kind, until)
        changed = _resized(store, wish, wanted)
        named = edited_book(wish.book, title, authors)
        other = store.book_called(named.title, named.authors, None)
        if named.title != wish.book.title and other and other.id != named.id:
            raise _another_book(wish, other, store.library(), store.wishes())
        changed = changed._replace(
            book=named,
            days=wish.days if days is None else checked_days(days),
            why=wish.why if why is None else checked_text(why, "reason"),
        )
        changed = _with_hold(changed, ready, collect_by, today)
        if changed == wish:
            check_change_asked(f"readtrack later edit {wish.id} --pages 300 --hold-ready fri")
        else:
            with store.command(f"change {wish.book.title} on the shelf"):
                if named != wish.book:
                    store.rename(wish.book, named)
                store.change(changed)
        _show("edit", store, wish, as_json)


@later_.command("drop", cls=WholeTitle)
@examples("readtrack later drop krabat")
def drop(ctx: Context, book: Wished, as_json: options.Json = False) -> None:
    """Take a book off the shelf."""
    with opened(ctx, looks=True) as store:
        wish = _called(store.wishes(), book)
        with store.command(f"take {wish.book.title} off the shelf"):
            store.remove(wish)
        report = shelf_drop(wish, store.situation())
    show("later.drop", report, lambda: print_shelf_drop(report), as_json)


@later_.command("borrow", cls=WholeTitle)
@examples("readtrack later borrow krabat", "readtrack later borrow 2 --days 14")
def borrow(
    ctx: Context,
    book: Wished,
    days: options.LoanDays = None,
    due: options.DueDate = None,
    time: options.Hour = None,
    why: options.Why = None,
    yes: options.Yes = False,
    anyway: options.Anyway = False,
    as_json: options.Json = False,
) -> None:
    """Check out a book from the shelf, under the same cap as with add."""
    check_reason(anyway, why)
    with opened(ctx, looks=True) as store:
        situation = store.situation()
        today, library = situation.today, situation.library
        wish = _called(store.wishes(), book)
        usual = wished_loan(wish, library, today)
        if days is None and due is None:
            days = wish.days
        wanted = CheckoutOptions(days=days, due=due, time=time, why=why)
        loan = candidate(store, situation, wish.book, wanted, usual)
        command = typed_again("later borrow", wish.id, due=loan.due, time=loan.due_time)
        loan, decision = confirmed_loan(loan, situation, anyway)
        check_out(
            store,
            situation,
            loan,
            decision,
            anyway=anyway,
            command=command,
            named="later.borrow",
            as_json=as_json,
        )


def _resized(store: Store, wish: Wish, wanted: CheckoutOptions) -> Wish:
    """Return the wish with another format, length or end worth reading."""
    kind = wanted.kind or wish.format
    as_a_book = {"--format": "print", "--pages": 304}
    check_magazine(kind, {**wanted.lengths, "--until": wanted.until}, as_a_book)
    loan = Loan(0, wish.book, kind, wish.unit, wish.length, date.min, date.min)
    same = loan.format is wish.format or {loan.format, wish.format} == {Format.PRINT, Format.EBOOK}
    if any(each is not None for each in wanted.lengths.values()) or not same:
        if wanted.audio is None:
            wanted = wanted._replace(kind=kind)
        earlier, lengths = store.loans_of(wish.book.id), store.lengths(wish.book.id)
        loan = edition_from_options(wanted, earlier, lengths)
    end = wish.until if loan.has_end else None
    if end is not None and loan.unit is not wish.unit:
        end = loan.at_fraction(end / wish.length) or None
    loan = ending_at(loan._replace(until=end), wanted.until, f"readtrack later edit {wish.id}")
    return wish._replace(format=loan.format, unit=loan.unit, length=loan.length, until=loan.until)


def _another_book(wish: Wish, other: Book, library: Library, wishes: Sequence[Wish]) -> UsageError:
    """Return the error for a wish that would get the title of another book."""
    drop = command_line("later drop", wish.id)
    where = "another book of yours"
    if any(each.book.id == other.id for each in library.titles):
        where = "out"
    elif any(each.book.id == other.id for each in wishes):
        where = "on the shelf"
    else:
        drop = f"{command_line('later add', other.title)} && {drop}"
    return UsageError(f"{other.title} is {where} already.", f"To take it instead: {drop}")


def _with_hold(wish: Wish, ready: str | None, collect_by: str | None, today: date) -> Wish:
    """Return the wish with the days of its hold; ask about one whose time is over.

    A hold that can be collected is ready today if its first day is unknown. A last day before the
    first belongs to an earlier hold, and is dropped.
    """
    first = wish.ready if ready is None else _hold_day(ready, today)
    usual = (first or today) + HOLD_LASTS
    last = wish.collect_by if collect_by is None else _hold_day(collect_by, today, usual)
    if collect_by is None and (first is None or (last is not None and last < first)):
        last = None
    if first is None and last is not None:
        first = min(today, last)
    if first is not None and last is not None and last < first:
        raise UsageError(
            f"{day_text(last, today)} is before {day_text(first, today)}, when the hold is ready.",
            "Give both days.",
            {"--hold-ready": first, "--collect-by": first + HOLD_LASTS},
        )
    if collect_by is not None and last is not None and last < today:
        confirm_or_note(f"The last day to collect it was {distance_text(last, today)}.")
    elif ready is not None and first is not None and first < today and last is None:
        confirm_or_note(f"The hold was ready {distance_text(first, today)}.")
    return wish._replace(ready=first, collect_by=last)


def _hold_day(text: str, today: date, good: date | None = None) -> date | None:
    return None if text.strip().lower() == "none" else parse_date(text, today, "near", good=good)


def _shelf(store: Store, situation: Situation) -> ShelfReport:
    wishes = store.wishes()
    return shelf(wishes, situation, starts_of(store, wishes, situation))


def _show(verb: str, store: Store, wish: Wish, as_json: bool) -> None:
    after = store.situation()
    report = shelf_change(wish, _shelf(store, after), after)
    show(f"later.{verb}", report, lambda: print_shelf_change(report), as_json)


def _called(wishes: Sequence[Wish], words: str) -> Wish:
    """Return the wish that a number or words name."""
    found = {str(wish.id): wish for wish in wishes}.get(words)
    return found or called(wishes, words, SHELF, lambda wish: {wish.id: edition_words(wish)})
