"""Reports that repeat fields of a loan, or of another value, under the same names."""

from typing import Any, TypeVar

Report = TypeVar("Report", bound=tuple[Any, ...])


def filled(report: type[Report], source: object, **values: Any) -> Report:
    """Return a `report` with these values; `source` has the other fields under the same names."""
    fields: tuple[str, ...] = report._fields  # type: ignore[attr-defined]
    rest = {name: getattr(source, name) for name in fields if name not in values}
    return report(**values, **rest)
