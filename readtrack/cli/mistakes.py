"""Turns the errors of Typer into messages of ours, and a typed line into one that works."""

import re
import shlex
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from typer import BadParameter
from typer.core import TyperGroup

from readtrack.cli.click import BadOptionUsage, MissingParameter, NoSuchOption, UsageError
from readtrack.cli.groups import Numbered, free_routine_name
from readtrack.cli.session import Session
from readtrack.errors import ReadtrackError
from readtrack.errors import UsageError as WrongUsage
from readtrack.store.database import is_there
from readtrack.store.store import Store

NEEDS = {
    "BOOK": "a book",
    "NAME": "a name",
    "N": "a number from the list",
    "MINUTES": "minutes",
    "FIRST..LAST": "days",
    "TITLE": "a title",
    "FILE": "a file",
}
"""What each argument is, by the first word of its name."""

EXAMPLES = {
    **dict.fromkeys(("add", "consider", "later add"), "'Hard Times' --pages 300"),
    **dict.fromkeys(("show", "renew", "return", "finish", "drop", "start", "chart"), "BOOK"),
    "edit": "BOOK --due fri",
    "review": "ENDED",
    "log": "BOOK 120",
    "import": "books.csv",
    "report": "reading.html",
    "backup": "saved.db",
    "restore": "saved.db",
    "hook": "bash",
    "export csv": "books.csv",
    "export json": "everything.json",
    "export ics": "due.ics",
    "config": "cap 3",
    "away add": "fri..sun",
    "away edit": "AWAY fri..sun",
    "away drop": "AWAY",
    "aside add": "30m New Yorker",
    "aside edit": "ASIDE 45m",
    "aside drop": "ASIDE",
    "snooze add": "BOOK 7",
    "snooze edit": "SNOOZE 7",
    "snooze drop": "SNOOZE",
    "later edit": "WISH --why 'the film'",
    "later drop": "WISH",
    "later borrow": "WISH",
    "routine add": "NEW 30m --for text",
    "routine edit": "ROUTINE 40m",
    "routine drop": "ROUTINE",
}
"""Example arguments, by command; a first one in capitals is replaced by one from the store."""

BEFORE_COMMAND = ("--color", "--db", "--version")
"""Options of the program itself."""


def reworded(error: Exception, arguments: Sequence[str]) -> ReadtrackError | None:
    """Return the error in our words; None if the original is good enough."""
    if isinstance(error, NoSuchOption) and error.option_name in BEFORE_COMMAND:
        return _belongs_before(error.option_name, arguments)
    if isinstance(error, NoSuchOption) and (text := _text_like_an_option(error, arguments)):
        return text
    if isinstance(error, MissingParameter):
        return _missing(error)
    if isinstance(error, BadParameter):
        return _bad_value(error)
    if isinstance(error, BadOptionUsage):
        name = error.option_name
        return WrongUsage(f"{name} needs a value.", instead={name: VALUES.get(name, "...")})
    if isinstance(error, UsageError) and "unexpected extra argument" in error.message:
        return _too_many(error)
    if isinstance(error, UsageError) and error.message == "Missing command.":
        return _without_command(error)
    return None


def _belongs_before(option: str, arguments: Sequence[str]) -> ReadtrackError:
    """Return the error `--color goes before the command: readtrack --color always pace`."""
    words = list(arguments)
    place = max(n for n, word in enumerate(words) if word.partition("=")[0] == option)
    count = 1 if "=" in words[place] or option == "--version" else 2
    moved, rest = words[place : place + count], words[:place] + words[place + count :]
    if len(moved) < count:
        moved.append(VALUES[option])
    line = shlex.join(["readtrack", *moved, *rest])
    return WrongUsage(f"{option} goes before the command: {line}")


def _text_like_an_option(error: NoSuchOption, arguments: Sequence[str]) -> ReadtrackError | None:
    """Return `readtrack show -- '-30- The End'`, for a title that begins with a dash."""
    if error.ctx is None:
        return None
    text = next((word for word in arguments if is_text_with_a_dash(word)), None)
    if text is None:
        return None
    line = behind_a_double_dash(arguments, len(_name(error.ctx).split()))
    return WrongUsage(f"What begins with a dash is an option, or goes behind --: {line}")


def _missing(error: MissingParameter) -> ReadtrackError | None:
    context, parameter = error.ctx, error.param
    if context is None or parameter is None:
        return None
    name = _name(context)
    needed = NEEDS.get(str(parameter.make_metavar(context)).partition(" ")[0].rstrip("."))
    if needed is None or name not in EXAMPLES:
        return None
    line = working_line(context)
    none = "" if line.startswith(f"readtrack {name} ") else ", and there is none yet"
    return WrongUsage(f"{name} needs {needed}{none}: {line}")


def _bad_value(error: BadParameter) -> ReadtrackError | None:
    """Return the error `--pages takes a whole number, not 'abc'.`, with a line that works."""
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
    instead_of = option if option.startswith("--") else value
    return WrongUsage(f"{option} takes {takes}, not {value!r}.", instead={instead_of: instead})


def _too_many(error: UsageError) -> ReadtrackError | None:
    found = re.search(r"argument\S* \((.*)\)\Z", error.message, re.DOTALL)
    if error.ctx is None or found is None:
        return None
    name = _name(error.ctx)
    if name not in EXAMPLES:
        return WrongUsage(f"{name} does not take {found[1]!r}.", f"Write: readtrack {name}")
    what = f"{name} does not take {found[1]!r} as well: put several words in quotes."
    return WrongUsage(what, f"Such as: {working_line(error.ctx)}")


def _without_command(error: UsageError) -> ReadtrackError | None:
    if error.ctx is None or not isinstance(error.ctx.command, TyperGroup):
        return None
    name, (*most, last) = _name(error.ctx), error.ctx.command.list_commands(error.ctx)
    line = f"readtrack {name} {last} {EXAMPLES.get(f'{name} {last}', '')}".rstrip()
    return WrongUsage(f"{name} needs one of {', '.join(most)} or {last}.", f"Such as: {line}")


def working_line(context: Any) -> str:
    """Return a line of the command that works."""
    name = _name(context)
    kind, _, rest = EXAMPLES[name].partition(" ")
    if kind not in FIND:
        return f"readtrack {name} {EXAMPLES[name]}"
    session, found = context.find_object(Session), None
    if session is not None and is_there(session.path):
        with suppress(ReadtrackError), session.open() as store:
            found = FIND[kind](store)
    if found is None:
        name = FIRST.get(kind, "add")
        return f"readtrack {name} {EXAMPLES[name].replace('NEW', 'bed')}"
    return f"readtrack {name} {found} {rest}".rstrip()


def _a_number(listed: Callable[[Store], Sequence[Numbered]]) -> Callable[[Store], str | None]:
    """Return a function that finds the first number of a list."""
    return lambda store: next((str(each.id) for each in listed(store)), None)


def _a_book(store: Store) -> str | None:
    """Return a word that names exactly one book that is out, or its number; None if none is out."""
    from readtrack.names import answers, fold

    loans = sorted(store.loans(), key=lambda loan: not loan.has_end)
    names = {loan.book.id: " ".join((loan.book.title, *loan.book.authors)) for loan in loans}
    for loan in loans:
        for word in fold(loan.book.title).split():
            meant = [book for book, title in names.items() if answers(word, title)]
            if len(meant) == 1 and len(word) > 3 and word.isascii():
                return word
    return str(loans[0].id) if loans else None


FIND: dict[str, Callable[[Store], str | None]] = {
    "BOOK": _a_book,
    "ENDED": _a_number(lambda store: [loan for loan in store.loans(past=True) if loan.has_end]),
    "ROUTINE": lambda store: next((shlex.quote(each.name) for each in store.routines()), None),
    "NEW": lambda store: shlex.quote(free_routine_name("bed", store.routines())),
    "AWAY": _a_number(lambda store: store.away()),
    "ASIDE": _a_number(lambda store: store.asides(date.min)),
    "SNOOZE": _a_number(lambda store: store.snoozed()),
    "WISH": _a_number(lambda store: store.wishes()),
}
"""Finds an example of each in the store; None if there is none."""

FIRST = {
    "AWAY": "away add",
    "ASIDE": "aside add",
    "WISH": "later add",
    "ROUTINE": "routine add",
    "NEW": "routine add",
}
"""The command that adds the first one; anything else begins with a checkout."""


def _name(context: Any) -> str:
    """Return `later add`, without the program's name."""
    return str(context.command_path).partition(" ")[2]


VALUES = {
    "--pages": "300", "--audio": "7:57", "--days": "21", "--due": "fri", "--on": "yesterday",
    "--time": "14:05", "--speed": "1.25", "--author": "'Jane Austen'", "--why": "'the film'",
    "--library": "'City Library'", "--isbn": "9780141439518", "--at": "120", "--start": "12",
    "--until": "431", "--entry": "1", "--minutes": "30", "--title": "'Hard Times'",
    "--renewable-on": "fri", "--renewals-left": "2", "--hold-ready": "fri", "--collect-by": "fri",
    "--since": "2026-01-01", "--name": "bed", "--tz": "Europe/Berlin", "--map": "due=Frist",
    "--color": "always", "--db": "reading.db", "--only": "due", "--sort": "title",
    "--for": "text", "--format": "print", "--from": "goodreads", "--from-file": "book.epub",
    "--alarm": "2d", "--svg": "chart.svg", "--day": "yesterday", "--install": "cron",
    "--forget": "1",
    "--to": "ntfy://ntfy.sh/my-topic", "--today": "2026-12-14",
}  # fmt: skip
"""An example value for each option that takes one."""


def retyped(arguments: Sequence[str], instead: Mapping[str, object]) -> str | None:
    """Return the command line with the words or option values that `instead` replaces.

    A value of None removes an option. Return None if nothing in the line is to be replaced.
    """
    words = list(arguments)
    for typed, good in instead.items():
        new = [] if good is None else list(map(str, good if isinstance(good, tuple) else [good]))
        if typed.startswith("--") and typed[2:].replace("-", "").isalpha():
            words = _with_option(words, typed, new)
        else:
            words = _with_words(words, typed, new)
    return None if words == list(arguments) else shlex.join(["readtrack", *words])


OPTION = re.compile(r"-[a-z]|--[a-z][a-z-]*(=.*)?", re.DOTALL)
"""Matches a word that is an option."""


def is_text_with_a_dash(word: str) -> bool:
    """Return whether a word begins with a dash but is no option, such as `-30- The End`."""
    dashed = word.startswith("-") and any(map(str.isalpha, word))
    return dashed and OPTION.fullmatch(word) is None


def behind_a_double_dash(arguments: Sequence[str], names: int) -> str:
    """Return the command line with `--` before text that looks like an option.

    The first `names` words name the command, such as `later add`.
    """
    options: list[str] = []
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if OPTION.fullmatch(word):
            options += [word, next(words, "")] if word in VALUES else [word]
        elif names:
            options.append(word)
            names -= 1
        else:
            rest.append(word)
    return shlex.join(["readtrack", *options, "--", *rest])


def _with_option(words: Sequence[str], option: str, value: Sequence[str]) -> list[str]:
    """Return the words with that value of the option, or without the option if it is None."""
    end = words.index("--") if "--" in words else len(words)
    left: list[str] = []
    place = None
    skip = False
    for word in words[:end]:
        if skip:
            skip = False
        elif word == option or word.startswith(f"{option}="):
            place = len(left)
            skip = word == option and option in VALUES
        else:
            left.append(word)
    typed = [option, *value] if option in VALUES else [option]
    at = len(left) if place is None else place
    return [*left[:at], *(typed if value else ()), *left[at:], *words[end:]]


def _with_words(words: Sequence[str], typed: str, good: Sequence[str]) -> list[str]:
    """Return the words with the last occurrence of the typed ones replaced."""
    wanted = _plain(typed)
    for end in range(len(words), 0, -1):
        option, equals, value = words[end - 1].partition("=")
        if equals and option in VALUES and _plain(value) == wanted:
            return [*words[: end - 1], f"{option}={' '.join(good)}", *words[end:]]
        for first in range(end - 1, -1, -1):
            if _plain(" ".join(words[first:end])) == wanted:
                return [*words[:first], *good, *words[end:]]
    return list(words)


def _plain(text: str) -> str:
    return " ".join(text.split())
