"""`pace`, `due`, `show`, `list`, `prompt`, and the glance: commands that only look."""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated

from typer import Context, Exit, Option

from readtrack.cli.checks import at_most_one
from readtrack.cli.choose import choose_any
from readtrack.cli.holds import hold_warnings
from readtrack.cli.options import AnyBook, Explain, Json, words
from readtrack.cli.session import Session, opened
from readtrack.cli.usage import examples
from readtrack.dates import parse_date
from readtrack.model import Format, Loan, Outcome, Renewal
from readtrack.named_tuple import NamedTuple
from readtrack.names import answers, fold
from readtrack.planning.alerts import EXIT_CODES, alerts, unasked
from readtrack.planning.days import ONE_DAY
from readtrack.planning.listed import ListedLoan, Running, listed_loan, pace_of, running_sitting
from readtrack.planning.magazines import SOON
from readtrack.planning.pace import LoanPace, PaceTable, Slots, pace_report, pace_table
from readtrack.planning.situation import Situation
from readtrack.render.glance import due_rows, print_glance
from readtrack.render.show import field_rows, show
from readtrack.render.terminal import note, say
from readtrack.words.alerts import DueReport, due_report
from readtrack.words.loans import NOTHING_OUT


class Glance(NamedTuple):
    today: date
    slots: Slots
    warnings: DueReport
    pace: PaceTable
    sitting: Running | None
    """What is read with the clock running; None where nothing is."""


class LoanReport(NamedTuple):
    loan: Loan
    renewals: tuple[Renewal, ...]
    pace: LoanPace | None
    """None once the loan has ended and is only history, and for a magazine."""


class LoanList(NamedTuple):
    loans: tuple[ListedLoan, ...]


def glance(session: Session, *, as_json: bool) -> None:
    """Today at a glance: what `readtrack` alone shows."""
    with session.open() as store:
        situation = store.situation()
        holds = hold_warnings(store, situation)
    report = pace_report(situation)
    due = due_report(unasked(alerts(situation, report)), report.today, holds)

    def screen() -> None:
        print_glance(report, due, situation)
        _say_best_way(situation)

    sitting = situation.library.sitting
    read = None if sitting is None else running_sitting(sitting)
    found = Glance(report.today, report.slots, due, pace_table(report), read)
    show("today", found, screen, as_json)


@examples("readtrack pace", "readtrack pace --wide", "readtrack pace --explain")
def pace_(
    ctx: Context,
    wide: Annotated[bool, Option("--wide", help="Show all that is behind the table.")] = False,
    explain: Explain = False,
    as_json: Json = False,
) -> None:
    """What each book needs a day, and how you are getting on."""
    from readtrack.render.rows import pace_rows

    with opened(ctx) as store:
        situation = store.situation()
    report = pace_report(situation)

    def screen() -> None:
        if not report.loans and not report.magazines:
            say(NOTHING_OUT)
            return
        from readtrack.render.pace import print_pace

        print_pace(report, situation, wide=wide)
        _say_best_way(situation)

    table = pace_table(report)
    show("pace", table, screen, as_json, lambda: pace_rows(table))
    if explain and not as_json:
        from readtrack.render.explain import explain_pace

        explain_pace(report, situation)


def _say_best_way(situation: Situation, *, stood: bool = True) -> None:
    """Print the best way out if not everything fits; on assumed minutes, only ask.

    Unless `stood`, print first how things stand.
    """
    fit, blamed = situation.fit_but_overdue, situation.wont_fit
    snoozed = {each.book.id for each in situation.library.snoozed}
    if fit.fits or fit.just_about or (blamed and blamed <= snoozed):
        return
    say("")
    if situation.table.assumed:
        from readtrack.words.standing import question_lines, standing_words

        if not stood:
            words = standing_words(situation)
            say(f"{words[0].upper()}{words[1:]}.")
        say(*question_lines(fit, situation.table.routine_minutes))
    else:
        from readtrack.planning.ways import best_way
        from readtrack.words.ways import best_way_lines

        say(*best_way_lines(best_way(situation), situation))


@examples("readtrack due", "readtrack due --exit-code")
def due_(
    ctx: Context,
    exit_code: Annotated[
        bool,
        Option("--exit-code", help="Leave with 10 due soon, 11 due today, 12 overdue or expired."),
    ] = False,
    as_json: Json = False,
) -> None:
    """What is due, nearest first, each with its way out."""
    with opened(ctx) as store:
        situation = store.situation()
        holds = hold_warnings(store, situation)
    found = alerts(situation, pace_report(situation))
    report = due_report(found, situation.today, holds)

    def screen() -> None:
        if not (report.warnings or report.holds):
            note("Nothing is due soon.")
            return
        from readtrack.render.due import print_due

        print_due(found, report)
        if report.warnings:
            _say_best_way(situation, stood=False)

    show("due", report, screen, as_json, lambda: due_rows(report))
    if exit_code:
        codes = [EXIT_CODES.get(warning.severity, 0) for warning in report.warnings]
        raise Exit(max(codes, default=0))


@examples("readtrack show dune", "readtrack show 2")
def show_(ctx: Context, book: AnyBook, as_json: Json = False) -> None:
    """One checkout in full, with its log."""
    from readtrack.render.loans import print_loan

    with opened(ctx) as store:
        situation = store.situation()
        library, today = situation.library, situation.today
        loan = choose_any(store, library, book)
        renewals = tuple(store.renewals(loan.id))
    row = pace_of(loan, situation)
    report = LoanReport(loan, renewals, row)
    show("show", report, lambda: print_loan(loan, renewals, row, today), as_json)


Only = StrEnum("Only", "OVERDUE DUE FINISHED UNFINISHED PRINT EBOOK AUDIOBOOK MAGAZINE")
"""What `list --only` can filter by."""

Sort = StrEnum("Sort", "DUE TITLE AUTHOR OUT ENDED PERCENT")
"""What `list --sort` can sort by."""

KEYS: dict[Sort, Callable[[Loan], tuple[object, ...]]] = {
    Sort.DUE: lambda loan: loan.deadline,
    Sort.TITLE: lambda loan: (fold(loan.book.title), loan.id),
    Sort.AUTHOR: lambda loan: (fold(" ".join(loan.book.authors[:1])), fold(loan.book.title)),
    Sort.OUT: lambda loan: (loan.checked_out, loan.id),
    Sort.ENDED: lambda loan: (loan.ended or date.max, loan.id),
    Sort.PERCENT: lambda loan: (loan.percent, loan.id),
}


def picked_loans(
    loans: Iterable[Loan],
    today: date,
    *,
    only: Iterable[Only],
    title: str | None,
    since: date | None,
    sort: Sort | None,
) -> tuple[Loan, ...]:
    """Return the loans that match every filter, sorted if asked for.

    `since` is a day: loans that ended before it, or are out since before it, are left out.
    """
    matching = [
        loan
        for loan in loans
        if all(_is(loan, each, today) for each in only)
        and (title is None or answers(title, loan.book.title))
        and (since is None or (loan.ended or loan.checked_out) >= since)
    ]
    return tuple(matching if sort is None else sorted(matching, key=KEYS[sort]))


def _is(loan: Loan, what: Only, today: date) -> bool:
    finished = loan.outcome is Outcome.FINISHED or loan.place >= loan.end
    if what is Only.OVERDUE:
        return loan.overdue(today)
    if what is Only.DUE:
        return loan.ended is None and loan.due <= today + SOON * ONE_DAY
    if what in (Only.FINISHED, Only.UNFINISHED):
        return loan.has_end and finished == (what is Only.FINISHED)
    return loan.format is Format(what)


@examples(
    "readtrack list", "readtrack list --past", "readtrack list --all --only audiobook --sort title"
)
def list_(
    ctx: Context,
    past: Annotated[bool, Option("--past", help="Those that have ended.")] = False,
    everything: Annotated[bool, Option("--all", help="All of them.")] = False,
    only: Annotated[
        list[Only] | None,
        Option(
            "--only",
            metavar="WHICH",
            click_type=words(Only),
            help="Only these; repeat to narrow it down.",
        ),
    ] = None,
    title: Annotated[
        str | None, Option("--title", metavar="WORDS", help="Only titles with these words.")
    ] = None,
    since: Annotated[
        str | None, Option("--since", metavar="DATE", help="Only what was borrowed or ended since.")
    ] = None,
    sort: Annotated[
        Sort | None,
        Option("--sort", metavar="ORDER", click_type=words(Sort), help="What to sort by."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Checkouts: those that are out, or the history."""
    from readtrack.render.loans import LOAN_FIELDS, print_loans

    at_most_one({"--past": past or None, "--all": everything or None})
    with opened(ctx) as store:
        today = store.now.today
        first = None if since is None else parse_date(since, today, "past")
        found = store.loans(past=past, everything=everything)
        loans = picked_loans(found, today, only=only or (), title=title, since=first, sort=sort)
    show(
        "list",
        LoanList(tuple(map(listed_loan, loans))),
        lambda: print_loans(loans, today),
        as_json,
        lambda: field_rows(LOAN_FIELDS, loans),
    )


@examples("readtrack prompt")
def prompt_(ctx: Context) -> None:
    """One short line for a shell prompt, or nothing."""
    from readtrack.prompt import print_prompt

    session: Session = ctx.obj
    print_prompt(session.path, session.given)
