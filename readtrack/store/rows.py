"""Rows of the store to model values, and back."""

import json
from datetime import date

from readtrack.clock import WEEKDAYS
from readtrack.library import Aside, Asked, AskedTitle, Away, Routine, Snooze, Wish
from readtrack.limits import LONGEST_LOAN
from readtrack.model import Book, Ending, Entry, Format, Kind, Loan, Outcome, Unit
from readtrack.names import title_key
from readtrack.store.database import Row


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


def book_columns(book: Book) -> dict[str, object]:
    """Return the columns of a book, without its id."""
    return {
        "title": book.title,
        "key": title_key(book.title),
        "authors": json.dumps(book.authors, ensure_ascii=False),
        "isbn": book.isbn,
    }


def loan_from(row: Row, entries: tuple[Entry, ...]) -> Loan:
    """Return the loan in a row of one of the checkout views, with its log."""
    loan = Loan(
        id=row["id"],
        book=book_from(row, row["book_id"]),
        format=Format(row["format"]),
        unit=Unit(row["unit"]),
        length=_count(row["length"]),
        checked_out=date.fromisoformat(row["checked_out"]),
        due=date.fromisoformat(row["due"]),
        due_time=row["due_time"],
        start=row["start"],
        speed=row["speed"],
        why=row["why"],
        library=row["library"],
        override=row["override"],
        estimated=bool(row["estimated"]),
        renewable_on=_day(row["renewable_on"]),
        ended=_day(row["ended"]),
        ending=Ending(row["ending"]) if row["ending"] else None,
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        renewals=row["renewals"],
        entries=entries,
        until=row["until"],
        renewals_left=row["renewals_left"],
    )
    named = loan.until is not None or row["ends"] is None
    exact, reached = round(row["reached"], 6), loan.whole(row["reached"])
    return loan._replace(
        reached=reached,
        ends=None if named else loan.whole(row["ends"]),
        exact=None if exact == reached else exact,
    )


def loan_columns(loan: Loan) -> dict[str, object]:
    """Return the columns of a loan, without its id and its book."""
    return {
        "ended": loan.ended and loan.ended.isoformat(),
        "ending": loan.ending,
        "outcome": loan.outcome,
        "format": loan.format,
        "unit": loan.unit,
        "length": loan.length,
        "checked_out": loan.checked_out.isoformat(),
        "due": loan.due.isoformat(),
        "due_time": loan.due_time,
        "start": loan.start,
        "speed": loan.speed,
        "why": loan.why,
        "library": loan.library,
        "override": loan.override,
        "estimated": int(loan.estimated),
        "renewable_on": loan.renewable_on and loan.renewable_on.isoformat(),
        "until": loan.until,
        "renewals_left": loan.renewals_left,
    }


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


def routine_columns(routine: Routine) -> dict[str, object]:
    return {
        "name": routine.name,
        "minutes": routine.minutes,
        "weekdays": ",".join(WEEKDAYS[day] for day in sorted(routine.weekdays)),
        "kind": routine.kind,
        "since": routine.since.isoformat(),
    }


def away_from(row: Row) -> Away:
    return Away(row["id"], date.fromisoformat(row["first"]), date.fromisoformat(row["last"]))


def away_columns(away: Away) -> dict[str, object]:
    return {"first": away.first.isoformat(), "last": away.last.isoformat()}


def aside_from(row: Row) -> Aside:
    return Aside(row["id"], date.fromisoformat(row["day"]), row["minutes"], row["what"])


def aside_columns(aside: Aside) -> dict[str, object]:
    return {"day": aside.day.isoformat(), "minutes": aside.minutes, "what": aside.what}


def snooze_from(row: Row) -> Snooze:
    """Return the snooze in a row that has its book's columns too."""
    return Snooze(row["id"], book_from(row, row["book_id"]), date.fromisoformat(row["until"]))


def snooze_columns(snooze: Snooze) -> dict[str, object]:
    return {"book_id": snooze.book.id, "until": snooze.until.isoformat()}


def asked_from(row: Row) -> Asked:
    titles = (AskedTitle(*each) for each in json.loads(row["titles"]))
    return Asked(date.fromisoformat(row["day"]), tuple(titles))


def asked_columns(asked: Asked) -> dict[str, object]:
    titles = [[each.book, each.minutes, each.planned, each.whole] for each in asked.titles]
    return {"day": asked.day.isoformat(), "titles": json.dumps(titles)}


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


def wish_columns(wish: Wish) -> dict[str, object]:
    """Return the columns of a wish, without its id and its book."""
    return {
        "format": wish.format,
        "unit": wish.unit,
        "length": wish.length,
        "days": wish.days,
        "why": wish.why,
        "ready": wish.ready and wish.ready.isoformat(),
        "collect_by": wish.collect_by and wish.collect_by.isoformat(),
        "until": wish.until,
    }
