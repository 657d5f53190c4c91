"""`ways`: what could be done when not everything fits."""

import typer

from readtrack.cli.options import Explain, Json
from readtrack.cli.session import Session
from readtrack.planning.ways import ways
from readtrack.render.as_json import print_json
from readtrack.render.ways import print_ways


def ways_(ctx: typer.Context, explain: Explain = False, as_json: Json = False) -> None:
    """Ways out when not everything fits, best first, with numbers."""
    session: Session = ctx.obj
    with session.open() as store:
        library, today = store.library(), store.now.today
    report = ways(library, today)
    if as_json:
        print_json("ways", report)
        return
    print_ways(report)
    if explain:
        from readtrack.render.explain import explain_fit

        explain_fit(library, today)
