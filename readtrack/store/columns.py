"""The types of columns, and the rules that tables put on them, for both engines."""

import json
from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, Date, Dialect, Index, Text, TypeDecorator, text
from sqlalchemy.types import TypeEngine

from readtrack.model import Ending, Format, Kind, Outcome, Unit


class DayText(TypeDecorator[date]):
    """A date; SQLite stores it as ISO text, whose STRICT tables have no type for it."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text().with_variant(Date(), "postgresql"))

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(str(value))


class JsonText(TypeDecorator[list[str]]):
    """A list of strings stored as JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def one_of(
    column: str, values: type[Format | Unit | Ending | Outcome | Kind]
) -> tuple[CheckConstraint, CheckConstraint]:
    """Return the CHECK that the column is NULL or one of these values.

    SQLite builds a table for a list of three or more values whenever a row is written.
    """
    allowed = [f"'{value}'" for value in values]
    return check(
        " OR ".join(f"{column} = {value}" for value in allowed),
        f"{column} IN ({', '.join(allowed)})",
        f"{column}_known",
    )


def check(sqlite: str, postgresql: str, named: str) -> tuple[CheckConstraint, CheckConstraint]:
    """One rule in the words of each engine."""
    return (
        CheckConstraint(sqlite, name=named).ddl_if(dialect="sqlite"),
        CheckConstraint(postgresql, name=named).ddl_if(dialect="postgresql"),
    )


def is_day(column: str) -> tuple[CheckConstraint, CheckConstraint]:
    """Return the CHECK that the column is NULL or a real day of the calendar.

    Without a modifier SQLite hands `2026-02-30` back as it came. Dates of PostgreSQL are real, but
    some are infinite, or before the first year.
    """
    return check(
        f"{column} IS date({column}, '+0 days')",
        f"{column} BETWEEN '0001-01-01' AND '9999-12-31'",
        f"{column}_is_a_day",
    )


def is_list(column: str) -> tuple[CheckConstraint, CheckConstraint]:
    """Return the CHECK that the column is a list in JSON."""
    return check(
        f"CASE WHEN json_valid({column}) THEN json_type({column}) = 'array' ELSE 0 END",
        f"json_typeof(CAST({column} AS json)) = 'array'",
        f"{column}_are_a_list",
    )


def decimals(column: str, number: int) -> tuple[CheckConstraint, CheckConstraint]:
    """Return the CHECK that a column has at most two or four decimals, for each engine.

    SQLite writes numbers into JSON with 15 digits, so the journal keeps these exactly.
    """
    return check(
        f"{column} = round({column}, {number})",
        f"{column} = round(CAST({column} AS numeric), {number})",
        f"{column}_{'two' if number == 2 else 'four'}_decimals",
    )


def part(name: str, *columns: str, where: str) -> Index:
    """Return an index of the rows of which `where` is true."""
    condition = text(where)
    return Index(name, *columns, sqlite_where=condition, postgresql_where=condition)
