"""`checkup`: what deadlines do to the reader."""

from datetime import timedelta

import typer

from readtrack.cli.options import Explain, Json
from readtrack.cli.session import Session
from readtrack.planning.checkup import checkup
from readtrack.render.as_json import print_json
from readtrack.render.checkup import print_checkup
from readtrack.store.runs import out_since
from readtrack.words.checkup import advised

LONGEST_RUN = timedelta(days=400)
"""Days in a row that are counted; no limit on them goes as far back."""


def checkup_(ctx: typer.Context, explain: Explain = False, as_json: Json = False) -> None:
    """What deadlines did to your reading in the last four weeks."""
    session: Session = ctx.obj
    with session.open() as store:
        situation = store.situation()
        since = out_since(store, situation.today - LONGEST_RUN)
    report = advised(checkup(situation, since), situation.library)
    if as_json:
        print_json("checkup", report)
    else:
        print_checkup(report, explain=explain)
