"""`consider`: should I borrow this? Changes nothing."""

from typer import Context

from readtrack.cli import options
from readtrack.cli.checkout import CheckoutOptions, book_named, candidate
from readtrack.cli.session import opened
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
    ctx: Context,
    title: options.Title,
    pages: options.Pages = None,
    audio: options.Audio = None,
    percent: options.Percent = False,
    until: options.Until = None,
    kind: options.FormatOption = None,
    days: options.LoanDays = None,
    at: options.At = None,
    speed: options.Speed = 1.0,
    explain: options.Explain = False,
    as_json: options.Json = False,
) -> None:
    """Should I borrow this? It changes nothing.

    Yes, or not now, with the reasons and the day from which it would be safe.
    """
    with opened(ctx) as store:
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
        as_json,
        lambda: consideration_rows(written),
    )
    if explain and not as_json:
        from readtrack.render.explain import explain_fit

        explain_fit(situation, loan if loan.has_end else None)
