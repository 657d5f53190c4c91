"""`move`: the store to another place."""

import shlex
from typing import Annotated

from typer import Context, Option

from readtrack.cli.options import Json
from readtrack.cli.session import Session, ended_in_order, no_store
from readtrack.cli.usage import examples
from readtrack.errors import UsageError
from readtrack.named_tuple import NamedTuple
from readtrack.render.show import show
from readtrack.render.terminal import say
from readtrack.store.database import existing, open_database
from readtrack.store.place import shown_path, store_path


class Moved(NamedTuple):
    source: str
    target: str
    rows: int
    """How many there are; each was compared after it was copied."""


@ended_in_order()
@examples("readtrack move --to new.db", "readtrack move --from new.db --to another.db")
def move_(
    ctx: Context,
    to: Annotated[
        str, Option("--to", metavar="PLACE", help="A file, or postgresql://SERVER/DATABASE.")
    ],
    from_: Annotated[
        str | None, Option("--from", metavar="PLACE", help="Where it is, if elsewhere.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Copy the whole store to another place, such as a server.

    Each row is compared. What can be undone comes along, and the old store stays as it is.
    """
    # SQLAlchemy is not there when the man page is built.
    from readtrack.store.transfer import has_something, transfer

    session: Session = ctx.obj
    path = session.path if from_ is None else store_path(from_)
    target, named = store_path(to), shown_path(store_path(to))
    source = existing(path)
    if source is None:
        raise no_store(shown_path(path), session.named or "")
    with source:
        there = existing(target)
        with there or open_database(target) as made:
            if has_something(made):
                what = f"{named} has something in it already."
                raise UsageError(what, "Name a place where there is nothing yet.")
            try:
                report = Moved(shown_path(path), named, transfer(source, made))
            except BaseException:
                if there is None:
                    made.schema().remove()
                raise
    show("move", report, lambda: _print(report), as_json)


def _print(report: Moved) -> None:
    say(
        f"Everything is in {report.target} now: {report.rows:,} rows, each compared.",
        f"{report.source} is as it was. To use the new one from here on:",
        f"  export READTRACK_DB={shlex.quote(report.target)}",
    )
