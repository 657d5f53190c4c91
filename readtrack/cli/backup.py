"""`backup` and `restore`: the whole store as one file, and back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from readtrack.cli.session import Session, agreed, interactive
from readtrack.errors import UsageError
from readtrack.render.terminal import note, say
from readtrack.store.backup import check_store, copy_of, put_back

CHUNK = 1 << 20


def backup_(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="Where to; - is standard output."),
    ] = None,
) -> None:
    """Copy the whole store into one file.

    Without FILE beside the store, named by the day.
    """
    from readtrack.cli.export import hand_over

    session: Session = ctx.obj
    with session.open() as store:
        today = store.now.today
    target = file or Path(session.path).with_suffix(f".{today}.backup")
    with copy_of(session.path) as copy:
        hand_over(str(target), _chunks(copy), f"the store to {target}.")


def restore_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What backup wrote.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")] = False,
) -> None:
    """Put a backup in the place of the store.

    The old store is kept beside it.
    """
    session: Session = ctx.obj
    check_store(file)
    if not yes:
        if not interactive():
            raise UsageError(
                "This replaces the store, and there is nobody to ask.", "To go on: add --yes."
            )
        note(f"{file} takes the place of {session.path}; what is there now is kept beside it.")
        if not agreed("Replace it?"):
            raise typer.Abort
    kept = put_back(file, session.path, f"{session.instant:%Y-%m-%dT%H%M%S}")
    with session.open():
        say(f"Restored {file}.")
    if kept:
        say(f"The old store is {kept}. To return to it: readtrack restore {kept}")


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            yield chunk
