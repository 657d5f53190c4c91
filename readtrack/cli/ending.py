"""`return`, `finish`, `drop` and `renew`: how checkouts end, or get more time."""

from datetime import date, timedelta
from typing import Annotated

from typer import Abort, Context, Option

from readtrack.cli.checks import at_most_one, checked_days, checked_renewals_left
from readtrack.cli.choose import choose_lately, choose_loan, choose_title
from readtrack.cli.gate import admitted, ask_whether_it_fits, check_cap, check_reason, typed_again
from readtrack.cli.log import end_sitting
from readtrack.cli.options import AnyBook, Anyway, Book, Json, RenewalsLeft, Why
from readtrack.cli.session import agreed, interactive, opened
from readtrack.cli.usage import examples
from readtrack.dates import day_text, distance_text, parse_date
from readtrack.distances import parse_days
from readtrack.errors import UsageError
from readtrack.library import Settings
from readtrack.model import Ending, Loan, Outcome, Title
from readtrack.planning.changes import ended, renewed
from readtrack.render.answers import print_ended, print_renewed
from readtrack.render.show import show
from readtrack.render.terminal import note
from readtrack.store.store import Store
from readtrack.words.loans import far_words, moved_words

On = Annotated[str, Option("--on", metavar="DATE", help="Day it happened.")]


@examples("readtrack return dune", "readtrack return 2 --on yesterday")
def return_(ctx: Context, book: Book, on: On = "today", as_json: Json = False) -> None:
    """Give a checkout back, finished or not; your place is kept."""
    with opened(ctx) as store:
        library = store.library()
        loan = choose_loan(store, library, book)
        title = library.title_of(loan)
        done = not loan.has_end or title.position(loan) >= loan.end
        outcome = Outcome.FINISHED if done else Outcome.UNFINISHED
        _end(store, "return", title, (loan,), Ending.RETURNED, outcome, on, as_json)


@examples("readtrack finish dune", "readtrack finish emma --on yesterday")
def finish_(ctx: Context, book: Book, on: On = "today", as_json: Json = False) -> None:
    """Read to the end: give the title back, with every edition of it."""
    with opened(ctx) as store:
        title = choose_title(store, store.library(), book)
        _end(store, "finish", title, title.loans, Ending.RETURNED, Outcome.FINISHED, on, as_json)


@examples("readtrack drop dune")
def drop_(ctx: Context, book: Book, on: On = "today", as_json: Json = False) -> None:
    """Let a title go, with every edition of it. Your place and its log are kept."""
    with opened(ctx) as store:
        title = choose_title(store, store.library(), book)
        outcome = Outcome.FINISHED if title.finished else Outcome.UNFINISHED
        _end(store, "let go", title, title.loans, Ending.LET_GO, outcome, on, as_json)


def _end(
    store: Store,
    verb: str,
    title: Title,
    loans: tuple[Loan, ...],
    how: Ending,
    outcome: Outcome,
    on: str,
    as_json: bool,
) -> None:
    before, today = store.situation(), store.now.today
    day = parse_date(on, today, "lately")
    read = [entry.day for loan in loans for entry in loan.entries]
    earliest = max([*read, *(loan.checked_out for loan in loans)])
    if not earliest <= day <= today:
        raise UsageError(
            f"{title.book.title} cannot have ended on {day_text(day, today)}.",
            f"It was out or read on {day_text(earliest, today)}, and today is the latest day.",
            {"--on": today},
        )
    with store.command(f"{verb} {title.book.title}"):
        store.insist(*loans)
        end_sitting(store, title, loans, day)
        for loan in loans:
            store.end(loan.id, day, how, outcome)
    after = store.situation()
    report = ended([store.stored_loan(loan.id) for loan in loans], after)
    named = "drop" if how is Ending.LET_GO else verb
    show(named, report, lambda: print_ended(report, before, after), as_json)


@examples("readtrack renew dune", "readtrack renew emma --days 14 --renewals-left 1")
def renew_(
    ctx: Context,
    book: AnyBook,
    due: Annotated[str | None, Option("--due", metavar="DATE", help="New due date.")] = None,
    days: Annotated[
        int | None, Option("--days", metavar="N", help="Days more, else 21.", parser=parse_days)
    ] = None,
    renewals_left: RenewalsLeft = None,
    yes: Annotated[bool, Option("--yes", "-y", help="Do not ask.")] = False,
    anyway: Anyway = False,
    why: Why = None,
    as_json: Json = False,
) -> None:
    """Give a checkout more time: 21 days from its due date.

    The new due date is said plainly first, and asked about on a terminal. With the setting
    renew_from at today, the days count from today. A digital loan that has run out may have been
    renewed elsewhere: it comes back, if there is a slot. Each renewal leaves one less of those
    that --renewals-left says are allowed.
    """
    check_reason(anyway, why)
    with opened(ctx) as store:
        situation = store.situation()
        today, library = situation.today, situation.library
        _, loan = choose_lately(store, library, book)
        new = _renewed(loan, due, days, library.settings, today)
        left, odd = loan.renewals_left and loan.renewals_left - 1, []
        if renewals_left is not None:
            left = checked_renewals_left(renewals_left)
        elif loan.renewals_left == 0:
            odd.append("The library allows no more renewals of it, as far as is known.")
        if far := far_words(new, today):
            odd.append(far)
        for each in odd:
            note(each)
        if interactive() and not yes:
            note(moved_words(loan.book.title, loan.format, loan.due, new, today))
            if not agreed("Right?", default=not odd):
                raise Abort
        out = loan._replace(due=new, ended=None, ending=None, outcome=None, renewals_left=left)
        if loan.ended is not None:
            decision = ask_whether_it_fits(out, situation, anyway=anyway)
            command = typed_again("renew", loan.id, due=new)
            if "--due" not in command.options:
                command = command._replace(options=("--due", new, *command.options))
            out = admitted(out, situation, decision, command, why if anyway else None)
        with store.command(f"renew {loan.book.title} until {new}"):
            store.insist(loan)
            if loan.ended is not None and not anyway:
                check_cap(out, store, command)
            store.renew(out, loan.due)
        after = store.situation()
        renewal = store.renewals(loan.id)[-1]
        report = renewed(renewal, store.stored_loan(loan.id), after)
    show("renew", report, lambda: print_renewed(report, situation, after), as_json)


def _renewed(
    loan: Loan, due: str | None, days: int | None, settings: Settings, today: date
) -> date:
    """Return the new due date; raise UsageError unless it is later than the old one."""
    at_most_one({"--due": due, "--days": days})
    origin = loan.due if settings.renew_from == "due" else today
    usual = origin + timedelta(days=settings.loan_days if days is None else checked_days(days))
    ample = max(loan.due, today) + timedelta(days=settings.loan_days)
    new = usual if due is None else parse_date(due, today, good=ample)
    if new < today:
        what = f"The renewal would end on {day_text(new, today)}, {distance_text(new, today)}."
        raise UsageError(what, f"Say the new due date: readtrack renew {loan.id} --due {ample}")
    if new <= loan.due:
        what = f"{day_text(new, today)} is not later than the due date {day_text(loan.due, today)}."
        raise UsageError(what, f"To correct a due date: readtrack edit {loan.id} --due {new}")
    return new
