"""Command lines in messages, quoted so that they can be pasted into a shell."""

from collections.abc import Sequence
from itertools import chain

from readtrack.named_tuple import NamedTuple

WORD = r"""(?:"[^"]*"|'[^']*'|[^\s"'])+"""
"""The pattern of one word of a command line, with its quotes."""


class CommandLine(NamedTuple):
    """A readtrack command line."""

    name: str
    """`add`, or `routine edit`."""
    arguments: Sequence[object]
    options: Sequence[object] = ()

    def __str__(self) -> str:
        return self.line()

    def line(self, template: str = "") -> str:
        """Return the command line, with the options of a `template` for the reader to fill in.

        Options stand before an argument that begins with a dash, which would be read as one.
        """
        import shlex  # most commands print no command line

        arguments = [str(word) for word in self.arguments]
        options = [shlex.join(map(str, self.options)), template]
        typed = [shlex.join(arguments)]
        if any(word.startswith("-") for word in arguments):
            typed = [*options, "--", *typed]
        else:
            typed += options
        return " ".join(filter(None, ["readtrack", self.name, *typed]))


def command_line(name: str, *arguments: object, options: Sequence[object] = ()) -> str:
    """Return the line of a command with these arguments and options."""
    return str(CommandLine(name, arguments, options))


def pasteable(line: str, width: int, indent: str = "  ") -> str:
    """Wrap a command line to `width` so that it can still be copied and run.

    An option and its value stay on one line if both fit.
    """
    import re

    lines, room = [""], width - len(indent) - 4
    pairs = re.findall(rf"--?\w\S* (?!-){WORD}|{WORD}", line)
    parts = ([each] if len(each) <= room else re.findall(WORD, each) for each in pairs)
    for part in chain.from_iterable(parts):
        if lines[-1] and len(indent) + len(lines[-1]) + len(part) + 3 > width:
            lines.append("  ")
        lines[-1] += f" {part}" if lines[-1].strip() else part
    return " \\\n".join(f"{indent}{each}" for each in lines)
