"""Aligned columns of text, as wide as the terminal; one column is cut if the others need room."""

import sys
from collections.abc import Iterable, Sequence
from datetime import date

from readtrack.named_tuple import NamedTuple
from readtrack.render.styled import Cell, cell, signs
from readtrack.render.terminal import coloured, plainly, width
from readtrack.render.widths import columns_of
from readtrack.words.amounts import load_text

GAP = 2
"""Blanks between two columns, if they have room."""


LOAD_CELLS = 8
"""Cells of the bar of a day's load."""
ACCENT = "cyan"


class Column(NamedTuple):
    heading: str
    cells: Sequence[Cell]
    right: bool = False
    """True if its cells are aligned to the right."""
    gives_way: bool = False
    """True if its cells may be cut, to make room for the other columns."""

    @property
    def width(self) -> int:
        """Columns of the terminal that the widest cell takes."""
        return max(columns_of(self.heading), *(each.width for each in self.cells), 0)


def needs(columns: Sequence[Column], least: int, gap: int = 1) -> int:
    """Return the width needed if `gives_way` columns are cut to `least` columns, and no others."""
    widths = (min(each.width, least) if each.gives_way else each.width for each in columns)
    return sum(widths) + gap * (len(columns) - 1)


def print_grid(columns: Sequence[Column], spanning: Iterable[int] = ()) -> None:
    """Print the columns under their headings."""
    heading, rows = grid(columns, spanning)
    print_lines([heading, *rows])


def grid(
    columns: Sequence[Column], spanning: Iterable[int] = (), indent: int = 0, gap: int | None = None
) -> tuple[Cell, list[Cell]]:
    """Return the line of headings and a line for each row.

    The columns have `gap` blanks between them, by default as many as fit. In the rows numbered in
    `spanning`, the cell that may be cut takes the rest of the line.
    """
    room, whole = width() - indent, set(spanning)
    widths = [each.width for each in columns]
    elastic = next((place for place, each in enumerate(columns) if each.gives_way), 0)
    lined_up = (each for row, each in enumerate(columns[elastic].cells) if row not in whole)
    widths[elastic] = columns[elastic]._replace(cells=[*lined_up]).width
    if gap is None:
        gap = GAP if sum(widths) + GAP * (len(columns) - 1) <= room else 1
    if columns[elastic].gives_way:
        left = room - (sum(widths) - widths[elastic]) - gap * (len(columns) - 1)
        widths[elastic] = min(widths[elastic], max(1, left))
    start, blank = sum(widths[:elastic]) + gap * elastic, " " * gap

    def line(cells: Sequence[Cell]) -> Cell:
        made = cell(" " * indent)
        for number, (each, column, wide) in enumerate(zip(cells, columns, widths, strict=False)):
            fitting = each.cut(wide)
            blanks = " " * (wide - fitting.width)
            before = blank * bool(number) + blanks * column.right
            made = made.then(before).joined(fitting).then(blanks * (not column.right))
        return made

    rows = []
    for number in range(len(columns[0].cells)):
        cells = [each.cells[number] for each in columns]
        if number in whole:
            before = line(cells[:elastic])
            blanks = " " * (indent + start - before.width)
            rows.append(before.then(blanks).joined(cells[elastic].cut(room - start)))
        else:
            rows.append(line(cells))
    return line([cell(each.heading, "dim") for each in columns]), rows


def short_day(day: date, today: date) -> str:
    """Return a date in six characters; in another year, the month and year only."""
    return f"{day.day} {day:%b}" if day.year == today.year else f"{day:%b}’{day:%y}"


def bar(share: float, cells: int, style: str = "", mark: int | None = None) -> Cell:
    """Return a bar of so many cells, filled to that share, with a mark on one of them."""
    full = min(cells, round(cells * share))
    drawn = [("━", style)] * full + [("─", "dim")] * (cells - full)
    if mark is not None:
        drawn[mark] = ("┃", "")
    return signs(drawn)


def load_bar(load: float, style: str) -> Cell:
    """Return how full a day is: `━━━━━━──  75%`."""
    return bar(load, LOAD_CELLS, style).then(f" {load_text(load):>4}")


def print_lines(lines: Iterable[Cell]) -> None:
    """Print lines unwrapped, in colour if it is wanted."""
    colour = coloured(sys.stdout)
    text = "".join(f"{line.written(colour=colour)}\n" for line in lines)
    sys.stdout.write(plainly(text, sys.stdout))
