"""Records made ready for the store: checked, and completed where a file does not say."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from readtrack.clock import is_possible
from readtrack.importing.records import Borrowed, Record
from readtrack.limits import LONGEST, LONGEST_TEXT, MOST_AUTHORS
from readtrack.model import Ending, Format, Now, Outcome, run_out
from readtrack.named_tuple import NamedTuple
from readtrack.names import tidy

A_ZONE = timedelta(days=1)
"""What the days of two zones may differ by: what is past there may seem to come here."""


class Surroundings(NamedTuple):
    now: Now
    usual: timedelta
    """How long a loan is, where a file does not say."""


def fault(record: Record, today: date) -> tuple[str, str] | None:
    """Return what is wrong with a record and how to mend it, or None."""
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
    """Return what is wrong with a title; SQLite takes a NUL for its end."""
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
    for what, day in (("checked out", out), ("returned", ended)):
        if day is not None and day > today + A_ZONE:
            return f"{what} on {day}, which is still to come", "Correct the date."
    return None


@lru_cache(20_000)
def authors_json(authors: tuple[str, ...]) -> str:
    return json.dumps([tidy(name) for name in authors if name.strip()], ensure_ascii=False)


def kind_of(record: Record) -> Format:
    return record.format or (Format.AUDIOBOOK if record.seconds else Format.EBOOK)


def length_of(record: Record, kind: Format) -> tuple[str, int] | None:
    """Unit and length that a record tells of its edition."""
    if not kind.has_end:
        return None
    if kind is Format.AUDIOBOOK:
        return ("seconds", record.seconds) if record.seconds else None
    return ("pages", record.pages) if record.pages else None


def tells(record: Record) -> bool:
    """Return whether there is more in a record than the name of a book."""
    if record.loan is not None or record.later is not None:
        return True
    return bool(record.log or record.past or length_of(record, kind_of(record)))


def iso(day: date | None) -> str | None:
    """Return a day as the store writes it."""
    return None if day is None else day.isoformat()


def copy_name(loan: Borrowed) -> str | None:
    """Return the name of a copy as the store has it: its kind, and a fingerprint of the rest."""
    if loan.copy is None:
        return None
    from hashlib import blake2b

    kind, _, name = loan.copy.partition(":")
    return f"{kind}:{blake2b(name.encode(), digest_size=8).hexdigest()}"


PLAIN = {str(each): str(each) for each in (*Format, *Ending, *Outcome)}
"""The driver takes a plain string many times faster than one of its subclasses."""


def loan_values(
    record: Record, book: int, length: tuple[str, int] | None, around: Surroundings
) -> dict[str, object]:
    """Return the columns of a new loan."""
    assert record.loan is not None
    kind = kind_of(record)
    begun = min(entry.day for entry in record.log) if record.log else None
    loan = record.loan if record.loan.copy is None else record.loan._replace(copy=None)
    values = dict(_of_any_book(loan, kind, begun, around))
    values["book_id"] = book
    if length is not None:
        values["unit"], values["length"] = length
    if record.format is None:
        values["format_assumed"] = int(not record.seconds)
    return values


@lru_cache(20_000)
def _of_any_book(
    loan: Borrowed, kind: Format, begun: date | None, around: Surroundings
) -> Mapping[str, object]:
    """Return the columns of a loan without its book, shared by all loans of one visit to a library.

    An estimated day of checkout is never after `begun`, the first day in the log.
    """
    due = due_of(loan, around)
    days = filter(None, (due - around.usual, around.now.today, begun, loan.ended))
    out = loan.checked_out or min(days)
    due_time = loan.due_time if kind.digital else None
    ended, ending = loan.ended, loan.ending or Ending.RETURNED
    if ended is None and kind.digital and run_out(due, due_time, around.now):
        ended, ending = due, Ending.EXPIRED
    return {
        "book_id": 0,
        "format": PLAIN[kind],
        "unit": "percent",
        "length": 100,
        "start": 0,
        "speed": 1,
        "until": None,
        "untold": int(ended is not None and begun is None),
        "checked_out": out.isoformat(),
        "due": due.isoformat(),
        "due_time": due_time,
        "library": loan.library[:LONGEST_TEXT] if loan.library else None,
        "renewable_on": loan.renewable_on.isoformat() if loan.renewable_on else None,
        "ended": ended.isoformat() if ended else None,
        "ending": PLAIN[ending] if ended else None,
        "outcome": PLAIN[loan.outcome or Outcome.UNFINISHED] if ended else None,
        "estimated": int(loan.estimated or loan.due is None),
        "renewals_left": loan.left_after(),
        "checkout_estimated": int(loan.checked_out is None),
        "format_assumed": 0,
    }


def due_of(loan: Borrowed, around: Surroundings) -> date:
    """Return the due date; the usual one, where the file has only the day of the checkout."""
    return loan.due or (loan.checked_out or around.now.today) + around.usual
