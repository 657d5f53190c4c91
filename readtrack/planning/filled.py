"""Reports that repeat fields of a loan or a wish, and of its book, under the same names."""

from typing import Any, TypeVar

from readtrack.library import Wish
from readtrack.model import Loan

Report = TypeVar("Report", bound=tuple[Any, ...])


def filled(report: type[Report], loan: Loan | Wish, **values: Any) -> Report:
    """Return a `report` with these values; its other fields are those of the loan or the book."""
    fields: tuple[str, ...] = report._fields  # type: ignore[attr-defined]
    for name in fields:
        if name not in values:
            values[name] = getattr(loan if hasattr(loan, name) else loan.book, name)
    return report(**values)
