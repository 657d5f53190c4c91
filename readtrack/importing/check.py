"""Records made ready for the store: checked, and completed where a file does not say."""

import json
import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from readtrack.clock import is_possible
from readtrack.importing.records import Borrowed, Record
from readtrack.limits import LONGEST, LONGEST_TEXT, MOST_AUTHORS
from readtrack.model import Ending, Format, Now, Outcome, run_out
from readtrack.names import family_name, tidy, title_key

A_ZONE = timedelta(days=1)
"""What the days of two zones may differ by: what is past there may seem to come here."""

MARKS = re.compile(r"[:(\[]")
"""What the parts of a title stand behind."""


class Surroundings(NamedTuple):
    now: Now
    usual: timedelta
    """How long a loan is, where a file does not say."""


def fault(record: Record, today: date) -> tuple[str, str] | None:
    """What is wrong with a record and how to mend it, or None."""
    if wrong := title_fault(record.title):
        return wrong, f"A title has 1 to {LONGEST_TEXT} characters."
    if len(record.authors) > MOST_AUTHORS:
        return f"there are {len(record.authors):,} authors", f"Name up to {MOST_AUTHORS}."
    for name in record.authors:
        if len(name) > LONGEST_TEXT:
            return "a name is too long", f"A name has up to {LONGEST_TEXT} characters."
    if record.pages is not None and (wrong := length_fault("pages", record.pages)):
        return wrong, "Correct it, or leave it empty."
    if record.seconds is not None and (wrong := length_fault("seconds", record.seconds)):
        return wrong, "Correct it, or leave it empty."
    return None if record.loan is None else _loan_fault(record.loan, today)


def title_fault(title: str) -> str | None:
    """What is wrong with a title; SQLite takes a NUL for its end."""
    if not 1 <= len(title) <= LONGEST_TEXT:
        return f"the title has {len(title):,} characters" if title else "there is no title"
    return "there is a NUL in the title" if "\0" in title else None


def length_fault(unit: str, length: int) -> str | None:
    if 1 <= length <= LONGEST[unit]:
        return None
    return f"{length:,} {unit} is not the length of a book"


def day_fault(day: date) -> str | None:
    return None if is_possible(day) else f"{day} is no date for a library loan"


@lru_cache(20_000)
def _loan_fault(loan: Borrowed, today: date) -> tuple[str, str] | None:
    out, due, ended = loan.checked_out, loan.due, loan.ended
    for day in (out, due, ended):
        if day is not None and (wrong := day_fault(day)):
            return wrong, "Correct the date."
    if out is None and due is None:
        return "neither a due date nor the day of the checkout", "Add one of them."
    if out is not None and due is not None and due < out:
        return f"due {due} is before the checkout on {out}", "Correct one of the dates."
    if out is not None and ended is not None and ended < out:
        return f"returned {ended}, before the checkout on {out}", "Correct one of the dates."
    for said, day in (("checked out", out), ("returned", ended)):
        if day is not None and day > today + A_ZONE:
            return f"{said} on {day}, which is still to come", "Correct the date."
    return None


def stem_of(title: str, key: str) -> str:
    """The words a key begins with, before any subtitle or bracket."""
    mark = MARKS.search(title)
    head = title_key(title[: mark.start()]) if mark else key
    return head if head and key.startswith(head) else key


@lru_cache(20_000)
def authors_json(authors: tuple[str, ...]) -> str:
    return json.dumps([tidy(name) for name in authors if name.strip()], ensure_ascii=False)


@lru_cache(20_000)
def family_of(authors: tuple[str, ...]) -> frozenset[str]:
    return frozenset(filter(None, map(family_name, authors)))


def kind_of(record: Record) -> Format:
    return record.format or (Format.AUDIOBOOK if record.seconds else Format.EBOOK)


def length_of(record: Record, kind: Format) -> tuple[str, int] | None:
    """Unit and length that a record tells of its edition."""
    if not kind.has_end:
        return None
    if kind is Format.AUDIOBOOK:
        return ("seconds", record.seconds) if record.seconds else None
    return ("pages", record.pages) if record.pages else None


PLAIN = {str(each): str(each) for each in (*Format, *Ending, *Outcome)}
"""The driver takes a plain string many times faster than one of its subclasses."""


def loan_row(
    record: Record, book: int, length: tuple[str, int] | None, around: Surroundings
) -> tuple[object, ...]:
    """A new loan as `intake.LOAN` names its columns, with an empty text for nothing.

    The driver takes ten times as long for a None.
    """
    assert record.loan is not None
    kind = kind_of(record)
    begun = min(entry.day for entry in record.log) if record.log else None
    term = _term(record.loan, kind, begun, around)
    unit, counted = length or ("percent", 100)
    return (book, unit, counted, int(bool(term.ended and not record.log)), *term)


class Term(NamedTuple):
    """The columns of a loan that are the same for all books of one visit to a library."""

    format: str
    checked_out: str
    due: str
    due_time: str
    library: str
    renewable_on: str
    ended: str
    ending: str
    outcome: str
    estimated: int
    renewals_left: int | str


@lru_cache(20_000)
def _term(loan: Borrowed, kind: Format, begun: date | None, around: Surroundings) -> Term:
    """The term of a loan; a day of checkout that is supposed is not after the first in the log."""
    due = due_of(loan, around)
    known = filter(None, (due - around.usual, around.now.today, begun, loan.ended))
    out = loan.checked_out or min(known)
    due_time = loan.due_time if kind.digital else None
    ended, ending = loan.ended, loan.ending or Ending.RETURNED
    if ended is None and kind.digital and run_out(due, due_time, around.now):
        ended, ending = due, Ending.EXPIRED
    return Term(
        PLAIN[kind],
        out.isoformat(),
        due.isoformat(),
        due_time or "",
        (loan.library or "")[:LONGEST_TEXT],
        loan.renewable_on.isoformat() if loan.renewable_on else "",
        ended.isoformat() if ended else "",
        PLAIN[ending] if ended else "",
        PLAIN[loan.outcome or Outcome.UNFINISHED] if ended else "",
        int(loan.estimated or loan.due is None),
        "" if (left := loan.left_after()) is None else left,
    )


def due_of(loan: Borrowed, around: Surroundings) -> date:
    """The due date; the usual one, where only the day of the checkout is told."""
    return loan.due or (loan.checked_out or around.now.today) + around.usual
