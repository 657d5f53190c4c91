"""What is looked at: one select a view, by name. `migrations.py` compiles them into the file."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from readtrack.model import Outcome
from readtrack.store.tables import Book, Loan, Progress, Renewal, Wish

NEVER: ColumnElement[str] = literal_column("'9999'")
"""A day after every other one; `postgres_schema.py` makes it a date."""

_renewals = select(func.count()).where(col(Renewal.loan_id) == col(Loan.id)).scalar_subquery()
_sibling = aliased(Loan)


def _beside(other: type[Loan]) -> ColumnElement[bool]:
    """Return the rule of `Loan.beside`, for a loan of the same book."""
    return or_(
        and_(
            col(other.checked_out) == col(Loan.checked_out), col(other.format) != col(Loan.format)
        ),
        and_(
            col(other.checked_out) < func.coalesce(col(Loan.ended), NEVER),
            col(Loan.checked_out) < func.coalesce(col(other.ended), NEVER),
        ),
    )


def _read_with(other: type[Loan]) -> ColumnElement[bool]:
    """Return the rule of `Loan.read_with`, for a loan of the same book."""
    return or_(_beside(other), _goes_on_in(other, Loan), _goes_on_in(Loan, other))


def _goes_on_in(first: type[Loan], second: type[Loan]) -> ColumnElement[bool]:
    unfinished = col(first.outcome) == Outcome.UNFINISHED.value
    return and_(col(first.ended) == col(second.checked_out), unfinished)


_fraction = (
    select(col(Progress.position) / col(_sibling.length))
    .join(_sibling, col(_sibling.id) == col(Progress.loan_id))
    .where(
        col(_sibling.book_id) == col(Loan.book_id),
        or_(col(_sibling.id) == col(Loan.id), _read_with(_sibling)),
        col(Progress.day) >= col(Loan.checked_out),
        col(Progress.day) <= func.coalesce(col(Loan.ended), NEVER),
    )
    .order_by(col(Progress.day).desc(), col(Progress.id).desc())
    .limit(1)
    .correlate(Loan)
    .scalar_subquery()
)
_reached = func.coalesce(_fraction * col(Loan.length), col(Loan.start))
"""Where the title was when the loan ended, or is now: read in this edition or in another."""

_companion = aliased(Loan)
_ends = (
    select(col(_companion.until) / col(_companion.length))
    .where(
        col(_companion.book_id) == col(Loan.book_id),
        col(_companion.id) != col(Loan.id),
        col(_companion.until).is_not(None),
        _read_with(_companion),
    )
    .order_by(col(_companion.id).desc())
    .limit(1)
    .correlate(Loan)
    .scalar_subquery()
)
"""The part of the title at which reading ends, as another edition out beside this one names it."""

_NAMED = {"id", "book_id"}

CHECKOUTS = (
    select(col(Loan.id).label("id"))
    .add_columns(
        col(Loan.book_id).label("book_id"),
        col(Book.title).label("title"),
        col(Book.authors).label("authors"),
        col(Book.isbn).label("isbn"),
        *(column for column in Loan.metadata.tables["loans"].columns if column.name not in _NAMED),
        _renewals.label("renewals"),
        _reached.label("reached"),
        (_ends * col(Loan.length)).label("ends"),
    )
    .join(Book, col(Book.id) == col(Loan.book_id))
)

LOG = (
    select(col(Progress.id).label("id"))
    .add_columns(
        col(Progress.loan_id).label("loan_id"),
        col(Book.title).label("title"),
        col(Loan.format).label("format"),
        col(Loan.unit).label("unit"),
        col(Progress.day).label("day"),
        col(Progress.position).label("position"),
        (col(Progress.position) / col(Loan.length)).label("fraction"),
        col(Progress.minutes).label("minutes"),
    )
    .join(Loan, col(Loan.id) == col(Progress.loan_id))
    .join(Book, col(Book.id) == col(Loan.book_id))
)

DAILY_MINUTES = (
    select(col(Progress.day).label("day"))
    .add_columns(func.sum(col(Progress.minutes)).label("minutes"))
    .where(col(Progress.minutes).is_not(None))
    .group_by(col(Progress.day))
)

SHELF = (
    select(col(Wish.id).label("id"))
    .add_columns(
        col(Wish.book_id).label("book_id"),
        col(Book.title).label("title"),
        col(Book.authors).label("authors"),
        col(Book.isbn).label("isbn"),
        *(column for column in Wish.metadata.tables["wishes"].columns if column.name not in _NAMED),
    )
    .join(Book, col(Book.id) == col(Wish.book_id))
)

VIEWS: dict[str, Select[Any]] = {
    "checkouts": CHECKOUTS,
    "checkouts_out": CHECKOUTS.where(col(Loan.ended).is_(None)),
    "checkouts_ended": CHECKOUTS.where(col(Loan.ended).is_not(None)),
    "reading_log": LOG,
    "daily_minutes": DAILY_MINUTES,
    "shelf": SHELF,
}
