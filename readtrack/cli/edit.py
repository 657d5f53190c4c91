"""`edit`: mend anything about a checkout, its book or its log."""

from typing import Annotated, Any

from typer import Context, Option

from readtrack.cli import options
from readtrack.cli.checks import at_most_one, check_change_asked, typed_speed
from readtrack.cli.choose import choose_any
from readtrack.cli.edit_loan import LoanEdits, edit_loan
from readtrack.cli.gate import check_reason
from readtrack.cli.session import opened
from readtrack.cli.usage import examples
from readtrack.dates import parse_date
from readtrack.durations import minutes_of_a_day
from readtrack.errors import UsageError
from readtrack.model import Entry, Loan
from readtrack.planning.changes import loan_edit
from readtrack.positions import parse_position
from readtrack.render.answers import print_edited
from readtrack.render.show import show
from readtrack.render.terminal import note
from readtrack.store.store import Store

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
