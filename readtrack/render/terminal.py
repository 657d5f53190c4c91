"""Prints lines: wrapped and coloured on a terminal, whole and plain in a pipe."""

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import IO

import typer

from readtrack.names import shown
from readtrack.render.widths import wrapped

COLOURS = {
    "expired": "magenta",
    "overdue": "red",
    "due_today": "red",
    "due_soon": "yellow",
    "wont_fit": "yellow",
    "behind": "yellow",
    "renewable": "cyan",
    "ahead": "green",
    "on_track": "green",
    "finished": "green",
}


def label(word: str) -> str:
    """Return a status or severity in words."""
    return "won't fit" if word == "wont_fit" else word.replace("_", " ")


def on_terminal(stream: IO[str] | None = None) -> bool:
    return (stream or sys.stdout).isatty()


def width() -> int:
    return shutil.get_terminal_size().columns


class Colour(StrEnum):
    """When to colour what is printed."""

    ALWAYS = "always"
    AUTO = "auto"
    NEVER = "never"


def choose_colour(choice: Colour) -> None:
    """Set the environment variables that decide about colour."""
    if choice is Colour.NEVER:
        os.environ["NO_COLOR"] = "1"
    elif choice is Colour.ALWAYS:
        os.environ.pop("NO_COLOR", None)
        os.environ["FORCE_COLOR"] = "1"


def coloured(stream: IO[str]) -> bool:
    """Return whether to use colour: as NO_COLOR or FORCE_COLOR say, else if the terminal can."""
    if os.environ.get("NO_COLOR"):
        return False
    forced = bool(os.environ.get("FORCE_COLOR"))
    return forced or (stream.isatty() and os.environ.get("TERM") != "dumb")


def _in_colour(text: str, status: str | None, stream: IO[str], *, bold: bool = False) -> str:
    if text and (status in COLOURS or bold) and coloured(stream):
        return typer.style(text, fg=COLOURS.get(status or ""), bold=bold or None)
    return text


PLAIN = str.maketrans("×→–…·’━─┃│┊└█▓▒░▪", "x>-.|'=-|||+#=+-*")
"""The ASCII sign for each of ours, for terminals without Unicode."""


def plainly(text: str, stream: IO[str]) -> str:
    """Return the text with signs that the terminal can show."""
    return text if has_own_signs(stream) else text.translate(PLAIN)


def has_own_signs(stream: IO[str] | None = None) -> bool:
    """Return whether the terminal can show more than ASCII."""
    encoding = getattr(stream or sys.stdout, "encoding", None) or "utf-8"
    return os.environ.get("TERM") != "dumb" and encoding.lower().startswith("utf")


def say(
    *lines: str,
    indent: int = 0,
    hanging: int = 2,
    status: str | None = None,
    bold: bool = False,
    err: bool = False,
) -> None:
    """Print lines, wrapped at words on a terminal, in the colour of `status` if one is given.

    Continuation lines are indented by `hanging` more columns.
    """
    stream = sys.stderr if err else sys.stdout
    for line in lines:
        text = "\n".join(" " * indent + shown(part) for part in line.split("\n"))
        if on_terminal(stream):
            text = plainly(text, stream)
            text = "\n".join(_wrapped(part, hanging) for part in text.split("\n"))
        typer.echo(_in_colour(text, status, stream, bold=bold), err=err, color=coloured(stream))


def _wrapped(line: str, further: int = 2) -> str:
    if line.startswith("  readtrack "):
        return line  # a command has to survive being copied
    indent = len(line) - len(line.lstrip())
    hanging = " " * (indent + further)
    room = max(20, width() - 1)
    for mark in ": ", "? ":
        words, found, command = line.partition(f"{mark}readtrack ")
        if found and len(line) > room:
            return f"{_wrapped(words + mark.rstrip())}\n{' ' * max(indent, 2)}readtrack {command}"
    return "\n".join(wrapped(line.strip(), room, line[:indent], hanging))


def note(line: str) -> None:
    """Print lines to standard error."""
    say(line, err=True)


def tab_separated(rows: Iterable[Sequence[object]]) -> None:
    """Print rows for `cut` and `awk`: tabs between cells, whole titles, empty cells for None."""
    for row in rows:
        print("\t".join(map(_cell, row)))  # noqa: T201


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    status = value if isinstance(value, StrEnum) else None
    return _in_colour(shown(f"{value}"), status, sys.stdout)
