"""All recent reading, title by title."""

from collections.abc import Iterator, Sequence
from datetime import date

from readtrack.library import Library
from readtrack.model import Loan, Title


def every_title(library: Library) -> Iterator[Title]:
    """Yield every title that is out or has ended, with all editions that were out together.

    A title that was borrowed again after a break is yielded once for each time.
    """
    yield from library.titles
    out = {loan.id for title in library.titles for loan in title.loans + title.companions}
    ended = (loan for loan in library.every_loan if loan.id not in out)
    editions: list[Loan] = []
    for loan in sorted(ended, key=lambda each: (each.book.id, each.checked_out, each.id)):
        if editions and not _joins(loan, editions):
            yield Title(editions[0].book, tuple(editions))
            editions = []
        editions.append(loan)
    if editions:
        yield Title(editions[0].book, tuple(editions))


def _joins(loan: Loan, earlier: Sequence[Loan]) -> bool:
    """Whether the loan is of the same book and began before the last of `earlier` had ended."""
    last = max(each.ended or date.max for each in earlier)
    return loan.book.id == earlier[0].book.id and loan.checked_out < last
