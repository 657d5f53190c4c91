"""Draws the load ahead with the characters of a terminal: a column for each day."""

import shutil
from collections.abc import Iterator, Sequence
from datetime import date

from readtrack.planning.load import Load, LoadDay
from readtrack.render.chart import facts_lines, labelled
from readtrack.render.grid import print_lines
from readtrack.render.styled import Cell, cell, signs
from readtrack.render.terminal import has_own_signs, width
from readtrack.words.chart import load_words

FILLS = (("█", "cyan"), ("▒", "magenta"), ("▓", "green"), ("░", "yellow"))
"""Sign and colour of the first titles; neighbours differ without colour too."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""Signs of the titles after them."""

FREE_STYLE = "dim"
"""The style of free minutes."""

LEAST_ROWS, MOST_ROWS = 5, 12
MARGIN = 5
"""Columns before the bars, for the minutes and the axis."""


def print_load(load: Load, today: date) -> None:
    """Print the days in as many bands as need be, then the legend and how full the days are."""
    room = width() - MARGIN
    days = len(load.days)
    wide = next((each for each in (3, 2) if days * each <= room), 1)
    per_band = max(1, room // wide)
    legend = [*_legend(load, width()), *facts_lines(load_words(load, today), width())]
    bands = [load.days[start : start + per_band] for start in range(0, days, per_band)]
    rows = (shutil.get_terminal_size().lines - 1 - len(legend)) // len(bands) - 3
    height = min(MOST_ROWS, max(LEAST_ROWS, rows))
    most = max(max(day.available, day.asked) for day in load.days) or 1.0
    for band in bands:
        print_lines(_band(band, load, height, most, wide))
    print_lines(legend)


def fill_of(place: int) -> tuple[str, str]:
    """Return the sign and the colour of the title with that index."""
    if place < len(FILLS):
        return FILLS[place]
    return LETTERS[(place - len(FILLS)) % len(LETTERS)], FILLS[place % len(FILLS)][1]


def free() -> str:
    """Return the sign of free minutes, or of a day without reading."""
    return "·" if has_own_signs() else "."


def _band(
    days: Sequence[LoadDay], load: Load, height: int, most: float, wide: int
) -> Iterator[Cell]:
    places = {title.book: place for place, title in enumerate(load.titles)}
    stacks = [_stack(day, places, height, most) for day in days]
    half = (height - 1) // 2
    labels = {height - 1: f"{most:.0f}m", half: f"{most * (half + 1) / height:.0f}m"}
    bar, gap = max(1, wide - 1), (" " * (wide > 1), "")
    for row in reversed(range(height)):
        cells = (part for stack in stacks for part in ((stack[row][0] * bar, stack[row][1]), gap))
        yield cell(f"{labels.get(row, ''):>{MARGIN - 1}}│", "dim").joined(signs(cells))
    yield cell(f"{'0':>{MARGIN - 1}}└" + "─" * (wide * len(days)), "dim")
    yield _dates(days, wide)
    yield _due_marks(days, load, wide)


def _stack(day: LoadDay, places: dict[int, int], height: int, most: float) -> list[tuple[str, str]]:
    """Return the cells of one day from the bottom up: its titles, then its free minutes."""
    cells: list[tuple[str, str]] = []
    total = 0.0
    for share in day.shares:
        total += share.minutes
        top = max(round(height * total / most), len(cells) + (share.minutes > 0))
        cells += [fill_of(places[share.book])] * (top - len(cells))
    top = round(height * day.available / most)
    cells += [(free(), FREE_STYLE)] * (top - len(cells))
    return cells[:height] + [(" ", "")] * (height - len(cells))


def _dates(days: Sequence[LoadDay], wide: int) -> Cell:
    """Return the labels of the first day and of each Monday, as far as they have room."""
    labels = (
        (number * wide, f"{each.day.day} {each.day:%b}")
        for number, each in enumerate(days)
        if not (number and each.day.weekday())
    )
    line = labelled(labels, wide * len(days) + 6)[: width() - MARGIN]
    return cell(" " * MARGIN + line.rstrip(), "dim")


def _due_marks(days: Sequence[LoadDay], load: Load, wide: int) -> Cell:
    """Return the sign of each title under its due date."""
    line = [" "] * (wide * len(days))
    for place, title in enumerate(load.titles):
        at = (title.due - days[0].day).days
        if 0 <= at < len(days):
            line[at * wide] = fill_of(place)[0]
    marks = "".join(line).rstrip()
    return cell(" " * (MARGIN - 4) + "due ", "dim").then(marks) if marks else Cell()


def _legend(load: Load, room: int) -> Iterator[Cell]:
    """Yield the sign of each title, and that of free minutes."""
    for place, title in enumerate(load.titles):
        sign, style = fill_of(place)
        yield cell(sign * 2, style).then(" ").joined(cell(title.title).cut(room - 3))
    yield cell(free() * 2, FREE_STYLE).then(" free")
