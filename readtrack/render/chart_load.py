"""The load ahead in the cells of a terminal: a column a day, stacked by title."""

import shutil
from collections.abc import Iterator, Sequence
from datetime import date

from readtrack.planning.load import Load, LoadDay
from readtrack.render.chart import facts_lines
from readtrack.render.grid import print_lines
from readtrack.render.styled import Cell, cell, signs
from readtrack.render.terminal import has_own_signs, width
from readtrack.words.chart import load_words

FILLS = (("█", "cyan"), ("▒", "magenta"), ("▓", "green"), ("░", "yellow"))
"""How the first titles are drawn, each unlike its neighbours without colour too."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""What the titles after them are drawn with."""

FREE_STYLE = "dim"
"""Of minutes that are there and not asked."""

LEAST_ROWS, MOST_ROWS = 5, 12
MARGIN = 5
"""Columns before the bars: minutes and the axis."""


def print_load(load: Load, today: date) -> None:
    """Print the days in as many bands as the terminal needs, what is what, and how full it is."""
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
        print_lines(_band(band, load, today, height, most, wide))
    print_lines(legend)


def fill_of(place: int) -> tuple[str, str]:
    """The sign and the colour of the title at that place."""
    if place < len(FILLS):
        return FILLS[place]
    return LETTERS[(place - len(FILLS)) % len(LETTERS)], FILLS[place % len(FILLS)][1]


def free() -> str:
    """The sign of minutes that are not asked, or of a day without reading."""
    return "·" if has_own_signs() else "."


def _band(
    days: Sequence[LoadDay], load: Load, today: date, height: int, most: float, wide: int
) -> Iterator[Cell]:
    places = {title.book: place for place, title in enumerate(load.titles)}
    stacks = [_stack(day, places, height, most) for day in days]
    labels = {
        height - 1: f"{most:.0f}m",
        (height - 1) // 2: f"{most * ((height - 1) // 2 + 1) / height:.0f}m",
    }
    bar, gap = max(1, wide - 1), (" " * (wide > 1), "")
    for row in reversed(range(height)):
        cells = (part for stack in stacks for part in ((stack[row][0] * bar, stack[row][1]), gap))
        yield cell(f"{labels.get(row, ''):>{MARGIN - 1}}│", "dim").joined(signs(cells))
    yield cell(f"{'0':>{MARGIN - 1}}└" + "─" * (wide * len(days)), "dim")
    yield _dates(days, wide, today)
    yield _due_marks(days, load, wide)


def _stack(day: LoadDay, places: dict[int, int], height: int, most: float) -> list[tuple[str, str]]:
    """The cells of one day from the bottom up: its titles, then the minutes left."""
    cells: list[tuple[str, str]] = []
    total = 0.0
    for share in day.shares:
        total += share.minutes
        top = max(round(height * total / most), len(cells) + (share.minutes > 0))
        cells += [fill_of(places[share.book])] * (top - len(cells))
    top = round(height * day.available / most)
    cells += [(free(), FREE_STYLE)] * (top - len(cells))
    return cells[:height] + [(" ", "")] * (height - len(cells))


def _dates(days: Sequence[LoadDay], wide: int, today: date) -> Cell:
    """The date of the first day and of each Monday that there is room for."""
    line = [" "] * (wide * len(days) + 6)
    end = -1
    for number, each in enumerate(days):
        start = number * wide
        if number and (each.day.weekday() or start <= end):
            continue
        label = f"{each.day.day} {each.day:%b}"
        line[start : start + len(label)] = label
        end = start + len(label)
    room = width() - MARGIN
    return cell(" " * MARGIN + "".join(line)[:room].rstrip(), "dim")


def _due_marks(days: Sequence[LoadDay], load: Load, wide: int) -> Cell:
    """The number of each title under its due date."""
    line = [" "] * (wide * len(days))
    for place, title in enumerate(load.titles):
        at = (title.due - days[0].day).days
        if 0 <= at < len(days):
            line[at * wide] = fill_of(place)[0]
    marks = "".join(line).rstrip()
    return cell(" " * (MARGIN - 4) + "due ", "dim").then(marks) if marks else Cell()


def _legend(load: Load, room: int) -> Iterator[Cell]:
    """The sign of each title, and of the minutes that are left."""
    for place, title in enumerate(load.titles):
        sign, style = fill_of(place)
        yield cell(sign * 2, style).then(" ").joined(cell(title.title).cut(room - 3))
    yield cell(free() * 2, FREE_STYLE).then(" free")
