"""`review`: how a checkout was paced."""

from typing import Annotated

from typer import Argument, Context

from readtrack.cli.choose import choose_any
from readtrack.cli.options import Json, every_loan
from readtrack.cli.session import opened
from readtrack.cli.usage import examples
from readtrack.errors import WhichBook
from readtrack.library import Library
from readtrack.model import Loan
from readtrack.planning.review import reading_of, review
from readtrack.render.review import print_review, review_rows
from readtrack.render.show import show
from readtrack.store.store import Store
from readtrack.words.commands import command_line


@examples("readtrack review", "readtrack review momo")
def review_(
    ctx: Context,
    book: Annotated[
        str | None,
        Argument(
            metavar="[BOOK]",
            help="Words of the title, or the number that list --past shows; else the last one.",
            autocompletion=every_loan,
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Look back on a checkout that has ended: how it was paced."""
    with opened(ctx) as store:
        library, today = store.library(), store.now.today
        loan = _ended(store, library, book)
        editions = store.loans_of(loan.book.id)
    report = review(loan, reading_of(loan, editions), library)
    show(
        "review", report, lambda: print_review(report, today), as_json, lambda: review_rows(report)
    )


def _ended(store: Store, library: Library, words: str | None) -> Loan:
    """Return the ended loan that the words name; without words, the one that ended last."""
    if words is None:
        if not library.past:
            wrong = "No checkout of a book has ended yet."
            raise WhichBook(wrong, "How it is going: readtrack pace")
        return max(library.past, key=lambda loan: (loan.ended or loan.due, loan.id))
    loan = choose_any(store, library, words)
    if not loan.has_end:
        what = f"{loan.book.title} is a magazine, with no reading to look back on."
        raise WhichBook(what, "Its dates: " + command_line("show", loan.id))
    if loan.ended is None:
        ended = [each.id for each in store.loans_of(loan.book.id) if each.ended is not None]
        before = f"\nIts last checkout before: readtrack review {ended[-1]}" if ended else ""
        wrong = f"{loan.book.title} is still out."
        raise WhichBook(wrong, f"How it is going: readtrack show {loan.id}{before}")
    return loan
