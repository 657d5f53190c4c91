"""`checkup`: what deadlines do to the reader."""

import typer

from readtrack.cli.options import Json
from readtrack.cli.session import Session
from readtrack.planning.checkup import checkup
from readtrack.render.as_json import print_json
from readtrack.render.checkup import print_checkup


def checkup_(ctx: typer.Context, as_json: Json = False) -> None:
    """What deadlines did to your reading in the last four weeks."""
    session: Session = ctx.obj
    with session.open() as store:
        library, today = store.library(), store.now.today
        ended = store.loans(past=True)
    report = checkup(library, today, ended)
    if as_json:
        print_json("checkup", report)
    else:
        print_checkup(report)
