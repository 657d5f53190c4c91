"""All recent reading, title by title."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from readtrack.library import Library
from readtrack.model import Loan, Outcome, Title


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


def left_off(loan: Loan, earlier: Iterable[Loan]) -> float:
    """Return where a new `loan` starts: where its book was left since it was last finished.

    The place is in the unit of the loan; the `earlier` loans are those of the book.
    """
    earlier = [each for each in earlier if each.has_end]
    finished = [each.id for each in earlier if each.outcome is Outcome.FINISHED]
    left = tuple(each for each in earlier if each.id > max(finished, default=0))
    return Title(loan.book, left).position(loan) if left else loan.start
