"""What is looked at: one select a view, by name. `migrations.py` compiles them into the file."""

from typing import Any

from sqlalchemy import Select, case, func, literal
from sqlmodel import col, select

from readtrack.model import Format
from readtrack.store.tables import Book, Loan, Progress, Renewal

_renewals = select(func.count()).where(col(Renewal.loan_id) == col(Loan.id)).scalar_subquery()
_reached = func.coalesce(
    select(col(Progress.position))
    .where(col(Progress.loan_id) == col(Loan.id))
    .order_by(col(Progress.day).desc(), col(Progress.id).desc())
    .limit(1)
    .scalar_subquery(),
    col(Loan.start),
)
_NAMED = {"id", "book_id"}

ENDS = case(
    (col(Loan.format) == Format.PRINT.value, None),
    (
        col(Loan.due_time).is_not(None),
        col(Loan.due).op("||")(literal(" ")).op("||")(col(Loan.due_time)),
    ),
    else_=col(Loan.due).op("||")(literal(" 48:00")),
)
"""The moment a digital loan is gone, comparable with `Now.mark`; NULL for print, which stays.

Without a time of day it is the end of the reader's day, past any hour a late night can show.
"""

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
        ENDS.label("ends"),
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

VIEWS: dict[str, Select[Any]] = {
    "checkouts": CHECKOUTS,
    "checkouts_out": CHECKOUTS.where(col(Loan.ended).is_(None)),
    "checkouts_ended": CHECKOUTS.where(col(Loan.ended).is_not(None)),
    "reading_log": LOG,
    "daily_minutes": DAILY_MINUTES,
}
