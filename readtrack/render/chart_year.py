"""Draws the year with the characters of a terminal: a square for each day, weeks in columns."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from readtrack.planning.days import ONE_DAY
from readtrack.planning.year import ReadDay, Year
from readtrack.render.chart import facts_lines, labelled, packed_lines
from readtrack.render.chart_load import free
from readtrack.render.grid import print_lines
from readtrack.render.styled import Cell, cell, signs
from readtrack.render.terminal import width
from readtrack.words.chart import LEVELS, level, level_words, year_words

SQUARES = ("", "▪", "░", "▒", "▓", "█")
"""Signs for no entry, for an entry without minutes, and for each level of minutes."""

STYLES = ("dim", "yellow", "green", "green", "green", "green")

NAMES = ("Mon", "", "Wed", "", "Fri", "", "Sun")
MARGIN = 4


def print_year(year: Year, today: date) -> None:
    """Print as many of the latest weeks as fit, and the legend."""
    weeks = weeks_of(year)
    room = width() - MARGIN
    wide = 2 if len(weeks) * 2 <= room else 1
    print_lines(_calendar(weeks[-(room // wide) :], year, wide))
    print_lines([*facts_lines([year_words(year, today)], width()), *_legend()])


def weeks_of(year: Year) -> list[date]:
    """Return the Mondays of the year."""
    count = (year.last - year.first).days // 7 + 1
    return [year.first + timedelta(weeks=number) for number in range(count)]


def _calendar(weeks: Sequence[date], year: Year, wide: int) -> Iterator[Cell]:
    read = {each.day: each for each in year.days}
    yield cell(" " * MARGIN + _months(weeks, wide), "dim")
    for weekday, name in enumerate(NAMES):
        days = (monday + weekday * ONE_DAY for monday in weeks)
        squares = (_square(read.get(day)) if day <= year.last else (" ", "") for day in days)
        cells = signs((sign * wide, style) for sign, style in squares)
        yield cell(f"{name:<{MARGIN}}", "dim").joined(cells)


def _square(day: ReadDay | None) -> tuple[str, str]:
    found = level(day)
    return SQUARES[found] or free(), STYLES[found]


def _months(weeks: Sequence[date], wide: int) -> str:
    """Return the name of each month above the week of its first day, if it has room."""
    ends = ((number * wide, monday + 6 * ONE_DAY) for number, monday in enumerate(weeks))
    labels = ((start, f"{end:%b}") for start, end in ends if end.day <= 7)
    return labelled(labels, wide * len(weeks))


def _legend() -> Iterator[Cell]:
    parts = (
        cell(SQUARES[number] or free(), STYLES[number]).then(f" {level_words(number)}")
        for number in range(len(LEVELS) + 2)
    )
    return packed_lines(parts, width(), cell("  "))
