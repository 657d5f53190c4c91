"""The library as it was this morning, or on the morning of a past day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from readtrack.library import Library
from readtrack.model import Loan, Title


def as_of(library: Library, day: date) -> Library:
    """Return the library on the morning of a past day: what was out, and what was logged before it.

    Due dates, routine, days away and settings are today's: older ones are not stored.
    """
    begun = [loan for loan in library.every_loan if loan.checked_out <= day]
    gone = [loan for loan in begun if loan.ended is not None and loan.ended < day]
    titles = []
    for editions in _out_again(loan for loan in begun if loan not in gone):
        others = tuple(each for each in gone if any(each.beside(one) for one in editions))
        titles.append(Title(editions[0].book, editions, others))
    then = library._replace(
        titles=tuple(titles),
        expired=(),
        past=tuple(sorted(gone, key=lambda loan: (loan.ended or day, loan.id), reverse=True)),
        asides=tuple(each for each in library.asides if each.day < day),
        asked=tuple(each for each in library.asked if each.day < day),
    )
    return this_morning(then, day)


def this_morning(library: Library, today: date) -> Library:
    """Return the library without the entries of `today`; the same object if there are none.

    What was read today and has gone back since is out again: the plan of the morning had it.
    """
    library = _with_read_today(library, today)
    titles = (loan for title in library.titles for loan in title.loans + title.companions)
    if all(_before(loan, today) is loan for loan in (*titles, *library.past)):
        return library
    return library._replace(
        titles=tuple(
            title._replace(
                loans=tuple(_before(loan, today) for loan in title.loans),
                companions=tuple(_before(loan, today) for loan in title.companions),
            )
            for title in library.titles
        ),
        past=tuple(_before(loan, today) for loan in library.past),
    )


def _with_read_today(library: Library, today: date) -> Library:
    """Return the library with the books out again that were read and given back today."""
    ended = [loan for loan in library.past if loan.ended == today]
    read = {loan.book.id for loan in ended if loan.entries and loan.entries[-1].day == today}
    read -= {title.book.id for title in library.titles}
    back = [loan for loan in ended if loan.book.id in read]
    if not back:
        return library
    titles = (Title(loans[0].book, loans) for loans in _out_again(back))
    return library._replace(
        titles=(*library.titles, *titles),
        past=tuple(loan for loan in library.past if loan not in back),
    )


def _out_again(loans: Iterable[Loan]) -> list[tuple[Loan, ...]]:
    """Return the loans as if still out, together by book, nearest due date first."""
    by_book: dict[int, list[Loan]] = defaultdict(list)
    for loan in sorted(loans, key=lambda each: each.deadline):
        by_book[loan.book.id].append(loan._replace(ended=None, ending=None, outcome=None))
    return list(map(tuple, by_book.values()))


def _before(loan: Loan, day: date) -> Loan:
    if not loan.entries or loan.entries[-1].day < day:
        return loan
    return loan._replace(entries=tuple(entry for entry in loan.entries if entry.day < day))
