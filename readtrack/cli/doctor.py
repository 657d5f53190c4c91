"""`doctor`: what is wrong with the store."""

from datetime import timedelta
from typing import Annotated

from typer import Context, Exit, Option

from readtrack.cli.options import Json
from readtrack.cli.session import Session, ended_in_order
from readtrack.cli.usage import examples
from readtrack.named_tuple import NamedTuple
from readtrack.render.show import Rows, show
from readtrack.render.terminal import note, say


class Trouble(NamedTuple):
    what: str
    remedy: str


class Examination(NamedTuple):
    store: str
    backup: str | None
    """The copy made before anything was mended."""
    troubles: tuple[Trouble, ...]
    """What is wrong, or still is."""


@ended_in_order()
@examples("readtrack doctor", "readtrack doctor --fix")
def doctor_(
    ctx: Context,
    fix: Annotated[
        bool, Option("--fix", help="Mend what can be made anew, after a backup.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Examine the store, and mend what can be mended."""
    # SQLAlchemy is not there when the man page is built.
    from readtrack.store.doctor import can_be_mended, examine, mend

    session: Session = ctx.obj
    tomorrow = f"{session.instant.date() + timedelta(days=1)}"
    found, backup = examine(session.path, tomorrow), None
    if fix and can_be_mended(found):
        backup = mend(session.path)
        found = examine(session.path, tomorrow)
    troubles = tuple(Trouble(each.what, each.remedy) for each in found)
    report = Examination(session.shown, backup, troubles)
    show("doctor", report, lambda: _print(report), as_json, lambda: _trouble_rows(report))
    raise Exit(1 if troubles else 0)


def _trouble_rows(report: Examination) -> Rows:
    if report.backup:
        note(_mended(report.backup))
    return [Trouble._fields, *report.troubles]


def _mended(backup: str) -> str:
    return f"Mended. A backup from before is {backup}"


def _print(report: Examination) -> None:
    if report.backup:
        say(_mended(report.backup))
    for trouble in report.troubles:
        say(trouble.what)
        say(trouble.remedy, indent=2)
    if not report.troubles:
        say(f"Nothing is wrong with {report.store}.")
