"""The root of the command line: its options, its commands, and how errors are printed."""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Annotated, Any

import typer

from readtrack import __version__
from readtrack.cli.click import ClickException, UsageError
from readtrack.cli.groups import in_full
from readtrack.cli.news import news_of, warning_of_folder
from readtrack.cli.options import Json
from readtrack.cli.session import Session
from readtrack.cli.usage import Group, WholeTitle, examples
from readtrack.errors import ReadtrackError, give_up_output
from readtrack.errors import UsageError as WrongUsage
from readtrack.render.terminal import Colour, choose_colour, say
from readtrack.store.cache import cache_prompt
from readtrack.store.store import Store

GROUPS = {
    "Every day": ("log", "start", "stop", "pace", "due", "list", "show", "aside", "undo"),
    "Borrowing": ("add", "consider", "later", "renew", "finish", "return", "drop", "edit"),
    "Looking ahead": ("plan", "routine", "away", "ways", "chart", "remind", "snooze"),
    "Looking back": ("review", "checkup"),
    "In and out": ("import", "export", "report", "backup", "restore", "move"),
    "Settings": ("config", "prompt", "hook", "doctor", "schema", "demo", "help"),
}
"""The commands under the headings of the help."""

MODULES = {
    "look": ("pace", "due", "list", "show", "prompt"),
    "sitting": ("start", "stop"),
    "ending": ("renew", "finish", "return", "drop"),
    "imports": ("import",),
    "backup": ("restore",),
}
"""The modules of this folder that have commands of another name than their own."""

COMMANDS = {name: name for names in GROUPS.values() for name in names}
COMMANDS |= {name: module for module, names in MODULES.items() for name in names}
"""The module of each command."""

CAN_BE_SHORT = (
    "add", "log", "start", "stop", "pace", "plan", "due", "ways", "consider", "later", "show",
    "list", "chart", "checkup", "review", "routine", "away", "aside",
)  # fmt: skip
"""Commands that can be shortened as long as no other begins so: those that look, log or add.

Those that end, replace or take back need their whole name.
"""

SILENT = ("prompt", "hook", "remind", "demo", "help", "backup", "restore", "move", "doctor")
"""Commands that are no occasion to say what became due."""

UNEXPECTED = (
    ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError,
)  # fmt: skip
"""Errors that values in the store can cause that readtrack never wrote."""


@cache
def command(name: str) -> Any:
    """Import and return the command, or the group of commands, of that name."""
    found = getattr(import_module(f"readtrack.cli.{COMMANDS[name]}"), f"{name}_")
    if isinstance(found, typer.Typer):  # a group of commands of its own
        return typer.main.get_command(found)
    one = typer.Typer(add_completion=False, rich_markup_mode=None)
    one.command(name, cls=WholeTitle)(found)
    return typer.main.get_command(one)


class Lazy(Group):
    """A group that imports the module of a command only when that command is used."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def headings(self, ctx: Any) -> Mapping[str, Sequence[str]]:
        return GROUPS

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return command(cmd_name) if cmd_name in COMMANDS else None

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except UNEXPECTED:
            if isinstance(ctx.obj, Session):
                from readtrack.store.doctor import refuse_damaged

                refuse_damaged(ctx.obj.path)
            raise

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            args = [in_full("readtrack", args, COMMANDS, CAN_BE_SHORT), *args[1:]]
        if args[0] not in COMMANDS:  # the names are what "did you mean" is made from
            self.commands = {name: self.get_command(ctx, name) for name in COMMANDS}
        return super().resolve_command(ctx, args)


app = typer.Typer(
    name="readtrack",
    cls=Lazy,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
@examples(
    "readtrack",
    'readtrack add "The Overstory" --pages 502',
    "readtrack log overstory 40 --minutes 60",
    "readtrack log --help",
    "readtrack help",
)
def root(
    ctx: typer.Context,
    db: Annotated[
        str | None,
        typer.Option(
            "--db",
            metavar="PATH",
            envvar="READTRACK_DB",
            show_envvar=False,
            help="The store to use.  [env: READTRACK_DB]",
        ),
    ] = None,
    today: Annotated[
        str | None, typer.Option("--today", envvar="READTRACK_TODAY", hidden=True)
    ] = None,
    as_json: Json = False,
    colour: Annotated[
        Colour,
        typer.Option("--color", metavar="WHEN", help="When to use colour.", show_default=False),
    ] = Colour.AUTO,
    version: Annotated[bool, typer.Option("--version", help="Show the version and leave.")] = False,
) -> None:
    """Library books with their deadlines: what to read today, what is due, what fits.

    Without a command: today at a glance.
    """
    if version:
        typer.echo(f"readtrack {__version__}")
        raise typer.Exit
    choose_colour(colour)
    if as_json and ctx.invoked_subcommand is not None:
        raise _json_belongs_elsewhere(ctx.invoked_subcommand)
    news: list[str] = []
    watched = ctx.invoked_subcommand not in SILENT

    def farewell(store: Store) -> None:
        if watched:
            news.extend(news_of(store))
        if store.stamp is not None:  # something was changed
            news[:0] = warning_of_folder(store)
        if today == os.environ.get("READTRACK_TODAY"):  # else it is an answer of another moment
            cache_prompt(store)

    ctx.obj = Session.start(db, today, farewell, ctx.invoked_subcommand)
    if ctx.invoked_subcommand not in (None, "due"):  # their answer says so itself
        ctx.call_on_close(lambda: say(*news, err=True))
    if ctx.invoked_subcommand is None:
        from readtrack.cli.look import glance

        glance(ctx.obj, as_json=as_json)


def _json_belongs_elsewhere(name: str) -> WrongUsage:
    if any("--json" in option.opts for option in command(name).params):
        return WrongUsage("--json goes after the command.", f"readtrack {name} --json")
    return WrongUsage(f"{name} has no --json.", f"See: readtrack {name} --help")


@cache
def program() -> Any:
    """Return the whole command line, ready to run."""
    return typer.main.get_command(app)


def invoke(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; print errors as one or two lines."""
    if "_READTRACK_COMPLETE" in os.environ or any("-completion" in word for word in arguments):
        from readtrack.cli.tab import keep_file_names_out

        keep_file_names_out()
    try:
        # Python turns invalid bytes into lone surrogates.
        if any("\ud800" <= letter <= "\udfff" for word in arguments for letter in word):
            what = "That is not text in the encoding of this terminal."
            raise WrongUsage(what, "Write it in UTF-8.")
        result = program().main(list(arguments), prog_name="readtrack", standalone_mode=False)
        sys.stdout.flush()
    except ReadtrackError as error:
        return _print_error(error, arguments)
    except ClickException as error:
        from readtrack.cli.mistakes import reworded

        if (ours := reworded(error, arguments)) is not None:
            return _print_error(ours, arguments)
        lines = [f"readtrack: {error.format_message()}"]
        if isinstance(error, UsageError) and error.ctx is not None:
            lines.append(f"See: {error.ctx.command_path} --help")
        _try_to_say(*lines)
        return error.exit_code
    except (typer.Abort, KeyboardInterrupt, EOFError):
        _try_to_say("", "Nothing was changed.")
        return 130
    except BrokenPipeError:  # the reader of a pipe, such as head, has had enough
        give_up_output()
        return 0
    except SystemExit as leaving:
        if leaving.code != 1 or "_READTRACK_COMPLETE" in os.environ:
            raise
        give_up_output()  # Typer's word for the same
        return 0
    except OSError as error:
        _try_to_say(f"readtrack: Cannot write the answer: {error.strerror}.")
        give_up_output()
        return 1
    return result if isinstance(result, int) else 0


def _print_error(error: ReadtrackError, arguments: Sequence[str]) -> int:
    """Print what is wrong and how to fix it, with a line that works; return the exit code."""
    remedy = error.remedy
    if error.instead:
        from readtrack.cli.mistakes import retyped

        line = retyped(arguments, error.instead)
        joint = "\n" if "\n" in remedy else " "
        remedy = f"{remedy}{joint}Such as: {line}".lstrip() if line else remedy
    _try_to_say(f"readtrack: {error.what}", *filter(None, [remedy]))
    return error.exit_code


def _try_to_say(*lines: str) -> None:
    """Print lines to standard error, where it can be written; the exit code says the rest."""
    with suppress(OSError):
        say(*lines, err=True)
