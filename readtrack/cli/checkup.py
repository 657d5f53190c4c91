"""`checkup`: what deadlines do to the reader."""

from datetime import timedelta

from typer import Context

from readtrack.cli.options import Explain, Json
from readtrack.cli.session import opened
from readtrack.cli.usage import examples
from readtrack.planning.checkup import checkup
from readtrack.render.checkup import CHECKUP_FIELDS, explain_checkup, print_checkup
from readtrack.render.show import field_rows, show
from readtrack.render.terminal import on_terminal
from readtrack.store.years import out_since
from readtrack.words.checkup import advised

LONGEST_RUN = timedelta(days=400)
"""Days in a row that are counted; no limit on them goes as far back."""


@examples("readtrack checkup", "readtrack checkup --explain")
def checkup_(ctx: Context, explain: Explain = False, as_json: Json = False) -> None:
    """What deadlines did to your reading in the last four weeks."""
    with opened(ctx) as store:
        situation = store.situation()
        since = out_since(store, situation.today - LONGEST_RUN)
    report = advised(checkup(situation, since), situation.library)
    show(
        "checkup",
        report,
        lambda: print_checkup(report, explain=explain),
        as_json,
        lambda: field_rows(CHECKUP_FIELDS, report.findings),
    )
    if explain and not as_json and not on_terminal():
        explain_checkup(report)
