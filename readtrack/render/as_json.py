"""Prints report values as JSON, with their fields as keys."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from readtrack.names import escaped


def print_json(command: str, report: object) -> None:
    """Print `report` as the answer of `command`, named by its schema."""
    body = json_ready(report)
    if not isinstance(body, dict):
        raise TypeError(f"a report has fields, {type(report).__name__} has none")
    answer = {"schema": f"readtrack.{command}/1", **body}
    print(escaped(json.dumps(answer, indent=2, ensure_ascii=False)))  # noqa: T201


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
