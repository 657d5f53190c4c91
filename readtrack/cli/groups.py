"""Groups of commands that share their verbs, and the full names of shortened commands."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, ClassVar, Protocol, TypeVar

import typer

from readtrack.cli.click import CompletionItem
from readtrack.cli.usage import Group
from readtrack.errors import UsageError
from readtrack.library import Routine
from readtrack.names import fold

CAN_BE_SHORT = ("add", "list", "borrow")
"""Verbs that can be shortened; `edit` and `drop` need their whole name."""


class Verbs(Group):
    """A group whose commands are `add`, `list`, `edit` and `drop`; alone, it lists."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        args = _json_last(args)
        if args and not ctx.resilient_parsing and not args[0].startswith("-"):
            verbs = self.list_commands(ctx)
            args = [in_full(ctx.command_path, args, verbs, CAN_BE_SHORT), *args[1:]]
        return super().parse_args(ctx, args)


class VerbsOrAdd(Verbs):
    """A group whose `add` takes words that do not begin with a verb."""

    titles: ClassVar[bool] = False
    """True if those words may be any, as in a title."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        args = _json_last(args)
        if args and not self._leads(ctx, args):
            args = ["add", *args]
        return super().parse_args(ctx, args)

    def _leads(self, ctx: Any, args: list[str]) -> bool:
        """Return whether the first word is a verb or its beginning, or an option of the group."""
        first, others = args[0], [each for each in args[1:] if each != "--json"]
        if first in (*self.list_commands(ctx), "--json", "-h", "--help"):
            return True
        found = [name for name in self.list_commands(ctx) if first and name.startswith(first)]
        if self.titles:  # `l` alone is list, and `a tale of two cities` is a title
            return found == ["list"] and not others
        return bool(found)


class TitlesOrVerbs(VerbsOrAdd):
    titles = True

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """Offer the verbs, and the titles that can be named without one."""
        from readtrack.cli.options import loans_out

        made = super().shell_complete(ctx, incomplete)
        return made + [CompletionItem(*each) for each in loans_out(ctx, incomplete)]


def _json_last(args: list[str]) -> list[str]:
    """Move a leading `--json` behind the verb that it belongs to."""
    return [*args[1:], "--json"] if args[:1] == ["--json"] and args[1:] else args


def group(name: str, cls: type[Group] = Verbs) -> typer.Typer:
    """Create a command that has commands of its own."""
    return typer.Typer(
        name=name,
        cls=cls,
        rich_markup_mode=None,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def in_full(path: str, words: Sequence[str], names: Collection[str], short: Collection[str]) -> str:
    """Return the command under `path` that a shortened first word stands for, or the word itself.

    Raise UsageError if it could be several commands, or one that has to be written in full.
    """
    word, *others = words
    found = [name for name in names if word and name.startswith(word)]
    if not found or word in found:
        return word
    if len(found) > 1:
        *most, last = found
        raise UsageError(
            f"{word} could be {', '.join(most)} or {last}.",
            f"Write more of the one you mean. What each is for: {path} {found[0]} --help",
        )
    if found[0] not in short:
        import shlex

        whole = f"{path} {shlex.join([found[0], *others])}"
        raise UsageError(f"{found[0]} has to be written in full.", f"Write: {whole}")
    return found[0]


class Numbered(Protocol):
    @property
    def id(self) -> int: ...


T = TypeVar("T", bound=Numbered)


def name_and_rest(words: Sequence[str], names: Callable[[str], bool]) -> tuple[str, str]:
    """Split the words into the longest name that exists, or those before a number, and the rest."""
    for end in range(len(words), 0, -1):
        if names(" ".join(words[:end])):
            return " ".join(words[:end]), " ".join(words[end:])
    numbers = (place for place, word in enumerate(words) if place and word[:1].isdigit())
    end = next(numbers, len(words))
    return " ".join(words[:end]), " ".join(words[end:])


def free_routine_name(name: str, routines: Sequence[Routine]) -> str:
    """Return the name, with a number after it if a routine has that name already."""
    taken = {fold(each.name) for each in routines}
    numbered = [name, *(f"{name} {number}" for number in range(2, len(taken) + 2))]
    return next(each for each in numbered if fold(each) not in taken)


def with_number(things: Sequence[T], number: str, missing: str, listed: str) -> T:
    """Return the thing that the list shows under `number`; raise UsageError if there is none."""
    for each in things:
        if str(each.id) == number:
            return each
    raise UsageError(f"{missing} the number {number!r}.", f"See: {listed}")
