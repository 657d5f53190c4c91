"""`consider`: should I borrow this? Changes nothing."""

from datetime import timedelta

import typer

from readtrack.cli.checkout import edition_of, known, place_of, with_end
from readtrack.cli.checks import checked_days, checked_speed, checked_text
from readtrack.cli.options import (
    At,
    Audio,
    Explain,
    FormatOption,
    Json,
    LoanDays,
    Pages,
    Percent,
    Speed,
    Title,
    Until,
)
from readtrack.cli.session import Session
from readtrack.model import Book
from readtrack.planning.consider import consider
from readtrack.render.gate import consideration_rows, print_consideration
from readtrack.render.show import show
from readtrack.words.gate import considered


def consider_(
    ctx: typer.Context,
    title: Title,
    pages: Pages = None,
    audio: Audio = None,
    percent: Percent = False,
    until: Until = None,
    kind: FormatOption = None,
    days: LoanDays = None,
    at: At = None,
    speed: Speed = 1.0,
    explain: Explain = False,
    as_json: Json = False,
) -> None:
    """Should I borrow this? It changes nothing.

    Yes, or not now, with the reasons and the day from which it would be safe.
    """
    session: Session = ctx.obj
    with session.open() as store:
        situation = store.situation()
        today, library = situation.today, situation.library
        title = checked_text(title, "title")
        book = known(store.book_called(title, (), None), Book(0, title))
        held = store.loans_of(book.id) if book.id else []
        period = library.settings.loan_days if days is None else checked_days(days)
        loan = edition_of(pages, audio, percent, kind, held, store.lengths(book.id))._replace(
            book=book,
            checked_out=today,
            due=today + timedelta(days=period),
            speed=checked_speed(speed),
        )
        loan = with_end(loan, until, held, library)
        loan = loan._replace(start=place_of(loan, at, held, library))
    report = consider(loan, situation)
    written = considered(report, today)
    show(
        "consider",
        written,
        lambda: print_consideration(report, loan, today),
        as_json=as_json,
        rows=lambda: consideration_rows(written),
    )
    if explain and not as_json:
        from readtrack.render.explain import explain_fit

        explain_fit(situation, loan)
