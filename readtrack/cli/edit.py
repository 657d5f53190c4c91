"""`edit`: mend anything about a checkout, its book or its log."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated

import typer

from readtrack.cli.checkout import ending_at
from readtrack.cli.checks import (
    at_most_one,
    check_change_asked,
    check_magazine,
    checked_hour,
    checked_isbn,
    checked_renewals_left,
    checked_speed,
    checked_text,
    typed_speed,
)
from readtrack.cli.choose import choose_any
from readtrack.cli.gate import admitted, ask_whether_it_fits, check_cap, check_reason, typed_again
from readtrack.cli.options import AnyBook, Anyway, FormatOption, Json, RenewalsLeft, Why, Yes
from readtrack.cli.session import Session
from readtrack.cli.usage import examples
from readtrack.dates import parse_date
from readtrack.durations import audio_length, minutes_of_a_day
from readtrack.errors import UsageError
from readtrack.model import Ending, Entry, Format, Loan, Outcome, Unit
from readtrack.planning.changes import loan_edit
from readtrack.planning.days import ONE_DAY
from readtrack.positions import parse_pages, parse_position
from readtrack.render.answers import print_edited
from readtrack.render.show import show
from readtrack.render.terminal import note
from readtrack.store.store import Store
from readtrack.units import length_text, page_count, position_text
from readtrack.words.commands import command_line

A_WEEK = timedelta(days=7)

AS_A_BOOK = {"--format": "print", "--pages": 304}
"""What makes a book of a magazine."""

OF_ANY = {"book", "as_json", "yes"}
ONLY_OF_AN_ENTRY = {"at", "day", "minutes", "remove"}
OF_AN_ENTRY = OF_ANY | ONLY_OF_AN_ENTRY | {"entry", "on"}
"""The options that mend a line of the log; all others, and `on`, mend the checkout."""


@examples(
    "readtrack edit dune --pages 604",
    "readtrack edit emma --due +2w --time 18:30",
    "readtrack edit dune --entry 1 --at 45",
)
def edit_(
    ctx: typer.Context,
    book: AnyBook,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="Another title.")
    ] = None,
    authors: Annotated[
        list[str] | None, typer.Option("--author", metavar="NAME", help="Replaces all authors.")
    ] = None,
    pages: Annotated[
        int | None, typer.Option("--pages", metavar="N", help="Length.", parser=parse_pages)
    ] = None,
    audio: Annotated[
        str | None, typer.Option("--audio", metavar="H:MM", help="Length of an audiobook.")
    ] = None,
    percent: Annotated[bool, typer.Option("--percent", help="Count in percent.")] = False,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="POSITION", help="Where reading ends; none clears."),
    ] = None,
    kind: FormatOption = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="Checkout day; with --entry its day."),
    ] = None,
    due: Annotated[str | None, typer.Option("--due", metavar="DATE", help="Due date.")] = None,
    time: Annotated[
        str | None,
        typer.Option("--time", metavar="HH:MM", help="Hour a digital loan ends; none clears."),
    ] = None,
    renewable: Annotated[
        str | None, typer.Option("--renewable-on", metavar="DATE", help="Day renewals open.")
    ] = None,
    renewals_left: RenewalsLeft = None,
    why: Why = None,
    library: Annotated[
        str | None, typer.Option("--library", metavar="NAME", help="Where it is from.")
    ] = None,
    isbn: Annotated[
        str | None, typer.Option("--isbn", metavar="ISBN", help="Of the edition.")
    ] = None,
    speed: Annotated[
        float | None,
        typer.Option("--speed", metavar="X", help="Playback speed of audio.", parser=typed_speed),
    ] = None,
    start: Annotated[
        str | None, typer.Option("--start", metavar="POSITION", help="Place at checkout.")
    ] = None,
    entry: Annotated[
        int | None, typer.Option("--entry", metavar="N", help="A log entry; show lists them.")
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", metavar="POSITION", help="The entry's position.")
    ] = None,
    day: Annotated[str | None, typer.Option("--day", hidden=True)] = None,
    minutes: Annotated[
        str | None, typer.Option("--minutes", metavar="N", help="The entry's minutes; 0 clears.")
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Remove the entry.")] = False,
    yes: Yes = False,
    anyway: Anyway = False,
    as_json: Json = False,
) -> None:
    """Mend a checkout, or with --entry one line of its log."""
    session: Session = ctx.obj
    check_reason(anyway, why)
    if day is not None:
        note("--day is called --on now.")
    with session.open() as store:
        today = store.now.today
        loan = choose_any(store, store.library(), book)
        told = {
            name
            for name, value in ctx.params.items()
            if value not in (None, [], ()) and value is not False
        }
        if entry is not None and not told <= OF_AN_ENTRY:
            raise UsageError(
                "--entry goes with --at, --on, --minutes and --remove only.",
                "Mend the checkout with a command of its own.",
                dict.fromkeys(["--entry", *(f"--{name}" for name in ONLY_OF_AN_ENTRY)]),
            )
        if entry is None and told & ONLY_OF_AN_ENTRY:
            raise UsageError(
                "--at, --minutes and --remove need --entry N.",
                f"See the entries with: readtrack show {loan.id}",
            )
        if entry is not None:
            at_most_one({"--on": on, "--day": day})
            mended = _edit_entry(store, loan, entry, at, on or day, minutes, remove)
            _show(store, loan, mended, removed=remove, as_json=as_json)
            return
        resized = _resized(loan, pages, audio, percent, kind)
        check_magazine(resized.format, {"--until": until, "--start": start}, AS_A_BOOK)
        if not resized.has_end:
            resized = resized._replace(until=None, ends=None)
        resized = ending_at(resized, until, f"readtrack edit {loan.id}")
        changed = resized._replace(
            book=loan.book._replace(
                title=loan.book.title if title is None else checked_text(title, "title"),
                authors=tuple(checked_text(name, "name") for name in authors)
                if authors
                else loan.book.authors,
                isbn=loan.book.isbn if isbn is None else checked_isbn(isbn),
            ),
            checked_out=loan.checked_out
            if on is None
            else parse_date(on, today, "lately", good=_possible_day(loan, today)),
            due=loan.due if due is None else parse_date(due, today, good=loan.due + A_WEEK),
            estimated=loan.estimated and due is None,
            due_time=_due_time(loan.due_time, time, resized.format),
            renewable_on=loan.renewable_on
            if renewable is None
            else parse_date(renewable, today, good=loan.due),
            renewals_left=loan.renewals_left
            if renewals_left is None
            else checked_renewals_left(renewals_left),
            why=loan.why if why is None else checked_text(why, "reason"),
            library=loan.library if library is None else checked_text(library, "library"),
            speed=loan.speed if speed is None else checked_speed(speed),
        )
        if changed.until != loan.until and changed.ended and changed.reached >= changed.end:
            changed = changed._replace(outcome=Outcome.FINISHED)
        if start is not None:
            place = parse_position(
                start, changed.unit, changed.length, changed.start, changed.end, changed.id
            )
            changed = changed._replace(start=place)
        _keep(store, loan, changed, why if anyway else None)
        _show(store, loan, as_json=as_json)


def _due_time(held: str | None, told: str | None, kind: Format) -> str | None:
    if told is None:
        return held if kind.digital else None
    return None if told.lower() == "none" else checked_hour(told, kind)


def _resized(
    loan: Loan, pages: int | None, audio: str | None, percent: bool, kind: Format | None
) -> Loan:
    """The loan with another length, its positions moved by fraction when the unit changes."""
    lengths = {"--pages": pages, "--audio": audio, "--percent": percent or None}
    at_most_one(lengths)
    check_magazine(kind or loan.format, lengths, AS_A_BOOK)
    unit, length = loan.unit, loan.length
    if pages is not None:
        unit, length = Unit.PAGES, page_count(pages)
    elif audio is not None:
        unit, length = Unit.SECONDS, audio_length(audio)
    elif percent:
        unit, length = Unit.PERCENT, 100
    if kind is Format.MAGAZINE:
        unit, length = Unit.PERCENT, 100
    kind = kind or (Format.AUDIOBOOK if audio is not None else loan.format)
    if (unit, kind) in (
        (Unit.PAGES, Format.AUDIOBOOK),
        (Unit.SECONDS, Format.EBOOK),
        (Unit.SECONDS, Format.PRINT),
    ):
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
    furthest = max((entry.position for entry in loan.entries), default=0.0)
    if max(furthest, loan.start) > length:
        raise UsageError(
            f"{length_text(unit, length)} is shorter than where you have been, "
            f"{position_text(unit, max(furthest, loan.start))}.",
            f"Mend the log first: readtrack show {loan.id}",
        )
    return new


def _fitting_length(audio: str | None, kind: Format) -> Mapping[str, object]:
    """What to type so that a length is counted as that of the format is."""
    if kind is Format.AUDIOBOOK:
        return {"--pages": None, "--audio": "7:57"}
    return {"--pages": 304} if audio is None else {"--format": "audiobook"}


def _possible_day(loan: Loan, today: date) -> date:
    """Another day on which the loan may have been checked out."""
    latest = _latest_possible(loan, today)
    return latest if latest != loan.checked_out else latest - ONE_DAY


def _latest_possible(loan: Loan, today: date) -> date:
    return min([today, loan.due, loan.ended or today, *(entry.day for entry in loan.entries)])


def _possible_dates(loan: Loan, changed: Loan, today: date) -> Mapping[str, object]:
    """Dates to type in the place of those of the `changed` loan."""
    instead: dict[str, object] = {}
    if changed.checked_out != loan.checked_out and changed.checked_out > _latest_possible(
        loan, today
    ):
        instead["--on"] = _possible_day(loan, today)
    if changed.due != loan.due:
        instead["--due"] = max(loan.due, today) + A_WEEK
    return instead


def _keep(store: Store, loan: Loan, changed: Loan, why: str | None) -> None:
    """Keep the changed loan. What makes it longer, or has it out again, goes through the gate."""
    today = store.now.today
    later = changed.deadline > loan.deadline
    if changed.ending is Ending.EXPIRED and later and not changed.over(store.now):
        changed = changed._replace(ended=None, ending=None, outcome=None)
    if changed == loan:
        check_change_asked(f"readtrack edit {loan.id} --due {loan.due + A_WEEK}")
        return
    if changed.due < changed.checked_out or changed.checked_out > today:
        raise UsageError(
            f"A checkout on {changed.checked_out} due on {changed.due} is not possible.",
            "Check both dates.",
            _possible_dates(loan, changed, today),
        )
    first = min((entry.day for entry in changed.entries), default=changed.checked_out)
    if changed.checked_out > min(first, changed.ended or first):
        raise UsageError(
            f"{loan.book.title} was read or given back before {changed.checked_out}.",
            f"See its log: readtrack show {loan.id}",
        )
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
            store.change_book(changed.book)
        store.change_loan(changed)


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
    show("edit", report, lambda: print_edited(report, now, verb), as_json=as_json)


def _edit_entry(
    store: Store,
    loan: Loan,
    number: int,
    at: str | None,
    day: str | None,
    minutes: str | None,
    remove: bool,
) -> Entry:
    """Store the changed entry, or remove it; return the entry."""
    today = store.now.today
    found = next((entry for entry in loan.entries if entry.id == number), None)
    if found is None:
        raise UsageError(
            f"{loan.book.title} has no log entry {number}.",
            f"See the entries with: readtrack show {loan.id}",
        )
    what = f"entry {number} of {loan.book.title}"
    if remove:
        with store.command(f"remove {what}"):
            store.insist(loan)
            store.drop_progress(number)
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
        store.change_progress(changed)
    return changed


def _minutes(text: str) -> int | None:
    """The minutes of an entry, or None where they are to be cleared."""
    return None if text.strip().lower() in ("0", "none") else minutes_of_a_day(text)
