"""Rows of the store to model values, and back."""

import json
from datetime import date

from readtrack.clock import WEEKDAYS
from readtrack.library import Aside, Asked, AskedTitle, Away, Routine, Snooze, Wish
from readtrack.limits import LONGEST_LOAN
from readtrack.model import Book, Ending, Entry, Format, Kind, Loan, Outcome, Unit
from readtrack.names import title_key
from readtrack.store.database import Row, Values

StoredValue = Book | Entry | Loan | Routine | Away | Aside | Wish | Snooze

TABLES: dict[type[StoredValue], tuple[str, str]] = {
    Book: ("books", "title authors isbn"),
    Entry: ("progress", "day position minutes"),
    Loan: (
        "loans",
        "ended ending outcome format unit length checked_out due due_time start speed why library "
        "override estimated renewable_on until renewals_left checkout_estimated "
        "format_assumed",
    ),
    Routine: ("routines", "name minutes weekdays kind since"),
    Away: ("away", "first last"),
    Aside: ("asides", "day minutes what"),
    Wish: ("wishes", "format unit length days why ready collect_by until"),
    Snooze: ("snoozes", "until"),
}
"""The table of each kind of value, and the fields that are columns of the same name."""


def row_of(what: StoredValue) -> tuple[str, dict[str, object]]:
    """Return the table of a value and its columns, without its id."""
    relation, names = TABLES[type(what)]
    row = {name: getattr(what, name) for name in names.split()}
    if isinstance(what, Book):
        row["key"] = title_key(what.title)
    elif isinstance(what, Loan | Wish | Snooze):
        row["book_id"] = what.book.id
    return relation, row


def stored_row(row: Values) -> Values:
    """Return the values as their columns have them."""
    return {name: _stored(value) for name, value in row.items()}


def _stored(value: object) -> object:
    match value:
        case bool():
            return int(value)
        case date():
            return value.isoformat()
        case tuple():
            return json.dumps(value, ensure_ascii=False)
        case frozenset():
            return ",".join(WEEKDAYS[day] for day in sorted(value))
    return value


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


MOST = 10**9
"""Pages, seconds or days past which a number can only be damage."""


def _count(number: int, most: int = MOST) -> int:
    """Return the number as it is stored; raises ValueError for one that can only be damage."""
    if not 0 < number <= most:
        raise ValueError(f"{number} is no number of pages, seconds or days")
    return number


def book_from(row: Row, book_id: int) -> Book:
    """Return the book in a row that has its columns."""
    return Book(book_id, row["title"], tuple(map(str, json.loads(row["authors"]))), row["isbn"])


PLAIN = "id due_time start speed why library override renewals until renewals_left"
"""The columns of a loan that are its fields as they are."""


def loan_from(row: Row, entries: tuple[Entry, ...]) -> Loan:
    """Return the loan in a row of one of the checkout views, with its log."""
    loan = Loan(
        **{name: row[name] for name in PLAIN.split()},
        book=book_from(row, row["book_id"]),
        format=Format(row["format"]),
        unit=Unit(row["unit"]),
        length=_count(row["length"]),
        checked_out=date.fromisoformat(row["checked_out"]),
        due=date.fromisoformat(row["due"]),
        estimated=bool(row["estimated"]),
        checkout_estimated=bool(row["checkout_estimated"]),
        format_assumed=bool(row["format_assumed"]),
        renewable_on=_day(row["renewable_on"]),
        ended=_day(row["ended"]),
        ending=Ending(row["ending"]) if row["ending"] else None,
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        entries=entries,
    )
    named = loan.until is not None or row["ends"] is None
    exact, reached = round(row["reached"], 6), loan.whole(row["reached"])
    return loan._replace(
        reached=reached,
        ends=None if named else loan.whole(row["ends"]),
        exact=None if exact == reached else exact,
    )


def routine_from(row: Row) -> Routine:
    """Return the routine in a row of its table; a weekday nobody knows is left out."""
    named = row["weekdays"].split(",")
    return Routine(
        id=row["id"],
        name=row["name"],
        minutes=row["minutes"],
        weekdays=frozenset(WEEKDAYS.index(day) for day in named if day in WEEKDAYS),
        kind=Kind(row["kind"]),
        since=date.fromisoformat(row["since"]),
    )


def away_from(row: Row) -> Away:
    return Away(row["id"], date.fromisoformat(row["first"]), date.fromisoformat(row["last"]))


def aside_from(row: Row) -> Aside:
    return Aside(row["id"], date.fromisoformat(row["day"]), row["minutes"], row["what"])


def snooze_from(row: Row) -> Snooze:
    """Return the snooze in a row that has its book's columns too."""
    return Snooze(row["id"], book_from(row, row["book_id"]), date.fromisoformat(row["until"]))


def asked_from(row: Row) -> Asked:
    titles = (AskedTitle(*each) for each in json.loads(row["titles"]))
    return Asked(date.fromisoformat(row["day"]), tuple(titles))


def wish_from(row: Row) -> Wish:
    """Return the wish in a row of the shelf's view."""
    return Wish(
        id=row["id"],
        book=book_from(row, row["book_id"]),
        format=Format(row["format"]),
        unit=Unit(row["unit"]),
        length=_count(row["length"]),
        days=row["days"] and _count(row["days"], LONGEST_LOAN),
        why=row["why"],
        ready=_day(row["ready"]),
        collect_by=_day(row["collect_by"]),
        until=row["until"],
    )
