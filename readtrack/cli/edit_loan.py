"""How `edit` changes a loan and its book."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from readtrack.cli.checkout import ending_at
from readtrack.cli.checks import (
    at_most_one,
    check_change_asked,
    check_magazine,
    checked_hour,
    checked_renewals_left,
    checked_speed,
    checked_text,
    edited_book,
)
from readtrack.cli.gate import admitted, ask_whether_it_fits, check_cap, typed_again
from readtrack.dates import parse_date
from readtrack.durations import audio_length
from readtrack.errors import UsageError
from readtrack.model import Ending, Format, Loan, Outcome, Unit
from readtrack.named_tuple import NamedTuple
from readtrack.planning.days import ONE_DAY
from readtrack.positions import parse_position
from readtrack.store.store import Store
from readtrack.units import length_text, page_count, position_text
from readtrack.words.commands import command_line

A_WEEK = timedelta(days=7)

AS_A_BOOK = {"--format": "print", "--pages": 304}
"""Options that turn a magazine into a book, for the example in an error."""


class LoanEdits(NamedTuple):
    """The options of `edit` that change a loan, as typed; None where one was not typed."""

    title: str | None
    authors: Sequence[str] | None
    isbn: str | None
    pages: int | None
    audio: str | None
    percent: bool
    kind: Format | None
    until: str | None
    start: str | None
    on: str | None
    due: str | None
    time: str | None
    renewable: str | None
    renewals_left: str | None
    why: str | None
    library: str | None
    speed: float | None


def edit_loan(store: Store, loan: Loan, edits: LoanEdits, *, anyway: bool) -> None:
    """Store the loan with the edits made."""
    changed = _edited(loan, edits, store.now.today)
    if changed.until != loan.until and changed.ended and changed.reached >= changed.end:
        changed = changed._replace(outcome=Outcome.FINISHED)
    if edits.start is not None:
        place = parse_position(
            edits.start, changed.unit, changed.length, changed.start, changed.end, changed.id
        )
        changed = changed._replace(start=place)
    store_changed(store, loan, changed, edits.why if anyway else None)


def _edited(loan: Loan, edits: LoanEdits, today: date) -> Loan:
    """Return the loan with every edit but that of its start."""
    resized = _resized(loan, edits)
    check_magazine(resized.format, {"--until": edits.until, "--start": edits.start}, AS_A_BOOK)
    if not resized.has_end:
        resized = resized._replace(until=None, ends=None)
    resized = ending_at(resized, edits.until, f"readtrack edit {loan.id}")
    renewable, left = edits.renewable, edits.renewals_left
    return resized._replace(
        book=edited_book(loan.book, edits.title, edits.authors, edits.isbn),
        checked_out=loan.checked_out
        if edits.on is None
        else parse_date(edits.on, today, "lately", good=_possible_day(loan, today)),
        due=loan.due if edits.due is None else parse_date(edits.due, today, good=loan.due + A_WEEK),
        estimated=loan.estimated and edits.due is None,
        due_time=_due_time(loan.due_time, edits.time, resized.format),
        renewable_on=loan.renewable_on
        if renewable is None
        else parse_date(renewable, today, good=loan.due),
        renewals_left=loan.renewals_left if left is None else checked_renewals_left(left),
        why=loan.why if edits.why is None else checked_text(edits.why, "reason"),
        library=loan.library if edits.library is None else checked_text(edits.library, "library"),
        speed=loan.speed if edits.speed is None else checked_speed(edits.speed),
    )


def _due_time(stored: str | None, typed: str | None, kind: Format) -> str | None:
    if typed is None:
        return stored if kind.digital else None
    return None if typed.lower() == "none" else checked_hour(typed, kind)


def _resized(loan: Loan, edits: LoanEdits) -> Loan:
    """Return the loan with another length; a new unit converts its positions."""
    pages, audio, kind = edits.pages, edits.audio, edits.kind
    lengths = {"--pages": pages, "--audio": audio, "--percent": edits.percent or None}
    at_most_one(lengths)
    check_magazine(kind or loan.format, lengths, AS_A_BOOK)
    unit, length = loan.unit, loan.length
    if pages is not None:
        unit, length = Unit.PAGES, page_count(pages)
    elif audio is not None:
        unit, length = Unit.SECONDS, audio_length(audio)
    elif edits.percent or kind is Format.MAGAZINE:
        unit, length = Unit.PERCENT, 100
    kind = kind or (Format.AUDIOBOOK if audio is not None else loan.format)
    if unit is not Unit.PERCENT and (unit is Unit.SECONDS) != (kind is Format.AUDIOBOOK):
        raise UsageError(
            f"The length of this {kind} is not counted in {unit}.",
            "Give --pages for books and --audio for audiobooks.",
            _fitting_length(audio, kind),
        )
    new = loan._replace(unit=unit, length=length, format=kind)
    if loan.ends is not None:
        new = new._replace(ends=new.at_fraction(loan.ends / loan.length))
    if unit is not loan.unit:
        return new._replace(
            start=new.at_fraction(loan.start / loan.length),
            until=loan.until and new.at_fraction(loan.until / loan.length),
            entries=tuple(
                entry._replace(position=new.at_fraction(entry.position / loan.length))
                for entry in loan.entries
            ),
        )
    furthest = max([loan.start, *(entry.position for entry in loan.entries)])
    if furthest > length:
        size, been = length_text(unit, length), position_text(unit, furthest)
        what = f"{size} is shorter than where you have been, {been}."
        raise UsageError(what, f"Mend the log first: readtrack show {loan.id}")
    return new


def _fitting_length(audio: str | None, kind: Format) -> Mapping[str, object]:
    """Return options that give the length in the unit of the format, for an example."""
    if kind is Format.AUDIOBOOK:
        return {"--pages": None, "--audio": "7:57"}
    return {"--pages": 304} if audio is None else {"--format": "audiobook"}


def _possible_day(loan: Loan, today: date) -> date:
    """Return another day on which the loan may have been checked out, for an example."""
    latest = _latest_possible(loan, today)
    return latest if latest != loan.checked_out else latest - ONE_DAY


def _latest_possible(loan: Loan, today: date) -> date:
    return min([today, loan.due, loan.ended or today, *(entry.day for entry in loan.entries)])


def _possible_dates(loan: Loan, changed: Loan, today: date) -> Mapping[str, object]:
    """Return possible dates in place of those of the `changed` loan, for an example."""
    instead, latest = dict[str, object](), _latest_possible(loan, today)
    if changed.checked_out != loan.checked_out and changed.checked_out > latest:
        instead["--on"] = _possible_day(loan, today)
    if changed.due != loan.due:
        instead["--due"] = max(loan.due, today) + A_WEEK
    return instead


def store_changed(store: Store, loan: Loan, changed: Loan, why: str | None) -> None:
    """Store the changed loan; the gate has to allow one that is longer now, or out again."""
    today = store.now.today
    later = changed.deadline > loan.deadline
    if changed.ending is Ending.EXPIRED and later and not changed.over(store.now):
        changed = changed._replace(ended=None, ending=None, outcome=None)
    if changed == loan:
        check_change_asked(f"readtrack edit {loan.id} --due {loan.due + A_WEEK}")
        return
    if changed.due < changed.checked_out or changed.checked_out > today:
        what = f"A checkout on {changed.checked_out} due on {changed.due} is not possible."
        raise UsageError(what, "Check both dates.", _possible_dates(loan, changed, today))
    first = min((entry.day for entry in changed.entries), default=changed.checked_out)
    if changed.checked_out > min(first, changed.ended or first):
        what = f"{loan.book.title} was read or given back before {changed.checked_out}."
        raise UsageError(what, f"See its log: readtrack show {loan.id}")
    other = store.book_called(changed.book.title, changed.book.authors, None)
    if changed.book.title != loan.book.title and other and other.id != loan.book.id:
        raise UsageError(
            f"{other.title} is another book of yours already.",
            f"To join it: {command_line('add', other.title)} && {command_line('drop', loan.id)}",
        )
    longer = changed.end > loan.end or changed.unit is not loan.unit
    new = loan.ended is not None or not loan.has_end
    asked = changed.ended is None and changed.has_end and (longer or new)
    if asked:
        situation = store.situation()
        decision = ask_whether_it_fits(changed, situation, anyway=why is not None)
        command = typed_again("edit", loan.id, due=changed.due, on=changed.checked_out)
        changed = admitted(changed, situation, decision, command, why)
    with store.command(f"edit {loan.book.title}"):
        store.insist(loan)
        if asked and why is None:
            check_cap(changed, store, command)
        if changed.book != loan.book:
            store.change(changed.book)
        store.change_loan(changed)
