"""Draws burn-downs with the characters of a terminal: lines by plotille, with axes and a legend."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from readtrack.planning.burn_down import BurnDown, Point
from readtrack.planning.days import ONE_DAY
from readtrack.render.grid import print_lines
from readtrack.render.styled import Cell, cell, signs
from readtrack.render.terminal import COLOURS, has_own_signs, width
from readtrack.render.widths import wrapped
from readtrack.units import clock
from readtrack.words.chart import fact_words

LEAST_ROWS, GOOD_ROWS, MOST_ROWS = 4, 6, 16
"""Rows of a plot: the fewest, the fewest with facts and blank lines around it, and the most."""

WIDEST = 110
"""Most columns of a plot: more do not make a line clearer."""

BLANK = "\u2800"

ROOM_FOR_NAMES = 60
"""Least columns for the full names in the legend."""

LATE = 0.35
"""Most of a loan's length that the picture shows after its due date, as a fraction."""


LEFT, PLAN, EVEN = "bold", "cyan", "dim"
PATTERNS = {LEFT: ((1, 0), "*"), PLAN: ((4, 3), "o"), EVEN: ((1, 3), ".")}
"""By style of a line: its dots and gaps, and the sign for it in plain ASCII."""


def print_burn_downs(burns: Sequence[BurnDown], today: date) -> None:
    """Print a picture for each title, as tall as the terminal allows, and the legend."""
    rows = (shutil.get_terminal_size().lines - 2) // len(burns)
    for burn in burns:
        print_lines(_picture(burn, today, rows))
    print_lines([_legend(any(burn.finish for burn in burns))])


def _picture(burn: BurnDown, today: date, room: int) -> Iterator[Cell]:
    """Yield the title, the facts, the plot, its axis and dates, in so many rows if possible."""
    wide = min(width(), WIDEST)
    title = cell(burn.title, "bold").cut(wide)
    facts, style = fact_words(burn, today), COLOURS.get(burn.status, "")
    spacious = room - 4 - len(list(facts_lines(facts, wide))) >= GOOD_ROWS
    lines = list(facts_lines(facts if spacious else facts[:2], wide, style))
    height = min(MOST_ROWS, max(LEAST_ROWS, room - 3 - len(lines) - spacious))
    yield title
    yield from lines
    yield from _plot(burn, today, wide, height)
    if spacious:
        yield Cell()


def _plot(burn: BurnDown, today: date, wide: int, height: int) -> Iterator[Cell]:
    top = max(burn.even[0].left, *(point.left for point in burn.left), *(p.left for p in burn.plan))
    labels = {0: amount_label(burn, top), (height - 1) // 2: amount_label(burn, top / 2)}
    margin = max(map(len, labels.values())) + 1
    frame = _Frame(burn, today, wide - margin - 1, height, top)
    for number, row in enumerate(frame.rows()):
        yield cell(f"{labels.get(number, ''):>{margin - 1}} │", "dim").joined(row)
    yield cell(f"{'0':>{margin - 1}} └", "dim").joined(frame.axis())
    yield cell(" " * (margin + 1)).joined(frame.dates())


def amount_label(burn: BurnDown, left: float) -> str:
    """Return the amount left beside the axis."""
    if burn.unit == "seconds":
        return clock(left)
    return f"{left:.0f}%" if burn.unit == "percent" else f"{left:.0f}"


def facts_lines(facts: Iterable[str], wide: int, style: str = "") -> Iterator[Cell]:
    """Yield the facts in as few lines as possible, the first in that style, dots between them."""
    parts = (cell(fact, "" if number else style) for number, fact in enumerate(facts))
    return packed_lines(parts, wide, cell(" · ", "dim"))


def packed_lines(parts: Iterable[Cell], wide: int, gap: Cell) -> Iterator[Cell]:
    """Yield the parts in as few lines as possible, with the gap between two."""
    line = Cell()
    for each in parts:
        part = each
        if line.pieces and line.width + gap.width + part.width > wide:
            yield line
            line = Cell()
        if part.width > wide:
            *whole, last = wrapped(part.plain, wide)
            yield from map(cell, whole)
            part = cell(last)
        line = line.joined(gap).joined(part) if line.pieces else part
    yield line


def labelled(labels: Iterable[tuple[int, str]], room: int) -> str:
    """Return a line with each label at its column, if the ones before it and `room` allow it."""
    line = ""
    for start, text in labels:
        if (start > len(line) or not line) and start + len(text) <= room:
            line = f"{line:<{start}}{text}"
    return line


class _Frame:
    """The cells of one picture: days from left to right, the amount left from the bottom up."""

    def __init__(self, burn: BurnDown, today: date, columns: int, rows: int, top: float) -> None:
        self.burn, self.today, self.columns, self.height, self.top = burn, today, columns, rows, top
        self.first, self.last = span(burn, today)

    def rows(self) -> list[Cell]:
        """Return the plot from the top down: the lines, drawn over the mark of the due date."""
        burn = self.burn
        marks = [[(" ", "")] * self.columns for _ in range(self.height)]
        for day in {each.due for each in burn.editions}:
            for row in marks:
                row[self.column(day)] = ("┊", "dim")
        own = has_own_signs()
        for points, style in ((burn.even, EVEN), (burn.plan, PLAN), (burn.left, LEFT)):
            pattern, plain = PATTERNS[style]
            for row, line in zip(marks, self._plotted(points, pattern), strict=True):
                for column, sign in enumerate(line):
                    if sign != BLANK:
                        row[column] = (sign if own else plain, style)
        return list(map(signs, marks))

    def _plotted(self, points: Sequence[Point], pattern: tuple[int, int]) -> list[str]:
        """Return the line in braille, row by row."""
        from plotille import Canvas

        canvas = Canvas(self.columns, self.height, 0, 0, self.columns * 2, self.height * 4)
        drawn, left_out = pattern
        dots = [self._dot(point) for point in points]
        if len(dots) == 1:
            canvas.point(*dots[0])
        for (x0, y0), (x1, y1) in pairwise(dots):
            if not left_out:
                canvas.line(x0, y0, x1, y1)
                continue
            steps = max(abs(x1 - x0), abs(y1 - y0), 1)
            for step in range(steps + 1):
                x, y = x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps
                if round(x if x1 > x0 else x + y) % (drawn + left_out) < drawn:
                    canvas.point(round(x), round(y))
        return str(canvas.plot("\n")).split("\n")

    def _dot(self, point: Point) -> tuple[int, int]:
        y = point.left / self.top * (4 * self.height - 1) if self.top else 0.0
        return self._across(point.day), round(y)

    def _across(self, day: date) -> int:
        """Return the dots before that day, of which a column has two."""
        share = (day - self.first).days / (self.last - self.first).days
        return round(min(1.0, max(0.0, share)) * (2 * self.columns - 1))

    def column(self, day: date) -> int:
        """Return the column of that day."""
        return self._across(day) // 2

    def axis(self) -> Cell:
        """Return the bottom line, thick on the days on which the title is likely to be finished."""
        drawn, styles = ["─"] * self.columns, ["dim"] * self.columns
        found = self.burn.finish
        if found is not None:
            latest = found.latest or date.max
            for column in range(self.column(found.earliest), self.column(latest) + 1):
                drawn[column], styles[column] = "━", "magenta"
            if latest > self.last:
                drawn[-1] = "→"
        return signs(zip(drawn, styles, strict=True))

    def dates(self) -> Cell:
        """Return the labels that have room, in this order: due date, today, first day."""
        due, first, taken = self.burn.due, self.first, [" "] * self.columns
        labels = [(due, f"due {due.day} {due:%b}"), (self.today, "today")]
        labels.append((first, f"{first.day} {first:%b}"))
        for day, label in labels:
            start = self.column(day) - len(label) // 2
            start = min(max(0, start), self.columns - len(label))
            around = taken[max(0, start - 1) : start + len(label) + 1]
            if start >= 0 and not "".join(around).strip():
                taken[start : start + len(label)] = label
        return cell("".join(taken).rstrip(), "dim")


def span(burn: BurnDown, today: date) -> tuple[date, date]:
    """Return the first and the last day of the picture, which ends soon after the due date."""
    first = min(burn.left[0].day, burn.even[0].day)
    last = max(today, burn.even[1].day, *(point.day for point in burn.plan[-1:]))
    if burn.finish is not None:
        late = burn.due + max(3, round(LATE * (burn.due - first).days)) * ONE_DAY
        last = max(last, min(burn.finish.latest or late, late))
    return first, max(last, first + ONE_DAY)


def _legend(ranged: bool) -> Cell:
    own, wide = has_own_signs(), width() >= ROOM_FOR_NAMES
    names = [("⠒⠒" if own else "**", LEFT, "left"), ("⠒⠀⠒" if own else "o o", PLAN, "plan")]
    names += [("⠂⠀⠂" if own else ". .", EVEN, "even pace" if wide else "even")]
    if ranged:
        names.append(("━", "magenta", "likely end"))
    line = Cell()
    for sign, style, name in names:
        gap = "   "[: 1 + wide] if line.pieces else ""
        line = line.then(gap).then(sign, style).then(f" {name}")
    return line
