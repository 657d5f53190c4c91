"""PostgreSQL's statements, rows and error codes, for a store that speaks plain SQL by name."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, ClassVar

import psycopg2
from psycopg2.extensions import new_type

TOKEN = re.compile(r"'[^']*'|(?<!:):([a-z_][a-z_0-9]*)|[%?]")

BUSY = ("55P03", "40P01", "40001")
"""The codes of a lock that is not to be had."""

DAMAGED = ("42P01", "42703", "42883", "42704", "XX001", "XX002")
"""The codes of tables, columns, functions or values that are not those that were written."""

FORBIDDEN = ("42501", "25006")

FULL = ("53100", "53200", "53300", "53400")

BROKEN = ("57P01", "57P02", "57P03", "08000", "08003", "08006", "25P03", "57P05")
"""The codes of a server that is going or gone."""


class Row(tuple[Any, ...]):
    """A row whose values are found by place or by column, as those of sqlite3."""

    places: ClassVar[dict[str, int]]

    def __getitem__(self, key: Any) -> Any:
        return tuple.__getitem__(self, self.places[key] if isinstance(key, str) else key)

    def keys(self) -> Sequence[str]:
        return list(self.places)


@cache
def row_type(*names: str) -> type[Row]:
    """Return the type of rows with these columns; of two of one name the first is found."""
    places = {name: place for place, name in reversed([*enumerate(names)])}
    return type("Row", (Row,), {"places": {name: places[name] for name in names}})


@lru_cache(200)
def in_its_words(sql: str) -> tuple[str, bool]:
    """Return the statement with parameters as the driver names them, and whether it has any."""
    has_any = any(found[1] or found[0] == "?" for found in TOKEN.finditer(sql))

    def written(found: re.Match[str]) -> str:
        if found[0] == "?":
            return "%s"
        return f"%({found[1]})s" if found[1] else found[0].replace("%", "%%")

    return (TOKEN.sub(written, sql), True) if has_any else (sql, False)


def _number(text: str | bytes | None, _: object) -> float | None:
    """Return what sums and quotients come as, which are of any size in PostgreSQL."""
    if text is None:
        return None
    return int(text) if str(text).lstrip("-").isdecimal() else float(text)


def _text(text: str | bytes | None, _: object) -> str | bytes | None:
    return text


TYPES = (
    new_type((1082,), "DAY", _text),
    new_type((1700,), "NUMBER", _number),
    new_type((3802,), "JSON", _text),
)
"""How dates and numerics come out."""


def doubled(name: str) -> str:
    """Return a name as it stands between double quotes."""
    return name.replace('"', '""')


def first_line(error: psycopg2.Error) -> str:
    """Return what the driver says, without the statement below it and the words before it."""
    line = (error.diag.message_primary or str(error)).strip().split("\n")[0]
    for before in ("FATAL:  ", "ERROR:  "):
        line = line.rpartition(before)[2]
    return line.strip().removesuffix(".")
