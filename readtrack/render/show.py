"""Shows the answer of a command: JSON if asked for, rows in a pipe, else sentences."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from readtrack.names import escaped
from readtrack.render.terminal import on_terminal, tab_separated

T = TypeVar("T")
Rows = Iterable[Sequence[object]]
Fields = Mapping[str, Callable[[T], object] | None]
"""By column of a pipe: what stands in it, None being the field of that name."""


def show(
    command: str,
    report: object,
    screen: Callable[[], object],
    as_json: bool,
    rows: Callable[[], Rows] | None = None,
) -> None:
    """Print the report of a command: as JSON if asked for, else drawn by `screen`.

    A report that only JSON needs may be a function, which is called only then. In a pipe a list is
    tab-separated: `rows` returns its header and a row for each thing.
    """
    if as_json:
        answer = json_ready(report() if callable(report) else report)
        answer = {"schema": f"readtrack.{command}/1", **answer}
        print(escaped(json.dumps(answer, indent=2, ensure_ascii=False)))  # noqa: T201
    elif rows is not None and not on_terminal():
        tab_separated(rows())
    else:
        screen()


def field_rows(fields: Fields[T], items: Iterable[T]) -> Rows:
    """Return the header, and a row for each item."""
    return [tuple(fields), *(field_row(fields, each) for each in items)]


def field_row(fields: Fields[T], item: T) -> Sequence[object]:
    return [make(item) if make else getattr(item, name) for name, make in fields.items()]


def json_ready(value: object) -> Any:
    """Convert dates to ISO text and whole floats to integers; round other floats to 4 decimals."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: json_ready(field) for name, field in value._asdict().items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return int(value) if value.is_integer() else round(value, 4)
    if isinstance(value, Mapping):
        return {str(key): json_ready(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(json_ready(item) for item in value)
    if isinstance(value, tuple | list):
        return [json_ready(item) for item in value]
    return value
