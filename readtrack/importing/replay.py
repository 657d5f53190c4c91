"""Rows that readtrack exported, back into a store: the same one, an empty one or another."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from itertools import groupby

from readtrack.exported import AGAIN, ExportedRow
from readtrack.importing.check import A_ZONE, day_fault, length_fault, title_fault
from readtrack.importing.match import Match, same_book, stem_of
from readtrack.importing.records import Item, Problem
from readtrack.importing.report import Tally
from readtrack.limits import LARGEST_ID, LONGEST, LONGEST_LOAN
from readtrack.names import title_key
from readtrack.store.database import Database, Refused
from readtrack.store.database import Row as StoredRow
from readtrack.store.exchange import KEYED
from readtrack.store.store import Store
from readtrack.store.troubles import in_our_words

SUPPOSED = {"checked_out": "checkout_estimated", "format": "format_assumed"}
"""Columns of a loan that may be guesses, with the columns that mark them; files correct them."""

IDENTITY: Mapping[str, tuple[str, ...]] = {
    "books": (),
    "editions": ("book_id", "title", "isbn"),
    "loans": ("book_id", "format", "checked_out"),
    "copies": ("loan_id", "name"),
    "renewals": ("loan_id", "day", "due_before", "due_after"),
    "progress": ("loan_id", "day", "position", "minutes"),
    "routines": ("name",),
    "away": ("first", "last"),
    "asides": ("day", "minutes", "what"),
    "wishes": ("book_id",),
    "lengths": ("book_id", "unit"),
    "readings": ("book_id", "format", "first", "last"),
    "settings": ("key",),
    "snoozes": ("book_id",),
}
"""What two rows share that are the same thing, in the order in which they refer to one another."""

PARENTS = {"book_id": "books", "loan_id": "loans"}

PAST = {"loans": ("checked_out",), "progress": ("day",)}
"""Columns of days that cannot be to come."""

DAYS = {
    "checked_out", "due", "renewable_on", "ended", "day", "due_before", "due_after", "first",
    "last", "ready", "since", "until", "collect_by",
}  # fmt: skip
"""Columns of days; a number in `until` is a place in a book."""


class Replay:
    """One export on its way into a store, within the caller's transaction.

    A row that is stored already is left as it is here, whatever the export says; so is what hangs
    on a loan that is another here. The rows of a table come in the order of their ids, which is
    that of places on one day.
    """

    def __init__(self, database: Database, today: date, listed: Mapping[str, int]) -> None:
        self._database = database
        self._latest = (today + A_ZONE).isoformat()
        self.tally = Tally(listed)
        self._ids: dict[tuple[str, object], object] = {}
        self._taken: dict[str, set[object]] = {relation: set() for relation in IDENTITY}
        self._last = dict.fromkeys(IDENTITY, 0)
        """The largest number that a row of a table has got."""
        self._other: set[object] = set()
        """The loans that are others here than in the export."""
        self._equal: dict[str, StoredRow] = {}
        """The stored row that equals a row, by where that one stands; no other row gets it."""

    def take(self, items: Iterable[Item]) -> None:
        """Store the rows that are new, with their numbers where these are free."""
        rows = []
        for item in items:
            if isinstance(item, Problem):
                self.tally.tell("problem", item.where, item.excerpt, item.what, item.remedy)
            elif isinstance(item, ExportedRow):
                rows.append(item)
        for relation, group in groupby(rows, lambda row: row.relation):
            ready = []
            types = self._database.columns(relation)
            for row in group:
                with self._refused(row):
                    values = self._values(row, types)
                    self._set_aside(row, values)
                    ready.append((row, values))
            for row, values in ready:
                with self._refused(row):
                    self._put(row, values)

    @contextmanager
    def _refused(self, row: ExportedRow) -> Iterator[None]:
        """Report a row that cannot be stored, and go on with the next."""
        try:
            with self._database.attempt(single=True):
                yield
        except (Refused, OverflowError, TypeError, ValueError) as error:
            why = error.why if isinstance(error, Refused) else in_our_words(error)
            what = f"the store refused it: {why}"
            self.tally.tell("problem", row.where, _named(row), what, AGAIN)

    def _set_aside(self, row: ExportedRow, values: Mapping[str, object]) -> None:
        """See to it that a row finds what equals it, not another row that is the same thing."""
        if row.relation == "books":
            return
        key = _key(row.relation)
        for stored in self._alike(row.relation, values):
            if all(stored[name] == value for name, value in values.items() if name != key):
                self._equal[row.where] = stored
                self._taken[row.relation].add(stored[key])
                return

    def _put(self, row: ExportedRow, values: dict[str, object]) -> None:
        key = _key(row.relation)
        stored = self._equal.get(row.where)
        if stored is None and row.relation == "books":
            stored = self._book(values)
        elif stored is None:
            stored = next(self._alike(row.relation, values), None)
        if stored is not None:
            number = stored[key]
            self._compare(row, stored, {n: v for n, v in values.items() if n not in (key, "id")})
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

    def _insert(self, row: ExportedRow, values: dict[str, object], key: str) -> object:
        wanted = values.get(key)
        if row.relation != "settings" and not self._free(row.relation, wanted):
            values = {name: value for name, value in values.items() if name != key}
        if not values:
            raise ValueError("it is empty")
        names, places = ", ".join(values), ", ".join(f":{name}" for name in values)
        sql = f"INSERT INTO {row.relation} ({names}) VALUES ({places}) RETURNING {key}"
        number: object = self._database.run(sql, values)[0][0]
        self.tally.tell("new", row.where, _named(row))
        return number

    def _compare(self, row: ExportedRow, stored: StoredRow, theirs: Mapping[str, object]) -> None:
        other = [name for name, value in theirs.items() if stored[name] != value]
        same_setting = row.relation == "settings" and other == ["since"]
        if not other or same_setting or row.relation == "books":
            self.tally.tell("unchanged", row.where, _named(row))
            return
        if row.relation == "loans":
            self._other.add(stored["id"])
        reason = f"here it has another {', '.join(other)}, which is kept"
        self.tally.tell("skipped", row.where, _named(row), reason)

    def _values(self, row: ExportedRow, types: Mapping[str, str]) -> dict[str, object]:
        """Return the row's values as the table takes them, what it refers to by its number here."""
        values: dict[str, object] = {}
        for name, value in row.values.items():
            if name not in types or (name == "key" and row.relation in KEYED):
                raise ValueError(f"there is no column {name[:60]}")
            if name in PARENTS:
                parent = PARENTS[name], value
                if parent not in self._ids:
                    raise ValueError(f"there is no {name} {value}")
                value = self._ids[parent]
            values[name] = _typed(value, types[name])
        if wrong := next(filter(None, (_fault(values, name) for name in values)), None):
            raise ValueError(wrong)
        for name in PAST.get(row.relation, ()):
            if str(values.get(name) or "") > self._latest:
                raise ValueError(f"{values[name]} is still to come")
        if row.relation in KEYED:
            title = str(values.get("title") or "")
            if wrong := title_fault(title):
                raise ValueError(wrong)
            authors = values.get("authors") or []
            if not isinstance(authors, list) or not all(isinstance(a, str) for a in authors):
                raise ValueError("the authors are no list")
            values["authors"] = json.dumps(authors, ensure_ascii=False)
            values["key"] = title_key(title)
        return values

    def _alike(self, relation: str, values: Mapping[str, object]) -> Iterator[StoredRow]:
        """Return the stored rows that are the same thing, and that no earlier row has found."""
        supposed = {name for name, flag in SUPPOSED.items() if values.get(flag)}
        names = [name for name in IDENTITY[relation] if name not in supposed]
        wanted = {name: values.get(name) for name in (*names, *["due"] * bool(supposed))}
        same = " AND ".join(
            f"{name} IS NULL" if value is None else f"{name} = :{name}"
            for name, value in wanted.items()
        )
        found = self._database.run(f"SELECT * FROM {relation} WHERE {same} ORDER BY 1", wanted)
        key, taken = _key(relation), self._taken[relation]
        return (row for row in found if row[key] not in taken)

    def _book(self, values: dict[str, object]) -> StoredRow | None:
        """Return the stored book: the one spelled alike, else the only one that is the same."""
        title, authors = str(values["title"]), json.loads(str(values["authors"]))
        stem = stem_of(title, title_key(title))
        sql = "SELECT * FROM books WHERE key >= :stem AND key < :end ORDER BY id"
        found = self._database.run(sql, {"stem": stem, "end": f"{stem}!"})
        free = [row for row in found if row["id"] not in self._taken["books"]]
        sure = []
        for row in free:
            if (row["title"], row["authors"]) == (title, values["authors"]):
                return row
            if same_book(title, authors, row["title"], json.loads(row["authors"])) >= Match.YES:
                sure.append(row)
        return sure[0] if len(sure) == 1 else None

    def _free(self, relation: str, number: object) -> bool:
        if not isinstance(number, int) or not self._last[relation] < number <= LARGEST_ID:
            return False
        return not self._database.run(f"SELECT 1 FROM {relation} WHERE id = :id", {"id": number})


def take_back(store: Store, items: Iterable[Item], listed: Mapping[str, int]) -> Replay:
    """Store what readtrack exported and what is not stored here, within a command."""
    replay = Replay(store.database, store.now.today, listed)
    replay.take(items)
    return replay


def _key(relation: str) -> str:
    return "key" if relation == "settings" else "id"


def _typed(value: object, kind: str) -> object:
    """Return a cell of a table as the column takes it; JSON has its types already."""
    if isinstance(value, str) and kind == "INTEGER":
        return int(value)
    if isinstance(value, str | int) and kind == "REAL":
        return float(value)
    return value


def _fault(values: Mapping[str, object], name: str) -> str | None:
    """Return what is wrong with a value, by the rules that every way in has."""
    value = values[name]
    if name in DAYS and value is not None and not isinstance(value, float):
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


def _named(row: ExportedRow) -> str:
    """Return what a person knows a row by."""
    names = ["title", "name", "key", "day", "first", "due", "ready"]
    names += ["until"] * (row.relation != "wishes")
    found = next((str(value) for value in map(row.values.get, names) if value), "")
    return f"{row.relation}: {found[:60]}"
