"""Columns of text that line up, as wide as the terminal; one column gives way to the others."""

import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from readtrack.names import SharedTitle, shown
from readtrack.render.terminal import coloured, plainly, width

GAP = 2
"""Blanks between two columns, where there is room for two."""


LEAST = 3
"""Columns that are left of a title of which the author is named."""


class Column(NamedTuple):
    heading: str
    cells: Sequence[Text]
    right: bool = False
    """Whether figures line up at their ends."""
    gives_way: bool = False
    """Whether its texts may be cut, so that all others are whole."""

    @property
    def width(self) -> int:
        """Columns of the terminal that the widest cell takes."""
        return max(cell_len(self.heading), *(cell.cell_len for cell in self.cells), 0)


class TitleCell(Text):
    """A title that keeps its end, the author, where it is cut."""

    end_kept = ""


def cell(text: str, style: str = "") -> Text:
    """A text that is shown as it is, whatever it holds."""
    if isinstance(text, SharedTitle):
        titled = TitleCell(shown(text), style=style)
        titled.end_kept = shown(f"{text}"[len(text) :])
        return titled
    return Text(shown(text), style=style)


def needs(columns: Sequence[Column], least: int, gap: int = 1) -> int:
    """The width in which nothing is cut but what gives way, and of that nothing below `least`."""
    widths = (min(each.width, least) if each.gives_way else each.width for each in columns)
    return sum(widths) + gap * (len(columns) - 1)


def print_grid(columns: Sequence[Column], spanning: Iterable[int] = ()) -> None:
    """Print the columns under their headings.

    Of a row whose number is in `spanning` only the text that gives way is printed, up to the end
    of the line.
    """
    room = width()
    (elastic,) = (place for place, each in enumerate(columns) if each.gives_way)
    gap = GAP if needs(columns, columns[elastic].width, GAP) <= room else 1
    widths = [each.width for each in columns]
    left = room - (sum(widths) - widths[elastic]) - gap * (len(columns) - 1)
    widths[elastic] = min(widths[elastic], max(1, left))
    lines = [_line([Text(each.heading, style="dim") for each in columns], columns, widths, gap)]
    whole = set(spanning)
    for number in range(len(columns[0].cells)):
        cells = [each.cells[number] for each in columns]
        if number in whole:
            indent = sum(widths[:elastic]) + gap * elastic
            lines.append(Text(" " * indent).append_text(_cut(cells[elastic], room - indent)))
        else:
            lines.append(_line(cells, columns, widths, gap))
    print_lines(lines)


def _line(
    cells: Sequence[Text], columns: Sequence[Column], widths: Sequence[int], gap: int
) -> Text:
    line = Text()
    for number, (text, column, wide) in enumerate(zip(cells, columns, widths, strict=True)):
        fitting = _cut(text, wide)
        blanks = " " * (wide - fitting.cell_len)
        line.append(" " * gap if number else "")
        line.append_text(Text(blanks).append_text(fitting) if column.right else fitting)
        line.append("" if column.right else blanks)
    line.rstrip()
    return line


def _cut(text: Text, wide: int) -> Text:
    cut = text.copy()
    if isinstance(text, TitleCell) and text.cell_len > wide:
        end = Text(text.end_kept)
        end.truncate(max(1, wide - LEAST), overflow="ellipsis")
        cut.right_crop(len(text.end_kept))
        cut.truncate(wide - end.cell_len, overflow="ellipsis")
        return cut.append_text(end)
    cut.truncate(wide, overflow="ellipsis")
    return cut


def print_lines(lines: Iterable[Text]) -> None:
    """Print lines as they are, in colour where it is wanted."""
    console = Console(
        file=sys.stdout,
        color_system="standard" if coloured(sys.stdout) else None,
        highlight=False,
        soft_wrap=True,
    )
    with console.capture() as captured:
        for line in lines:
            console.print(line)
    sys.stdout.write(plainly(captured.get(), sys.stdout))
