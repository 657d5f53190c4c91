"""Rows that readtrack exported, back into a store: the same one, an empty one or another."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from readtrack.names import title_key
from readtrack.records import Item, Problem, Row
from readtrack.store.sameness import Match, same_book
from readtrack.store.staging import day_fault, length_fault, stem_of, title_fault
from readtrack.store.tally import Tally
from readtrack.units import LONGEST

IDENTITY: Mapping[str, tuple[str, ...]] = {
    "books": (),
    "loans": ("book_id", "format", "checked_out"),
    "renewals": ("loan_id", "day", "due_before", "due_after"),
    "progress": ("loan_id", "day", "position", "minutes"),
    "routines": ("name",),
    "away": ("first", "last"),
    "asides": ("day", "minutes", "what"),
    "wishes": ("book_id",),
    "lengths": ("book_id", "unit"),
    "readings": ("book_id", "format", "first", "last"),
    "settings": ("key",),
}
"""What two rows share that are the same thing, in the order in which they refer to one another."""

PARENTS = {"book_id": "books", "loan_id": "loans"}

DAYS = {
    "checked_out", "due", "renewable_on", "ended", "day", "due_before", "due_after", "first",
    "last", "ready", "since",
}  # fmt: skip

LONGEST_LOAN = 730
"""Days of a loan."""

LARGEST_ID = 10**9
"""A row with a larger number gets one of ours: those of all later rows go on from there."""


class Column(NamedTuple):
    name: str
    type: str
    key: bool


class Replay:
    """One export on its way into a store, within the caller's transaction.

    A row that is kept already is left as it is here, whatever the export says; so is what hangs
    on a loan that is another here. The rows of a table come in the order of their ids, which is
    that of places on one day.
    """

    def __init__(self, connection: sqlite3.Connection, listed: Mapping[str, int]) -> None:
        self._connection = connection
        self.tally = Tally(listed)
        self._ids: dict[tuple[str, object], object] = {}
        self._taken: dict[str, set[object]] = {relation: set() for relation in IDENTITY}
        self._last = dict.fromkeys(IDENTITY, 0)
        """The largest number that a row of a table has got."""
        self._other: set[object] = set()
        """The loans that are others here than in the export."""

    def take(self, items: Iterable[Item]) -> None:
        """Keep the rows that are not kept yet, with their numbers where these are free."""
        for item in items:
            if isinstance(item, Problem):
                self.tally.tell("problem", item.where, item.excerpt, item.what, item.remedy)
            elif isinstance(item, Row):
                try:
                    self._put(item)
                except (sqlite3.Error, OverflowError, TypeError, ValueError) as error:
                    what = f"the store refused it: {error}"
                    self.tally.tell("problem", item.where, _named(item), what, "Export it again.")

    def _put(self, row: Row) -> None:
        columns = self._columns(row.relation)
        key = next(column.name for column in columns if column.key)
        values = self._values(row, columns)
        if row.relation == "settings":
            key = "key"
        held = self._held(row.relation, values)
        if held is not None:
            number = held[key]
            self._compare(row, held, {n: v for n, v in values.items() if n not in (key, "id")})
        elif values.get("loan_id") in self._other:
            self.tally.tell("skipped", row.where, _named(row), "its loan is kept as it is here")
            return
        else:
            number = self._insert(row, values, key)
        self._taken[row.relation].add(number)
        if isinstance(number, int):
            self._last[row.relation] = max(self._last[row.relation], number)
        self._ids[row.relation, row.values.get(key)] = number
        self._ids[row.relation, str(row.values.get(key))] = number

    def _insert(self, row: Row, values: dict[str, object], key: str) -> object:
        wanted = values.get(key)
        if row.relation != "settings" and not self._free(row.relation, wanted):
            values = {name: value for name, value in values.items() if name != key}
        names = ", ".join(values)
        done = self._connection.execute(
            f"INSERT INTO {row.relation} ({names}) VALUES ({', '.join('?' * len(values))})",
            list(values.values()),
        )
        self.tally.tell("new", row.where, _named(row))
        return wanted if row.relation == "settings" else done.lastrowid

    def _compare(self, row: Row, held: sqlite3.Row, theirs: Mapping[str, object]) -> None:
        other = [name for name, value in theirs.items() if held[name] != value]
        if not other or row.relation == "books":
            self.tally.tell("unchanged", row.where, _named(row))
            return
        if row.relation == "loans":
            self._other.add(held["id"])
        reason = f"here it has another {', '.join(other)}, which is kept"
        self.tally.tell("skipped", row.where, _named(row), reason)

    def _columns(self, relation: str) -> list[Column]:
        found = self._connection.execute(
            "SELECT name, type, pk FROM pragma_table_info(?)", (relation,)
        )
        return [Column(name, kind, bool(key)) for name, kind, key in found]

    def _values(self, row: Row, columns: list[Column]) -> dict[str, object]:
        """The row's values as the table takes them, what it refers to by its number here."""
        types = {column.name: column.type for column in columns}
        values: dict[str, object] = {}
        for name, value in row.values.items():
            if name not in types or (name == "key" and row.relation == "books"):
                raise ValueError(f"there is no column {name[:60]}")
            if name in PARENTS:
                parent = PARENTS[name], value
                if parent not in self._ids:
                    raise ValueError(f"there is no {name} {value}")
                value = self._ids[parent]
            values[name] = _typed(value, types[name])
        if wrong := next(filter(None, (_fault(values, name) for name in values)), None):
            raise ValueError(wrong)
        if row.relation == "books":
            title = str(values.get("title") or "")
            if wrong := title_fault(title):
                raise ValueError(wrong)
            authors = values.get("authors") or []
            if not isinstance(authors, list) or not all(isinstance(a, str) for a in authors):
                raise ValueError("the authors are no list")
            values["authors"] = json.dumps(authors, ensure_ascii=False)
            values["key"] = title_key(title)
        return values

    def _held(self, relation: str, values: dict[str, object]) -> sqlite3.Row | None:
        """The kept row that is the same thing, unless it was found for an earlier one."""
        if relation == "books":
            return self._book(values)
        same = " AND ".join(f"{name} IS :{name}" for name in IDENTITY[relation])
        wanted = {name: values.get(name) for name in IDENTITY[relation]}
        found = self._connection.execute(f"SELECT * FROM {relation} WHERE {same}", wanted)
        key = "key" if relation == "settings" else "id"
        return next((row for row in found if row[key] not in self._taken[relation]), None)

    def _book(self, values: dict[str, object]) -> sqlite3.Row | None:
        """The kept book: the one spelled alike, else the only one that is surely the same."""
        title, authors = str(values["title"]), json.loads(str(values["authors"]))
        stem = stem_of(title, title_key(title))
        found = self._connection.execute(
            "SELECT * FROM books WHERE key >= ? AND key < ? || '!' ORDER BY id", (stem, stem)
        ).fetchall()
        free = [row for row in found if row["id"] not in self._taken["books"]]
        alike = [
            row for row in free if (row["title"], row["authors"]) == (title, values["authors"])
        ]
        sure = alike or [
            row
            for row in free
            if same_book(title, authors, row["title"], json.loads(row["authors"])) >= Match.YES
        ]
        return sure[0] if alike or len(sure) == 1 else None

    def _free(self, relation: str, number: object) -> bool:
        if not isinstance(number, int) or not self._last[relation] < number <= LARGEST_ID:
            return False
        found = self._connection.execute(f"SELECT 1 FROM {relation} WHERE id = ?", (number,))
        return found.fetchone() is None


def _typed(value: object, kind: str) -> object:
    """A cell of a table as the column takes it; JSON has its types already."""
    if isinstance(value, str) and kind == "INTEGER":
        return int(value)
    if isinstance(value, str | int) and kind == "REAL":
        return float(value)
    return value


def _fault(values: Mapping[str, object], name: str) -> str | None:
    """What is wrong with a value, by the rules that every way in has."""
    value = values[name]
    if name in DAYS and value is not None:
        try:
            return day_fault(date.fromisoformat(str(value)))
        except ValueError:
            return f"{str(value)[:60]} is no date for a library loan"
    unit = values.get("unit")
    if name == "length" and isinstance(value, int) and unit in LONGEST:
        return length_fault(str(unit), value)
    if name == "days" and isinstance(value, int) and not 1 <= value <= LONGEST_LOAN:
        return f"{value} days is not the length of a loan"
    return None


def _named(row: Row) -> str:
    """What a person knows a row by."""
    told = (row.values.get(name) for name in ("title", "name", "key", "day", "first", "due"))
    found = next((str(value) for value in told if value), "")
    return f"{row.relation}: {found[:60]}"
