"""`consider`: should I borrow this? Changes nothing."""

import typer

from readtrack.cli.candidate import CheckoutOptions, book_named, candidate
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
from readtrack.cli.usage import examples
from readtrack.planning.consider import consider
from readtrack.render.gate import consideration_rows, print_consideration
from readtrack.render.show import show
from readtrack.words.gate import considered


@examples(
    'readtrack consider "Middlemarch" --pages 880',
    'readtrack consider "Middlemarch" --audio 35:30 --days 14',
    'readtrack consider "Middlemarch" --pages 880 --explain',
)
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
        wanted = CheckoutOptions(pages, audio, percent, kind, until, days=days, at=at, speed=speed)
        loan = candidate(store, situation, book_named(store, title), wanted)
        today = situation.today
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

        explain_fit(situation, loan if loan.has_end else None)
