"""Command lines in messages: what is printed can be pasted into a shell and works."""

from collections.abc import Sequence
from itertools import chain

from readtrack.named_tuple import NamedTuple

WORD = r"""(?:"[^"]*"|'[^']*'|[^\s"'])+"""
"""A word of a command line with its quotes."""


class Command(NamedTuple):
    """A command line of ours."""

    name: str
    """`add`, or `routine edit`."""
    arguments: Sequence[object]
    options: Sequence[object] = ()

    def __str__(self) -> str:
        return self.line()

    def line(self, template: str = "") -> str:
        """The command as it is typed, with the options of a `template` for the reader to fill in.

        Options stand before an argument that begins with a dash, which would be read as one.
        """
        import shlex  # most commands print no line of another

        arguments = [str(word) for word in self.arguments]
        options = [shlex.join(map(str, self.options)), template]
        typed = [shlex.join(arguments)]
        if any(word.startswith("-") for word in arguments):
            typed = [*options, "--", *typed]
        else:
            typed += options
        return " ".join(filter(None, ["readtrack", self.name, *typed]))


def command_line(name: str, *arguments: object, options: Sequence[object] = ()) -> str:
    """The line of a command with these arguments and options."""
    return str(Command(name, arguments, options))


def pasteable(line: str, width: int, indent: str = "  ") -> str:
    """A command line that can be copied, also where it takes several lines.

    An option stands with its value as long as both have room in one line.
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
