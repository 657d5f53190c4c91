"""Which loan of a book a record is of."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property

from readtrack.importing.check import Surroundings, copy_name, due_of, iso, kind_of
from readtrack.importing.records import Borrowed, Record
from readtrack.model import Ending, Format, Outcome, Unit
from readtrack.named_tuple import NamedTuple
from readtrack.names import isbn_13
from readtrack.store.sets import Draft, Sets, Shelved


class Wanted(NamedTuple):
    """A loan as a record tells of it."""

    out: str | None
    stated_due: str | None
    due: str
    ended: str | None
    copy: str | None
    isbn: str | None
    format: str


class LoanMatcher:
    """Finds the loans of the store that the rows of one file are of; each row has its own."""

    def __init__(self, sets: Sets, around: Surroundings) -> None:
        self._sets = sets
        self._around = around
        self._existing = sets.last("loans")
        self._rows: dict[int, RowIdentity] = {}
        """What the first row that was of a stored loan tells of it."""
        self._isbns: dict[int, str] = {}
        """The ISBNs in the rows that the new loans came of."""
        self._copies: set[str | None] = set()

    def expect(self, records: Iterable[Record]) -> None:
        """Note the copies of rows to come: their loans are not those of other rows."""
        self._copies = {copy_name(each.loan) for each in records if each.loan and each.loan.copy}

    def wanted(self, record: Record) -> Wanted:
        loan = record.loan
        assert loan is not None
        due = due_of(loan, self._around)
        return Wanted(
            iso(loan.checked_out),
            iso(loan.due),
            due.isoformat(),
            iso(loan.ended),
            copy_name(loan),
            record.isbn and isbn_13(record.isbn),
            kind_of(record).value,
        )

    def loan_of(self, record: Record, shelved: Shelved) -> Draft | None:
        """Return the loan that a record tells of, or None."""
        if not shelved.loans:
            return None
        wanted = self.wanted(record)
        loans = [
            each for each in _near(shelved, wanted) if self._is_in(record.format, each, wanted)
        ]
        loans = [each for each in loans if self._may_be(shelved.copies.get(each.id), wanted)]
        for found in _in_order(loans, wanted, shelved.copies):
            if not self._is_of_another_row(found, wanted, shelved.copies.get(found.id)):
                return found
        return None

    def _is_in(self, kind: Format | None, loan: Draft, wanted: Wanted) -> bool:
        """Return whether a loan may be in a format.

        It has that format, or no file named its format and the dates agree, or it had the format
        before the reader changed it. A loan that counts pages is no audiobook.
        """
        if kind is None or loan["format"] == kind:
            return True
        is_read = loan["unit"] != Unit.PAGES or kind is not Format.AUDIOBOOK
        if loan["format_assumed"] and loan["due"] == wanted.due and is_read:
            return bool(loan["checkout_estimated"]) or wanted.out in (None, loan["checked_out"])
        return not loan.is_new and (loan.id, str(kind)) in self._formerly

    @cached_property
    def _formerly(self) -> Collection[tuple[int, str]]:
        return self._sets.formerly()

    def _may_be(self, copy: str | None, wanted: Wanted) -> bool:
        """Return whether a loan of a copy may be the wanted one, as far as the copies say."""
        if copy is None or wanted.copy is None or copy == wanted.copy:
            return True
        kinds = copy.partition(":")[0], wanted.copy.partition(":")[0]
        if kinds[0] == kinds[1] != "uid":
            return False
        return copy not in self._copies

    def _is_of_another_row(self, stored: Draft, wanted: Wanted, copy: str | None) -> bool:
        """Whether an earlier row of this file was of this loan, and says another thing of it.

        Rows with one day of checkout, or one due date where that is all they tell, are of one
        loan, unless they differ in when it ended, in the copy or in the edition.
        """
        day = wanted.out
        if day is None:
            day = (
                str(stored["checked_out"])
                if wanted.stated_due == stored["due"]
                else wanted.stated_due
            )
        row = RowIdentity(day, wanted.ended, wanted.copy, wanted.isbn)
        if stored.id <= self._existing:
            first = self._rows.setdefault(stored.id, row)
        else:
            ended = None if stored["ending"] == Ending.EXPIRED else stored["ended"]
            is_estimate = wanted.out is not None and stored["checkout_estimated"]
            begun = day if is_estimate else str(stored["checked_out"])
            end = str(ended) if ended else None
            first = RowIdentity(begun, end, copy, self._isbns.get(stored.id))
        return (
            first[:2] != row[:2] or _differ(first.copy, row.copy) or _differ(first.isbn, row.isbn)
        )

    def remember_new(self, record: Record, loan: Draft) -> None:
        """Remember that a loan was added for this record."""
        if record.isbn:
            self._isbns[loan.id] = isbn_13(record.isbn)


class RowIdentity(NamedTuple):
    """What tells a row of a file from another one that is of the same book."""

    day: str | None
    ended: str | None
    copy: str | None
    isbn: str | None


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one and other and one != other)


def _near(shelved: Shelved, wanted: Wanted) -> Sequence[Draft]:
    """The loans of a book that may be the wanted one: of a thousand, those about its days."""
    if wanted.out is None or wanted.copy is not None:
        return shelved.loans
    return shelved.loans_on((*_days_about(wanted.out), wanted.stated_due or ""))


def _in_order(loans: Sequence[Draft], wanted: Wanted, copies: Mapping[int, str]) -> Iterator[Draft]:
    """The loans that may be the wanted one, the surest first.

    That of the copy, while it is out; the one checked out on that day; else due on that day; else
    the one that is out, or was until it ended by itself, where there is only a due date; else a day
    apart, as another time zone has it.
    """
    days = set(_days_about(wanted.out))
    latest = max(loans, key=lambda each: (str(each["checked_out"]), each.id), default=None)
    dues = set(_days_about(wanted.due)) if wanted.out else set()

    def of_copy(stored: Draft) -> bool:
        is_out = stored["ended"] is None and copies.get(stored.id) == wanted.copy
        return is_out and (wanted.out is None or stored["checked_out"] in days)

    def of_checkout(stored: Draft) -> bool:
        return stored["checked_out"] == wanted.out

    def of_due(stored: Draft) -> bool:
        if stored["due"] != wanted.stated_due:
            return False
        is_told = wanted.out is not None and not stored["checkout_estimated"]
        return stored["ended"] is None or not is_told or stored["checked_out"] in days

    def of_out(stored: Draft) -> bool:
        is_out = stored["ended"] is None or (stored is latest and _may_go_on(stored, wanted))
        return is_out and str(stored["checked_out"]) <= str(wanted.stated_due)

    def of_another_zone(stored: Draft) -> bool:
        return stored["checked_out"] in days and stored["due"] in dues

    rules = (
        (of_copy, wanted.copy),
        (of_checkout, wanted.out),
        (of_due, wanted.stated_due),
        (of_out, wanted.stated_due if wanted.out is None else None),
        (of_another_zone, wanted.out),
    )
    for rule, value in rules:
        if value is not None:
            yield from sorted(filter(rule, loans), key=lambda each: _unlike(each, wanted))


def _may_go_on(stored: Draft, wanted: Wanted) -> bool:
    """Return whether a due date may be that of a digital loan which has ended, after a renewal.

    A loan of the same length with that due date would have begun by the end of the one before.
    """
    if stored["ending"] != Ending.EXPIRED or stored["outcome"] == Outcome.FINISHED:
        return False
    begun, due = (date.fromisoformat(str(stored[name])) for name in ("checked_out", "due"))
    new = date.fromisoformat(wanted.due)
    return due < new <= due + (due - begun)


def _unlike(stored: Draft, wanted: Wanted) -> tuple[bool, bool, bool, int]:
    """What loans that a rule finds are sorted by: those most alike first, then the older ones."""
    return (
        stored["ended"] != wanted.ended,
        stored["due"] != wanted.due,
        stored["format"] != wanted.format,
        stored.id,
    )


def _days_about(day: str | None) -> Iterator[str]:
    """A day with those before and after it."""
    if day is not None:
        for apart in (-1, 0, 1):
            yield (date.fromisoformat(day) + timedelta(days=apart)).isoformat()


def begun_by(day: date, record: Record, shelved: Shelved | None) -> Draft | None:
    """The digital loan of a book that was out on a day, as far as the store has it; the latest one.

    One that was given back on another day is over; so is one that was due long before.
    """
    kind = record.format and str(record.format)
    found = []
    for each in shelved.loans if shelved else ():
        begun, due = (date.fromisoformat(str(each[name])) for name in ("checked_out", "due"))
        back = None if each["ending"] == Ending.EXPIRED else each["ended"]
        if (
            Format(str(each["format"])).digital
            and kind in (None, each["format"])
            and begun <= day <= due + 2 * (due - begun)
            and (back is None or day.isoformat() <= str(back))
        ):
            found.append(each)
    return max(found, key=lambda each: (str(each["checked_out"]), each.id), default=None)


def as_stored(loan: Draft) -> Borrowed:
    """Return a stored loan in the words of a record, as it was begun."""
    return Borrowed(
        checked_out=date.fromisoformat(str(loan["checked_out"])),
        due=date.fromisoformat(str(loan["due"])),
        due_time=str(loan["due_time"]) if loan["due_time"] else None,
        estimated=bool(loan["estimated"]),
    )
