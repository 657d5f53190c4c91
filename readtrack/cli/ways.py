"""`ways`: what could be done when not everything fits."""

from typing import Annotated

from typer import Context, Option

from readtrack.cli.options import Explain, Json
from readtrack.cli.session import opened
from readtrack.cli.usage import examples
from readtrack.planning.ways import ways
from readtrack.render.show import show
from readtrack.render.ways import print_ways, way_rows
from readtrack.words.ways import written


@examples("readtrack ways", "readtrack ways --all")
def ways_(
    ctx: Context,
    everything: Annotated[
        bool, Option("--all", help="All of them, and what helps without being enough.")
    ] = False,
    explain: Explain = False,
    as_json: Json = False,
) -> None:
    """Ways out when not everything fits, what costs you least first."""
    with opened(ctx) as store:
        situation = store.situation()
    found = ways(situation, everything=everything)
    report = written(found)
    show(
        "ways",
        report,
        lambda: print_ways(report, found, situation),
        as_json,
        lambda: way_rows(report),
    )
    if explain and not as_json:
        from readtrack.render.explain import explain_fit

        explain_fit(situation)
