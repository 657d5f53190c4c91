"""Which loan of a book a record is of, and what is newer in the record."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property

from readtrack.importing.check import Surroundings, copy_name, due_of, kind_of
from readtrack.importing.records import Borrowed, Record
from readtrack.limits import LONGEST_TEXT
from readtrack.model import Ending, Format, Outcome
from readtrack.named_tuple import NamedTuple
from readtrack.names import isbn_13
from readtrack.store.sets import Draft, Sets, Shelved

WORDS = {
    "checked_out": "checked out {}",
    "due": "due {}",
    "due_time": "ends at {}",
    "renewable_on": "renewable from {}",
    "library": "from {}",
    "ended": "returned {}",
}
"""How the preview names what a file changes about a loan."""


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
        return Wanted(
            _iso(loan.checked_out),
            _iso(loan.due),
            due_of(loan, self._around).isoformat(),
            _iso(loan.ended),
            copy_name(loan),
            record.isbn and isbn_13(record.isbn),
            kind_of(record).value,
        )

    def loan_of(self, record: Record, shelved: Shelved) -> Draft | None:
        """Return the loan that a record tells of, or None."""
        if not shelved.loans:
            return None
        wanted = self.wanted(record)
        loans = [each for each in _near(shelved, wanted) if self._is_in(each, record.format)]
        loans = [each for each in loans if self._may_be(shelved.copies.get(each.id), wanted)]
        for found in _in_order(loans, wanted, shelved.copies):
            if not self._is_of_another_row(found, wanted, shelved.copies.get(found.id)):
                return found
        return None

    def _is_in(self, loan: Draft, kind: Format | None) -> bool:
        """Return whether a loan is in a format, or was before the reader typed another one."""
        if kind is None or loan["format"] == kind:
            return True
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


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _near(shelved: Shelved, wanted: Wanted) -> Sequence[Draft]:
    """The loans of a book that may be the wanted one: of a thousand, those about its days."""
    if wanted.out is None or wanted.copy is not None:
        return shelved.loans
    return shelved.loans_on((*_days_about(wanted.out), wanted.stated_due or ""))


def _in_order(loans: Sequence[Draft], wanted: Wanted, copies: Mapping[int, str]) -> Iterator[Draft]:
    """The loans that may be the wanted one, the surest first.

    That of the copy, while it is out; the one checked out on that day; else due on that day; else
    the one that is out, where there is only a due date; else one that was out then by an estimate;
    else a day apart, as another time zone has it.
    """
    days = set(_days_about(wanted.out))
    dues = set(_days_about(wanted.due)) if wanted.out else set()

    def of_copy(stored: Draft) -> bool:
        is_out = stored["ended"] is None and copies.get(stored.id) == wanted.copy
        return is_out and (wanted.out is None or stored["checked_out"] in days)

    def of_checkout(stored: Draft) -> bool:
        return stored["checked_out"] == wanted.out

    def of_due(stored: Draft) -> bool:
        if stored["due"] != wanted.stated_due:
            return False
        return stored["ended"] is None or wanted.out is None or stored["checked_out"] in days

    def of_out(stored: Draft) -> bool:
        return stored["ended"] is None and str(stored["checked_out"]) <= str(wanted.stated_due)

    def of_estimate(stored: Draft) -> bool:
        if not stored["checkout_estimated"] or str(stored["due"]) > str(
            wanted.stated_due or "9999"
        ):
            return False
        last = str(stored["ended"] or stored["due"])
        return str(wanted.out) <= last and str(stored["checked_out"]) <= (
            wanted.ended or wanted.due
        )

    def of_another_zone(stored: Draft) -> bool:
        return stored["checked_out"] in days and stored["due"] in dues

    rules = (
        (of_copy, wanted.copy),
        (of_checkout, wanted.out),
        (of_due, wanted.stated_due),
        (of_out, wanted.stated_due if wanted.out is None else None),
        (of_estimate, wanted.out),
        (of_another_zone, wanted.out),
    )
    for rule, value in rules:
        if value is not None:
            yield from sorted(filter(rule, loans), key=lambda each: _unlike(each, wanted))


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


class LoanNews:
    """Takes over what records tell newer of loans."""

    def __init__(self, sets: Sets, today: date) -> None:
        self._sets = sets
        self._today = today.isoformat()
        self.ended: set[int] = set()
        """Loans that a record has ended: whether they were read through comes later."""
        self._agreed: set[int] = set()
        """Loans that have the due date of a record."""

    def change(
        self, record: Record, stored: Draft, shelved: Shelved, *, is_renewed: bool = True
    ) -> str:
        """Update a loan with what is newer in a record. Return what changed, in words.

        A later due date is a renewal of today where it `is_renewed` and the loan is out.
        """
        renewals = shelved.renewals.get(stored.id, 0)
        before = dict(stored.values)
        news = _checkout(record, before, shelved.progress.get(stored.id, ()))
        known = before | news
        news |= _news(record, known, renewals, self._today, self._is_corrected(stored, record))
        if news.get("ended"):
            self.ended.add(stored.id)
            news["outcome"] = news["outcome"] or "unfinished"
        self._sets.change(stored, news)
        if "due" in news or "checked_out" in news:
            shelved.note_days(stored)
        if record.loan and _iso(record.loan.due) == stored["due"]:
            self._agreed.add(stored.id)
        due = str(news.get("due", ""))
        if (
            is_renewed
            and stored["ended"] is None
            and due > str(before["due"])
            and not before["estimated"]
            and not news["estimated"]
        ):
            values = {"loan_id": stored.id, "day": self._today, "due_before": before["due"],
                      "due_after": due}  # fmt: skip
            self._sets.add("renewals", values)
            shelved.renewals[stored.id] = renewals + 1
        words = [WORDS[name].format(value) for name, value in news.items()
                if name in WORDS and value]  # fmt: skip
        if "renewals_left" in news and "due" not in news:
            left = news["renewals_left"]
            words.append("can be renewed" if left is None else f"{left} renewals left")
        sure = "its due date is sure" if "estimated" in news else "its day of checkout is sure"
        return ", ".join(words or [sure] if news else words)

    def due_not_taken(self, record: Record, stored: Draft) -> str | None:
        """Return the due date of a record if the loan, which is out, keeps another one; else None.

        None too for an estimate, for a date that the reader has changed, and where another record
        has the due date of the loan.
        """
        loan = record.loan
        due = loan and _iso(loan.due)
        if loan is None or due is None or loan.estimated or loan.ended or stored["ended"]:
            return None
        if due == stored["due"] or stored.id in self._agreed:
            return None
        if not self._corrected.get((stored.id, due, False), True):
            return None
        return due

    def _is_corrected(self, loan: Draft, record: Record) -> bool:
        """Return True if the due date of a record is one that was changed since: it is no news.

        An estimate gives way to a date that was an estimate before, and that is sure now.
        """
        due = record.loan and _iso(record.loan.due)
        if due is None or due == loan["due"]:
            return False
        is_surer = bool(loan["estimated"]) and record.loan is not None and not record.loan.estimated
        return (loan.id, due, False) in self._corrected or (
            not is_surer and (loan.id, due, True) in self._corrected
        )

    @cached_property
    def _corrected(self) -> Mapping[tuple[int, str, bool], bool]:
        return self._sets.corrected()


def _checkout(
    record: Record, stored: Mapping[str, object], log: Iterable[Draft]
) -> dict[str, object]:
    """Return the day of the checkout where it was an estimate, unless more was read before it."""
    day = record.loan and _iso(record.loan.checked_out)
    last = str(stored["ended"] or stored["due"])
    if not stored["checkout_estimated"] or day is None or day > last:
        return {}
    if any(str(entry["day"]) < day for entry in log):
        return {}
    is_other = day != stored["checked_out"]
    return {"checkout_estimated": 0} | ({"checked_out": day} if is_other else {})


def _news(
    record: Record, stored: Mapping[str, object], renewals: int, today: str, corrected: bool
) -> dict[str, object]:
    """Return the columns of a loan that a record knows newer or better."""
    loan = record.loan
    assert loan is not None
    news: dict[str, object] = {}
    stored_due, begun = str(stored["due"]), str(stored["checked_out"])
    out, due = stored["ended"] is None, loan.due.isoformat() if loan.due else stored_due
    worse = loan.estimated and not stored["estimated"] and loan.renewals <= renewals
    older = due < stored_due and renewals > 0
    surer = bool(stored["estimated"]) and not loan.estimated
    other_end = stored["ending"] == Ending.EXPIRED and (due > stored_due or surer)
    stale = older or worse or corrected
    if due != stored_due and due >= begun and not stale:
        if out or other_end:
            news.update(due=due, estimated=int(loan.estimated))
        if other_end:
            gone = due < today
            news.update(
                ended=due if gone else None,
                ending=str(Ending.EXPIRED) if gone else None,
                outcome=stored["outcome"] if gone else None,
            )
    elif loan.due and surer and not corrected:
        news["estimated"] = 0
    ended = loan.ended.isoformat() if loan.ended else None
    given_back = loan.ending is not Ending.EXPIRED and stored["ending"] == Ending.EXPIRED
    sooner = ended is not None and ("due" in news or ended <= str(stored["ended"]))
    if not out and not (given_back and sooner):
        return news
    if ended and begun <= ended <= today:
        outcome = str(loan.outcome or Outcome.UNFINISHED)
        news.update(ended=ended, ending=str(loan.ending or Ending.RETURNED), outcome=outcome)
    # Two files that differ in the hour would overwrite each other at every import.
    has_hour = "due" in news or stored["due_time"] is None
    details = {
        "due_time": loan.due_time if has_hour and Format(str(stored["format"])).digital else None,
        "renewable_on": loan.renewable_on and loan.renewable_on.isoformat(),
        "library": loan.library[:LONGEST_TEXT] if loan.library and not stored["library"] else None,
    }
    news.update(
        {name: value for name, value in details.items() if value not in (None, stored[name])}
    )
    if not stale:
        before = stored["renewals_left"]
        assert before is None or isinstance(before, int)
        left = loan.left_after(before, renewed="due" in news and due > stored_due)
        news.update({"renewals_left": left} if left != before else {})
    return news
