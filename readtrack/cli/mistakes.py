"""What the command line's own library finds wrong with the words, said as everything else is."""

from typing import Any

from typer._click.exceptions import MissingParameter

from readtrack.errors import ReadtrackError, UsageError

NEEDS = {
    "BOOK": "a book",
    "NAME": "a name",
    "N": "a number from the list",
    "MINUTES": "minutes",
    "MINUTES [WHAT]": "minutes",
    "FIRST..LAST": "days",
    "DAYS": "a number of days",
    "TITLE": "a title",
    "FILE": "a file",
    "BOOK [DAYS]": "a book",
}
"""What the argument of that name is."""

EXAMPLES = {
    "show": "1",
    "renew": "1",
    "return": "1",
    "finish": "1",
    "drop": "1",
    "edit": "1 --pages 320",
    "review": "1",
    "consider": "'Hard Times' --pages 300",
    "import": "books.csv",
    "restore": "saved.db",
    "hook": "bash",
    "export": "csv books.csv",
    "away add": "fri..sun",
    "away edit": "1 fri..sun",
    "away drop": "1",
    "aside add": "30m New Yorker",
    "aside edit": "1 45m",
    "aside drop": "1",
    "snooze add": "1 7",
    "snooze edit": "1 7",
    "snooze drop": "1",
    "later add": "'Hard Times' --pages 300",
    "later edit": "1 --pages 320",
    "later drop": "1",
    "later borrow": "1",
    "routine add": "bed 30m --for text",
    "routine edit": "bed 40m",
    "routine drop": "bed",
}
"""Words that the command of that name takes."""


def in_our_words(error: Exception) -> ReadtrackError | None:
    """The error as ours; None where the library's own words do."""
    if isinstance(error, MissingParameter):
        return _missing(error)
    return None


def _missing(error: MissingParameter) -> ReadtrackError | None:
    context, parameter = error.ctx, error.param
    if context is None or parameter is None:
        return None
    name = _name(context)
    needed = NEEDS.get(str(parameter.make_metavar(context)))
    if needed is None or name not in EXAMPLES:
        return None
    return UsageError(f"{name} needs {needed}: readtrack {name} {EXAMPLES[name]}")


def _name(context: Any) -> str:
    """`later add`, without the program's name."""
    return str(context.command_path).partition(" ")[2]
