"""`plan`: day by day, what to read in which block."""

from typing import Annotated

from typer import Context, Option

from readtrack.cli.options import Json
from readtrack.cli.session import opened
from readtrack.cli.usage import examples
from readtrack.distances import parse_days
from readtrack.errors import UsageError
from readtrack.render.rows import plan_rows
from readtrack.render.show import show


@examples("readtrack plan", "readtrack plan --days 14", "readtrack plan --spread")
def plan_(
    ctx: Context,
    days: Annotated[
        int | None,
        Option(
            "--days", metavar="N", help="How many days; else 7 on a terminal.", parser=parse_days
        ),
    ] = None,
    spread: Annotated[
        bool, Option("--spread", help="Every book on every day, as far as it goes.")
    ] = False,
    as_json: Json = False,
) -> None:
    """What to read day by day, block by block.

    The busiest day is as light as it can be, and one book comes after the other.
    """
    if days is not None and days < 1:
        raise UsageError(f"{days} days are no plan.", instead={"--days": 7})
    with opened(ctx) as store:
        situation = store.situation()
    report = situation.spread_plan if spread else situation.plan
    if days is not None:
        report = report._replace(days=report.days[:days])

    def screen() -> None:
        from readtrack.render.plan import print_plan

        print_plan(report, days or 7, situation)

    show("plan", report, screen, as_json, lambda: plan_rows(report))
