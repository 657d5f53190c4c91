"""`export`: hand the stored data to other programs."""

import os
import re
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Annotated

from typer import Argument, Context, Option

from readtrack.cli.groups import group
from readtrack.cli.session import ended_in_order, opened
from readtrack.cli.usage import ExampleCommand, Group, examples
from readtrack.errors import UsageError, unreadable
from readtrack.exporters.atomic import write_atomically
from readtrack.model import Ending, Loan
from readtrack.render.terminal import note
from readtrack.store.sqlite import BESIDE
from readtrack.store.store import Store

export_ = group("export", Group)

LATELY = timedelta(days=90)
"""How long a calendar still cancels a loan that was returned."""

FARTHEST = 60
"""Most days before a due date that an alarm may be set to."""

OPEN = {"-": 1, "/dev/stdout": 1, "/dev/stderr": 2}
"""Names of open streams, which are written to and never replaced."""

Target = Annotated[
    str, Argument(metavar="[FILE]", help="Where to; - or nothing is standard output.")
]


@export_.callback()
@examples(
    "readtrack export ics due.ics", "readtrack export csv all.csv", "readtrack export json all.json"
)
def root() -> None:
    """Write the due dates as a calendar, or everything as a table or JSON."""


@export_.command("ics", cls=ExampleCommand)
@examples(
    "readtrack export ics due.ics",
    "readtrack export ics due.ics --alarm 7d,1d",
    "readtrack export ics plan.ics --plan",
)
def ics(
    ctx: Context,
    file: Target = "-",
    alarm: Annotated[
        str, Option("--alarm", metavar="DAYS", help="When to be reminded; none for never.")
    ] = "3d,1d",
    with_plan: Annotated[bool, Option("--plan", help="What to read on each day as well.")] = False,
) -> None:
    """Due dates as a calendar, with reminders at nine in the morning.

    Importing it again updates the events that are there. What was given back in the last 90 days
    is cancelled. A plan changes from day to day: give it a calendar of its own.
    """
    alarms = _alarm_days(alarm)
    with opened(ctx) as store:
        from readtrack.exporters.ics import BEGINS, calendar
        from readtrack.store.changes import last_changes, latest

        out, back = store.loans(), _given_back(store)
        changes = last_changes(store, out + back)
        # A loan that had ended before it was added has never been in a calendar.
        back = [loan for loan in back if changes[loan.id].updates]
        days = store.situation().plan.days if with_plan else ()
        written = calendar(out + back, changes, alarms, days, latest(store))
    cancelled = f"; {len(back)} given back, cancelled" if back else ""
    loans = f"{len(out)} loan{'s' * (len(out) != 1)}"
    hand_over(store.path, file, BEGINS, [written], f"{loans} to {file}{cancelled}.")


@export_.command("csv", cls=ExampleCommand)
@examples("readtrack export csv", "readtrack export csv all.csv")
def csv_(ctx: Context, file: Target = "-") -> None:
    """Everything in the store, as one table; import reads it back.

    The first cell of a row names the table it is from. What a spreadsheet would take for a
    formula has a quote in front.
    """
    with opened(ctx) as store:
        from readtrack.exporters.csv import BEGINS, table
        from readtrack.store.exchange import columns, everything

        with store.database.snapshot():
            chunks = table(everything(store.database), columns(store))
            hand_over(store.path, file, BEGINS, chunks, f"everything to {file}.")


@export_.command("json", cls=ExampleCommand)
@examples("readtrack export json", "readtrack export json all.json")
def json_(ctx: Context, file: Target = "-") -> None:
    """Everything in the store, as one JSON object; import reads it back."""
    with opened(ctx) as store:
        from readtrack.exporters.json import BEGINS, document
        from readtrack.store.exchange import everything

        with store.database.snapshot():
            chunks = document(everything(store.database))
            hand_over(store.path, file, BEGINS, chunks, f"everything to {file}.")


@ended_in_order()
def hand_over(store: str, file: str, begins: bytes, chunks: Iterable[bytes], what: str) -> None:
    """Write the chunks to a file or stream, and report the file.

    A store in use is never replaced, nor a file that does not match `begins`.
    """
    number = descriptor(file)
    if number is not None:
        with open(number, "wb", closefd=False) as out:
            out.writelines(chunks)
        return
    if _in_use(file, store):
        from readtrack.store.backup import free_name

        another = free_name(str(Path(file).with_suffix("")), ".export")
        wrong = f"{file} is a store in use, or belongs to one."
        raise UsageError(wrong, "Name another file.", {file: another})
    write_atomically(Path(file), chunks, begins)
    note(f"Wrote {what}")


def descriptor(file: str) -> int | None:
    """Return the number of the open stream that `-`, /dev/stdout or /dev/fd/3 names; else None."""
    if file in OPEN:
        return OPEN[file]
    folder, _, number = file.rpartition("/")
    numbered = folder in ("/dev/fd", "/proc/self/fd") and number.isdecimal()
    return int(number) if numbered and os.path.lexists(file) else None


def _in_use(file: str, store: str) -> bool:
    """Return whether the file is `store` by any name, another open store, or the log of one."""
    target, own = os.path.realpath(file), os.path.realpath(store)
    if target in [own + end for end in BESIDE] or os.path.lexists(f"{target}-wal"):
        return True
    both = os.path.lexists(target) and os.path.lexists(own)
    return both and Path(target).samefile(own)


def _given_back(store: Store) -> list[Loan]:
    """Return the loans that the reader ended lately, so not those that expired."""
    since = store.now.today - LATELY
    lately = [loan for loan in store.loans(past=True) if loan.ended and loan.ended >= since]
    return [loan for loan in lately if loan.ending is not Ending.EXPIRED]


def _alarm_days(text: str) -> list[int]:
    """Parse the days of alarms, such as `3d,1d`."""
    if text.strip().lower() == "none":
        return []
    days = [each.strip().lower().removesuffix("d") for each in text.split(",")]
    if not all(re.fullmatch("[0-9]{1,2}", day) and int(day) <= FARTHEST for day in days):
        raise unreadable(text, "days before", f"Write 3d,1d: 0d to {FARTHEST}d, or none.", "3d,1d")
    return [int(day) for day in days]
