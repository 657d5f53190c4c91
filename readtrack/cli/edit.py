"""`edit`: mend anything about a checkout, its book or its log."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated, Any

from typer import Context, Option

from readtrack.cli import options
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
    typed_speed,
)
from readtrack.cli.choose import choose_any
from readtrack.cli.gate import admitted, ask_whether_it_fits, check_cap, check_reason, typed_again
from readtrack.cli.session import opened
from readtrack.cli.usage import examples
from readtrack.dates import parse_date
from readtrack.durations import audio_length, minutes_of_a_day
from readtrack.errors import UsageError
from readtrack.model import Ending, Entry, Format, Loan, Outcome, Unit
from readtrack.named_tuple import NamedTuple
from readtrack.planning.changes import loan_edit
from readtrack.planning.days import ONE_DAY
from readtrack.positions import parse_position
from readtrack.render.answers import print_edited
from readtrack.render.show import show
from readtrack.render.terminal import note
from readtrack.store.store import Store
from readtrack.units import length_text, page_count, position_text
from readtrack.words.commands import command_line

ONLY_OF_AN_ENTRY = {"at", "day", "minutes", "remove"}
OF_AN_ENTRY = ONLY_OF_AN_ENTRY | {"book", "as_json", "yes", "entry", "on"}
"""The options that mend a line of the log; all others, and `on`, mend the checkout."""

Percent = Annotated[bool, Option("--percent", help="Count in percent.")]
Until = Annotated[
    str | None, Option("--until", metavar="POSITION", help="Where reading ends; none clears.")
]
On = Annotated[
    str | None, Option("--on", metavar="DATE", help="Checkout day; with --entry its day.")
]
Hour = Annotated[
    str | None, Option("--time", metavar="HH:MM", help="Hour a digital loan ends; none clears.")
]
RenewableOn = Annotated[
    str | None, Option("--renewable-on", metavar="DATE", help="Day renewals open.")
]
Speed = Annotated[
    float | None,
    Option("--speed", metavar="X", help="Playback speed of audio.", parser=typed_speed),
]
Start = Annotated[str | None, Option("--start", metavar="POSITION", help="Place at checkout.")]
EntryNumber = Annotated[
    int | None, Option("--entry", metavar="N", help="A log entry; show lists them.")
]
EntryPosition = Annotated[
    str | None, Option("--at", metavar="POSITION", help="The entry's position.")
]
EntryDay = Annotated[str | None, Option("--day", hidden=True)]
EntryMinutes = Annotated[
    str | None, Option("--minutes", metavar="N", help="The entry's minutes; 0 clears.")
]
Remove = Annotated[bool, Option("--remove", help="Remove the entry.")]


@examples(
    "readtrack edit dune --pages 604",
    "readtrack edit emma --due +2w --time 18:30",
    "readtrack edit dune --entry 1 --at 45",
)
def edit_(
    ctx: Context,
    book: options.AnyBook,
    title: options.NewTitle = None,
    authors: options.NewAuthors = None,
    pages: options.Pages = None,
    audio: options.Audio = None,
    percent: Percent = False,
    until: Until = None,
    kind: options.FormatOption = None,
    on: On = None,
    due: options.DueDate = None,
    time: Hour = None,
    renewable: RenewableOn = None,
    renewals_left: options.RenewalsLeft = None,
    why: options.Why = None,
    library: options.LibraryOption = None,
    isbn: options.Isbn = None,
    speed: Speed = None,
    start: Start = None,
    entry: EntryNumber = None,
    at: EntryPosition = None,
    day: EntryDay = None,
    minutes: EntryMinutes = None,
    remove: Remove = False,
    yes: options.Yes = False,
    anyway: options.Anyway = False,
    as_json: options.Json = False,
) -> None:
    """Mend a checkout, or with --entry one line of its log."""
    check_reason(anyway, why)
    if day is not None:
        note("--day is called --on now.")
    with opened(ctx) as store:
        loan = choose_any(store, store.library(), book)
        _check_options(ctx.params, loan, entry)
        if entry is not None:
            at_most_one({"--on": on, "--day": day})
            edited = _edit_entry(
                store, loan, entry, at=at, day=on or day, minutes=minutes, remove=remove
            )
            _show(store, loan, edited, removed=remove, as_json=as_json)
            return
        edits = LoanEdits(
            title=title, authors=authors, isbn=isbn, pages=pages, audio=audio, percent=percent,
            kind=kind, until=until, start=start, on=on, due=due, time=time, renewable=renewable,
            renewals_left=renewals_left, why=why, library=library, speed=speed,
        )  # fmt: skip
        edit_loan(store, loan, edits, anyway=anyway)
        _show(store, loan, as_json=as_json)


def _check_options(params: dict[str, Any], loan: Loan, entry: int | None) -> None:
    """Raise UsageError where options for the loan and for an entry are mixed."""
    typed = {
        name for name, value in params.items() if value not in (None, [], ()) and value is not False
    }
    if entry is not None and not typed <= OF_AN_ENTRY:
        raise UsageError(
            "--entry goes with --at, --on, --minutes and --remove only.",
            "Mend the checkout with a command of its own.",
            dict.fromkeys(["--entry", *(f"--{name}" for name in ONLY_OF_AN_ENTRY)]),
        )
    if entry is None and typed & ONLY_OF_AN_ENTRY:
        what = "--at, --minutes and --remove need --entry N."
        raise UsageError(what, f"See the entries with: readtrack show {loan.id}")


def _edit_entry(
    store: Store,
    loan: Loan,
    number: int,
    *,
    at: str | None,
    day: str | None,
    minutes: str | None,
    remove: bool,
) -> Entry:
    """Store the changed entry, or remove it; return the entry."""
    today = store.now.today
    found = next((entry for entry in loan.entries if entry.id == number), None)
    if found is None:
        wrong = f"{loan.book.title} has no log entry {number}."
        raise UsageError(wrong, f"See the entries with: readtrack show {loan.id}")
    what = f"entry {number} of {loan.book.title}"
    if remove:
        with store.command(f"remove {what}"):
            store.insist(loan)
            store.remove(found)
        return found
    here = found.position
    changed = found._replace(
        position=here
        if at is None
        else parse_position(at, loan.unit, loan.length, here, loan.end, loan.id),
        day=found.day if day is None else parse_date(day, today, "lately"),
        minutes=found.minutes if minutes is None else _minutes(minutes),
    )
    latest = min(today, loan.ended or today)
    if not loan.checked_out <= changed.day <= latest:
        raise UsageError(
            f"{changed.day} is no day of this checkout.",
            f"Days from {loan.checked_out} to {latest} are.",
            {"--on": latest if found.day != latest else loan.checked_out, "--day": None},
        )
    if changed == found:
        other = 30 if found.minutes != 30 else 35
        check_change_asked(f"readtrack edit {loan.id} --entry {number} --minutes {other}")
        return found
    with store.command(f"edit {what}"):
        store.insist(loan)
        store.change(changed)
    return changed


def _minutes(text: str) -> int | None:
    """Return the minutes of an entry; None clears them."""
    return None if text.strip().lower() in ("0", "none") else minutes_of_a_day(text)


def _show(
    store: Store,
    loan: Loan,
    entry: Entry | None = None,
    *,
    removed: bool = False,
    as_json: bool = False,
) -> None:
    now = store.stored_loan(loan.id)
    report = loan_edit(now, store.situation(), entry, removed=removed)
    verb = "As it was" if now == loan else "Removed" if removed else "Changed"
    show("edit", report, lambda: print_edited(report, now, verb), as_json)


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
        checkout_estimated=loan.checkout_estimated and edits.on is None,
        format_assumed=loan.format_assumed and edits.kind is None,
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
            store.rename(loan.book, changed.book)
        store.change_loan(changed)
