"""Turns the errors of the command line's library into messages of ours."""

import os
import re
import shlex
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    MissingParameter,
    NoSuchOption,
    UsageError,
)
from typer.core import TyperGroup

from readtrack.cli.session import Session
from readtrack.errors import ReadtrackError
from readtrack.errors import UsageError as WrongUsage

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
    "FILE...": "a file",
    "BOOK [DAYS]": "a book",
}
"""What the argument of that name is."""

EXAMPLES = {
    "add": "'Hard Times' --pages 300",
    "show": "BOOK",
    "renew": "BOOK",
    "return": "BOOK",
    "finish": "BOOK",
    "drop": "BOOK",
    "edit": "BOOK --pages 320",
    "review": "BOOK",
    "log": "BOOK 120",
    "start": "BOOK",
    "consider": "'Hard Times' --pages 300",
    "import": "books.csv",
    "chart": "BOOK",
    "report": "reading.html",
    "backup": "saved.db",
    "restore": "saved.db",
    "hook": "bash",
    "export csv": "books.csv",
    "export json": "everything.json",
    "export ics": "due.ics",
    "config": "cap 3",
    "away add": "fri..sun",
    "away edit": "1 fri..sun",
    "away drop": "1",
    "aside add": "30m New Yorker",
    "aside edit": "1 45m",
    "aside drop": "1",
    "snooze add": "BOOK 7",
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
"""Words that the command of that name takes; BOOK stands for one that is out."""

VALUES = {
    "--pages": "300", "--audio": "7:57", "--days": "21", "--due": "fri", "--on": "yesterday",
    "--time": "14:05", "--speed": "1.25", "--author": "'Jane Austen'", "--why": "'the film'",
    "--library": "'City Library'", "--isbn": "9780141439518", "--at": "120", "--start": "12",
    "--until": "431", "--entry": "1", "--minutes": "30", "--title": "'Hard Times'",
    "--renewable-on": "fri", "--renewals-left": "2", "--hold-ready": "fri", "--collect-by": "fri",
    "--since": "2026-01-01", "--name": "bed", "--tz": "Europe/Berlin", "--map": "due=Frist",
    "--color": "always", "--db": "reading.db", "--only": "due", "--sort": "title",
    "--for": "text", "--format": "print", "--from": "goodreads", "--from-file": "book.epub",
    "--alarm": "2d",
}  # fmt: skip
"""A value of the option of that name."""


BEFORE_COMMAND = ("--color", "--db", "--version")
"""Options of the program itself."""


def in_our_words(error: Exception, arguments: Sequence[str]) -> ReadtrackError | None:
    """The error as ours; None where the library's own words do."""
    if isinstance(error, NoSuchOption) and error.option_name in BEFORE_COMMAND:
        return _belongs_before(error.option_name, arguments)
    if isinstance(error, MissingParameter):
        return _missing(error)
    if isinstance(error, BadParameter):
        return _bad_value(error, arguments)
    if isinstance(error, BadOptionUsage):
        name = error.option_name
        return WrongUsage(f"{name} needs a value, such as {name} {VALUES.get(name, '...')}.")
    if isinstance(error, UsageError) and "unexpected extra argument" in error.message:
        return _too_many(error)
    if isinstance(error, UsageError) and error.message == "Missing command.":
        return _without_command(error)
    return None


def _belongs_before(option: str, arguments: Sequence[str]) -> ReadtrackError:
    """`--color goes before the command: readtrack --color always pace`."""
    words = list(arguments)
    place = max(n for n, word in enumerate(words) if word.partition("=")[0] == option)
    count = 1 if "=" in words[place] or option == "--version" else 2
    moved, rest = words[place : place + count], words[:place] + words[place + count :]
    if len(moved) < count:
        moved.append(VALUES[option])
    line = shlex.join(["readtrack", *moved, *rest])
    return WrongUsage(f"{option} goes before the command: {line}")


def _missing(error: MissingParameter) -> ReadtrackError | None:
    context, parameter = error.ctx, error.param
    if context is None or parameter is None:
        return None
    name = _name(context)
    needed = NEEDS.get(str(parameter.make_metavar(context)))
    if needed is None or name not in EXAMPLES:
        return None
    return WrongUsage(f"{name} needs {needed}: {example(context)}")


def _bad_value(error: BadParameter, arguments: Sequence[str]) -> ReadtrackError | None:
    """`--pages takes a whole number, not 'abc'.`, and the line with one."""
    found = re.match(r"'(.*)' is not (.*)\Z", error.message, re.DOTALL)
    if found is None or error.param is None:
        return None
    value, why = found[1], found[2]
    option = error.param.opts[0]
    choices = [str(each) for each in getattr(error.param.type, "choices", ())]
    if choices:
        from difflib import get_close_matches

        *most, last = choices
        takes, instead = f"{', '.join(most)} or {last}", choices[0]
        instead = next(iter(get_close_matches(value.lower(), choices, 1)), instead)
    else:
        takes = "a number such as 1.25" if "float" in why else "a whole number"
        instead = VALUES.get(option, "3")
    line = _instead(arguments, option, value, instead)
    return WrongUsage(f"{option} takes {takes}, not {value!r}.", f"Such as: {line}")


def _instead(arguments: Sequence[str], option: str, value: str, good: str) -> str:
    """The line that was typed, with another value of the option."""
    words = list(arguments)
    for place in range(len(words) - 1, 0, -1):
        if words[place - 1 : place + 1] == [option, value]:
            words[place] = good
            return shlex.join(["readtrack", *words])
    words = [f"{option}={good}" if word == f"{option}={value}" else word for word in words]
    return shlex.join(["readtrack", *words])


def _too_many(error: UsageError) -> ReadtrackError | None:
    found = re.search(r"argument\S* \((.*)\)\Z", error.message, re.DOTALL)
    if error.ctx is None or found is None:
        return None
    name = _name(error.ctx)
    if name not in EXAMPLES:
        return WrongUsage(f"{name} does not take {found[1]!r}.", f"Write: readtrack {name}")
    return WrongUsage(
        f"{name} does not take {found[1]!r} as well: put several words in quotes.",
        f"Such as: {example(error.ctx)}",
    )


def _without_command(error: UsageError) -> ReadtrackError | None:
    if error.ctx is None or not isinstance(error.ctx.command, TyperGroup):
        return None
    name, (*most, last) = _name(error.ctx), error.ctx.command.list_commands(error.ctx)
    return WrongUsage(
        f"{name} needs one of {', '.join(most)} or {last}.",
        f"Such as: readtrack {name} {last} {EXAMPLES.get(f'{name} {last}', '')}".rstrip(),
    )


def example(context: Any) -> str:
    """A line of the command that works."""
    name = _name(context)
    return f"readtrack {name} {EXAMPLES[name].replace('BOOK', _a_book(context))}"


def _a_book(context: Any) -> str:
    """A word that names a book that is out, and no other; the number 1 where none is."""
    from readtrack.names import answers, fold

    session = context.find_object(Session)
    if session is None or not os.path.exists(session.path):  # noqa: PTH110
        return "1"
    with suppress(ReadtrackError), session.open() as store:
        loans = store.loans()
        names = {loan.book.id: " ".join((loan.book.title, *loan.book.authors)) for loan in loans}
        for loan in loans:
            for word in fold(loan.book.title).split():
                meant = [book for book, title in names.items() if answers(word, title)]
                if len(meant) == 1 and len(word) > 3 and word.isascii():
                    return word
        return str(loans[0].id) if loans else "1"
    return "1"


def _name(context: Any) -> str:
    """`later add`, without the program's name."""
    return str(context.command_path).partition(" ")[2]
