"""What the pictures share: sizes, colours, plots, and the words around them."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from readtrack.named_tuple import NamedTuple
from readtrack.names import shown
from readtrack.planning.days import ONE_DAY
from readtrack.render.chart import facts_lines
from readtrack.render.widths import cut

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PAPER, INK, DIM, GRID = "#fffffe", "#24292e", "#626a73", "#d5dae0"
LEFT, PLAN, LIKELY = "#0a5fb4", "#1b7a39", "#7d4bc9"
TITLES = ("#2f7fd1", "#c98a1b", "#3a9a5b", "#9a6bdc", "#d1495b", "#6b7a8c")
YEAR = ("#ebedf0", "#ebedf1", "#b4dcc0", "#74bf8d", "#3a9a5c", "#1a6b39")
"""Colours for no entry, for an entry without minutes, and for each level of minutes."""


class Size(NamedTuple):
    """The size of a picture in points (pixels of a screen), and what fits into it."""

    width: int
    height: int
    """The height of the plot alone."""
    font: float
    columns: int
    """Letters in a line of text."""
    weeks: int
    headed: bool = True
    """True if name and words stand above the plot."""


WIDE, NARROW = Size(680, 250, 11, 96, 53), Size(330, 230, 12, 42, 26)


def xml_text(text: str) -> str:
    """Return the text without characters that XML forbids."""
    return "".join("\ufffd" if c in "\ufffe\uffff" else c for c in shown(text))


Drawn = tuple["Figure", str, list[str]]
"""What is drawn, its name, and what it says."""


def stacked_plots(
    size: Size, plots: int, above: float, below: float
) -> "tuple[Figure, list[Axes]]":
    """Return plots below one another, each with room for text above and below."""
    from matplotlib.figure import Figure

    each = size.height + above + below
    whole = each * plots
    figure = Figure(figsize=(size.width / 72, whole / 72), facecolor=PAPER)
    left, right = 46 / size.width, 1 - 14 / size.width
    axes = []
    for number in range(plots):
        bottom = (whole - each * (number + 1) + below) / whole
        plot = figure.add_axes((left, bottom, right - left, size.height / whole))
        plot.set_facecolor("none")
        plot.tick_params(labelsize=size.font - 1, length=3)
        plot.spines[["top", "right"]].set_visible(False)
        axes.append(plot)
    return figure, axes


def room_above(size: Size, lines: int) -> float:
    return 34 + (size.font + 5) * lines if size.headed else 8


def head(plot: "Axes", size: Size, name: str, lines: Sequence[str], above: float) -> None:
    """Draw the name and the words of a plot above it, at the left edge."""
    if not size.headed:
        return
    across, down = -36, above - 16
    texts = [(xml_text(cut(name, size.columns - 8)), INK, "bold", size.font + 2)]
    texts += [(xml_text(cut(line, size.columns)), DIM, "normal", size.font) for line in lines]
    for text, colour, weight, font in texts:
        plot.annotate(
            text, (0, 1), (across, down), xycoords="axes fraction", textcoords="offset points",
            color=colour, weight=weight, fontsize=font,
        )  # fmt: skip
        down -= size.font + 5


def wrapped_words(facts: Sequence[str], size: Size) -> list[str]:
    return [line.plain for line in facts_lines(facts, size.columns)]


def legend(plot: "Axes", size: Size, below: float, **keys: Any) -> None:
    """Draw a legend below a plot, where its words begin."""
    left = -0.01 if size.width == WIDE.width else -0.14
    plot.legend(
        loc="upper left", bbox_to_anchor=(left, below), frameon=False,
        fontsize=size.font - 1, borderaxespad=0.3, **keys,
    )  # fmt: skip


def days_across(plot: "Axes", first: date, last: date, most: int) -> None:
    """Draw lines across a plot, and dates below it: Mondays, or as many of them as fit."""
    plot.grid(axis="y", color=GRID, linewidth=0.6)
    plot.set_axisbelow(True)
    monday = first + (-first.weekday() % 7) * ONE_DAY
    weeks = list(range(monday.toordinal(), last.toordinal() + 1, 7))
    step = -(-len(weeks) // most) or 1
    ticks = weeks[::step]
    if not ticks or ticks[0] - first.toordinal() > (last - first).days / 8:
        ticks.insert(0, first.toordinal())
    plot.set_xticks(ticks)
    days = map(date.fromordinal, ticks)
    plot.set_xticklabels([f"{day.day} {day:%b}" for day in days])
