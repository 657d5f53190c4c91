"""Commands whose last argument takes all remaining words, without quotes."""

from typing import Any

from readtrack.cli.usage import ExampleCommand

TAKE_ALL = ("BOOK", "TITLE", "[BOOK]", "[TITLE]", "NAME", "N")
"""Names of the arguments that take a title."""

WORDS = "readtrack.words"
"""The key under which the context stores the words as they were typed."""


class WholeTitle(ExampleCommand):
    """A command such as `show the overstory`."""

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
