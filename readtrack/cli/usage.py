"""Commands with examples: what `--help` prints of them, and titles typed without quotes."""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from typer.core import TyperCommand, TyperGroup

from readtrack.named_tuple import NamedTuple
from readtrack.words.commands import pasteable

WIDEST = 100
"""Most columns of a line: longer ones are hard to read."""
NARROW = 60
"""Below this width the text of a long option stands below it."""
LONGEST_TERM = 22
"""A longer option has its text below it, so that it does not push the others to the right."""

Rows = Sequence[tuple[str, str]]
F = TypeVar("F", bound=Callable[..., Any])

NO_BREAK = "\xa0"

TAKE_ALL = ("BOOK", "TITLE", "[BOOK]", "[TITLE]", "NAME", "N")
"""Names of the arguments that take a title."""

WORDS = "readtrack.words"
"""The key under which the context stores the words as they were typed."""


class Usage(NamedTuple):
    """The contents of a command's help and of its section in the man page."""

    path: str
    """The words that call the command."""
    pieces: str
    text: str
    arguments: Rows
    options: Rows
    commands: Mapping[str, Rows]
    """The commands of a group under their headings, with one sentence each."""
    examples: Sequence[str]


def examples(*lines: str) -> Callable[[F], F]:
    """Add examples to the help of a command; the tests run each of them."""

    def add(function: F) -> F:
        vars(function)["examples"] = lines
        return function

    return add


class ExampleCommand(TyperCommand):
    """A command whose help ends with its examples."""

    def get_help(self, ctx: Any) -> str:
        return help_page(usage_of(self, ctx))


class WholeTitle(ExampleCommand):
    """A command whose last argument takes all words that are left, as `show the overstory`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        ctx.meta[WORDS] = tuple(args)
        arguments = [each for each in self.params if each.param_type_name == "argument"]
        last = arguments[-1] if arguments else None
        takes = last is not None and last.nargs == 1 and last.metavar in TAKE_ALL
        ctx.allow_extra_args = takes
        left = super().parse_args(ctx, args)
        if takes and last is not None and last.name and ctx.args and not ctx.resilient_parsing:
            ctx.params[last.name] = " ".join((ctx.params[last.name], *ctx.args))
            ctx.args = []
        return left


class Group(TyperGroup):
    """A command with commands of its own."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        if self.invoke_without_command:
            self.subcommand_metavar = "[COMMAND] [ARGS]..."

    def below(self, ctx: Any) -> Mapping[str, Any]:
        """Return the commands of a group by name."""
        return {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}

    def headings(self, ctx: Any) -> Mapping[str, Sequence[str]]:
        """Return the names of the commands under the headings of the help."""
        return {"Commands": self.list_commands(ctx)}

    def get_help(self, ctx: Any) -> str:
        return help_page(usage_of(self, ctx))


def usage_of(command: ExampleCommand | Group, ctx: Any) -> Usage:
    """Collect the help of a command."""
    from inspect import cleandoc

    commands = {}
    if isinstance(command, Group):
        found = {name: below.help for name, below in command.below(ctx).items()}
        for heading, names in command.headings(ctx).items():
            commands[heading] = [(name, first_sentence(found[name])) for name in names]
    return Usage(
        path=ctx.command_path,
        pieces=re.sub("[{}]", "", " ".join(command.collect_usage_pieces(ctx))),
        text=cleandoc(command.help or ""),
        arguments=_rows(command, ctx, "argument"),
        options=_rows(command, ctx, "option"),
        commands=commands,
        examples=getattr(command.callback, "examples", ()),
    )


def every_usage(command: ExampleCommand | Group, ctx: Any) -> Iterator[Usage]:
    """Collect the help of a command and of all commands below it."""
    yield usage_of(command, ctx)
    if isinstance(command, Group):
        for name, below in command.below(ctx).items():
            yield from every_usage(below, type(ctx)(below, info_name=name, parent=ctx))


def first_sentence(text: str | None) -> str:
    """Return the first sentence of a help text, on one line."""
    paragraph = " ".join((text or "").split("\n\n")[0].split())
    return re.split(r"(?<=[.?]) (?=[A-Z])", paragraph)[0]


def _rows(command: Any, ctx: Any, kind: str) -> Rows:
    """Return the arguments or the options of a command, each with its text."""
    found = (each for each in command.get_params(ctx) if each.param_type_name == kind)
    return [_row(param, ctx) for param in found if param.get_help_record(ctx) is not None]


def _row(param: Any, ctx: Any) -> tuple[str, str]:
    term, text = param.get_help_record(ctx)
    text = " ".join(text.replace("[required]", "").split())
    choices = getattr(param.type, "choices", ())
    if choices:  # not in the term, where their list would be too long for a narrow terminal
        *most, last = choices
        meaning, *default = text.partition(" [default: ")
        text = f"{meaning} One of {', '.join(most)} or {last}.{''.join(default)}"
    return re.sub("[{}]", "", term), text


def help_page(usage: Usage) -> str:
    """Lay out the help of a command for the width of the terminal."""
    width = min(shutil.get_terminal_size().columns, WIDEST)
    call = _filled(f"Usage: {usage.path} {usage.pieces}", width, further=7)
    text = "\n\n".join(_filled(each, width, 2) for each in usage.text.split("\n\n"))
    every = [row for rows in usage.commands.values() for row in rows]
    parts = [call, text]
    parts += [_section(name, rows, width, every) for name, rows in usage.commands.items()]
    for name, rows in (("Arguments", usage.arguments), ("Options", usage.options)):
        parts.append(_section(name, rows, width, rows))
    if usage.examples:
        lines = (pasteable(each, width) for each in usage.examples)
        parts.append("\n".join(["Examples:", *lines]))
    return "\n\n".join(filter(None, parts))


def _section(heading: str, rows: Rows, width: int, aligned: Rows) -> str:
    """Return a heading and the rows below it, with their texts aligned."""
    if not rows:
        return ""
    longest = max(len(term) for term, _ in aligned)
    if longest > LONGEST_TERM:
        longest = max((len(term) for term, _ in aligned if len(term) <= LONGEST_TERM), default=0)
    column = longest + 4
    if width < NARROW and longest > width // 3:
        column = 6
    return "\n".join([f"{heading}:", *(_entry(term, text, column, width) for term, text in rows)])


def _entry(term: str, text: str, column: int, width: int) -> str:
    first = f"  {term}"
    if not text:
        return first
    below = _filled(text, width, column)
    if len(first) + 2 > column:
        return f"{first}\n{below}"
    return f"{first:{column}}{below.lstrip()}"


def _filled(text: str, width: int, indent: int = 0, further: int = 0) -> str:
    from textwrap import fill

    whole = re.sub(r"\[[^]]*\]", lambda aside: aside[0].replace(" ", NO_BREAK), text)
    return fill(
        whole,
        width,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + further),
        break_long_words=False,
        break_on_hyphens=False,
    ).replace(NO_BREAK, " ")
