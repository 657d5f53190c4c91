"""What is newer in a record of a loan, and what changes in the store."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from readtrack.importing.check import PLAIN, iso
from readtrack.importing.records import Record
from readtrack.limits import LONGEST_TEXT
from readtrack.model import Ending, Format, Outcome
from readtrack.store.sets import Draft, Sets, Shelved

WORDS = {
    "format": "format {}",
    "checked_out": "checked out {}",
    "due": "due {}",
    "due_time": "ends at {}",
    "renewable_on": "renewable from {}",
    "library": "from {}",
    "ended": "returned {}",
}
"""How the preview names what a file changes about a loan."""

SURE = {
    "estimated": "its due date is sure",
    "checkout_estimated": "its day of checkout is sure",
    "format_assumed": "its format is sure",
}
"""How it names a guess that a file confirms."""


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
        log = shelved.progress.get(stored.id, ())
        news = _checkout(record, before, log) | _format(record, before)
        known = before | news
        news |= _news(record, known, renewals, self._today, self._is_corrected(stored, record))
        if news.get("ended"):
            self.ended.add(stored.id)
            news["outcome"] = news["outcome"] or "unfinished"
        self._sets.change(stored, news)
        if "due" in news or "checked_out" in news:
            shelved.note_days(stored)
        if record.loan and iso(record.loan.due) == stored["due"]:
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
        if before["ended"] and "ended" in news and news["ended"] is None:
            words.append("out again")
        sure = [SURE[name] for name in news if name in SURE]
        return ", ".join(words or sure[:1])

    def due_not_taken(self, record: Record, stored: Draft) -> str | None:
        """Return the due date of a record if the loan, which is out, keeps another one; else None.

        None too for an estimate, for a date that the reader has changed, and where another record
        has the due date of the loan.
        """
        loan = record.loan
        due = loan and iso(loan.due)
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
        due = record.loan and iso(record.loan.due)
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
    """Return the day of checkout if it was an estimate, unless the log has an earlier day."""
    day = record.loan and iso(record.loan.checked_out)
    last = str(stored["ended"] or stored["due"])
    if not stored["checkout_estimated"] or day is None or day > last:
        return {}
    if any(str(entry["day"]) < day for entry in log):
        return {}
    is_other = day != stored["checked_out"]
    return {"checkout_estimated": 0} | ({"checked_out": day} if is_other else {})


def _format(record: Record, stored: Mapping[str, object]) -> dict[str, object]:
    """Return the format if no file has named it yet. A printed book does not end by itself."""
    kind = record.format
    if not stored["format_assumed"] or kind is None or not kind.has_end:
        return {}
    news: dict[str, object] = {"format_assumed": 0}
    if kind == stored["format"]:
        return news
    news["format"] = PLAIN[kind]
    if not kind.digital:
        news["due_time"] = None
        if stored["ending"] == Ending.EXPIRED and stored["outcome"] != Outcome.FINISHED:
            news |= {"ended": None, "ending": None, "outcome": None, "untold": 0}
    return news


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
