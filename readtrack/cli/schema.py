"""`schema`: what programs may rely on in the JSON of a command."""

import json
from importlib import import_module
from typing import Annotated

from typer import Argument, Context, echo

from readtrack.cli.usage import examples
from readtrack.errors import UsageError
from readtrack.render.show import show
from readtrack.render.terminal import say

CHANGES, GROUPS = "planning.changes", "planning.groups"

REPORTS = {
    "today": ("cli.look", "Glance"),
    "add": (CHANGES, "Checkout"),
    "log": (CHANGES, "LoggedProgress"),
    "start": (CHANGES, "Started"),
    "stop": (CHANGES, "Stopped"),
    "pace": ("planning.pace", "PaceTable"),
    "plan": ("planning.schedule", "Plan"),
    "due": ("words.alerts", "DueReport"),
    "remind": ("cli.remind", "RemindReport"),
    "ways": ("words.ways", "WrittenWays"),
    "snooze": ("cli.snooze", "Snoozes"),
    **dict.fromkeys(("snooze.add", "snooze.edit", "snooze.drop"), (GROUPS, "SnoozeChange")),
    "consider": ("words.gate", "Considered"),
    "later": ("planning.shelf", "ShelfReport"),
    **dict.fromkeys(("later.add", "later.edit"), (GROUPS, "ShelfChange")),
    "later.drop": (GROUPS, "ShelfDrop"),
    "later.borrow": (CHANGES, "Checkout"),
    "show": ("cli.look", "LoanReport"),
    "list": ("cli.look", "LoanList"),
    "chart": ("planning.chart", "Chart"),
    "checkup": ("words.checkup", "AdvisedCheckup"),
    "review": ("planning.review", "Review"),
    **dict.fromkeys(("return", "finish", "drop"), (CHANGES, "Ended")),
    "renew": (CHANGES, "Renewed"),
    "edit": (CHANGES, "LoanEdit"),
    "routine": ("cli.routine", "Routines"),
    **dict.fromkeys(("routine.add", "routine.edit", "routine.drop"), (GROUPS, "RoutineChange")),
    "away": ("cli.away", "Absences"),
    **dict.fromkeys(("away.add", "away.edit", "away.drop"), (GROUPS, "AwayChange")),
    "aside": ("cli.aside", "AsideList"),
    **dict.fromkeys(("aside.add", "aside.edit", "aside.drop"), (GROUPS, "AsideChange")),
    "import": ("planning.imported", "ImportReport"),
    "import.sources": ("planning.imported", "SourceList"),
    "undo": (CHANGES, "History"),
    "config": (CHANGES, "AllSettings"),
    "backup": ("cli.backup", "Backup"),
    "restore": ("cli.backup", "Restored"),
    "move": ("cli.move", "Moved"),
    "doctor": ("cli.doctor", "Examination"),
}
"""The type of the report of every command that takes --json, by its module; `today` is the glance.

A command of a group stands after a point, as in `later.borrow`.
"""


def report_of(command: str) -> type:
    module, name = REPORTS[command]
    found: type = getattr(import_module(f"readtrack.{module}"), name)
    return found


@examples("readtrack schema", "readtrack schema pace")
def schema_(
    ctx: Context,
    command: Annotated[
        list[str] | None,
        Argument(
            metavar="[COMMAND [VERB]]",
            help="Such as pace, or later borrow.",
            autocompletion=lambda: [name for name in REPORTS if "." not in name],
        ),
    ] = None,
) -> None:
    """The JSON Schema of what a command prints with --json. Alone, it lists the commands.

    `today` is what readtrack alone prints.
    """
    if not command:
        lines = [f"readtrack schema {name.replace('.', ' ')}" for name in REPORTS]
        table = [("command", "schema"), *((name, f"readtrack.{name}/1") for name in REPORTS)]
        show("schema", None, lambda: say(*lines), as_json=False, rows=lambda: table)
        return
    name = ".".join(" ".join(command).split()).removesuffix(".list")
    if name not in REPORTS:
        raise UsageError(f"{' '.join(command)} has no JSON.", "Those that have: readtrack schema")
    from readtrack.render.json_schema import json_schema

    echo(json.dumps(json_schema(name, report_of(name)), indent=2))
