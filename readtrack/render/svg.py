"""Charts as SVG, by matplotlib: text stays text, and every line and square has a name.

The names (`id`) end in the number of a book or a loan or in a day: `left-3`, `plan-3`, `even-3`,
`finish-3`, `due-5`, `load-3-2026-03-06`, `available-2026-03-06`, `day-2026-03-06`.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from readtrack.errors import ReadtrackError
from readtrack.names import shown
from readtrack.planning.burn_down import BurnDown
from readtrack.planning.chart import Chart
from readtrack.planning.days import ONE_DAY
from readtrack.planning.load import Load
from readtrack.planning.year import Year
from readtrack.render.chart import amount_label, span
from readtrack.render.chart_year import weeks_of
from readtrack.render.svg_parts import (
    DIM,
    GRID,
    INK,
    LEFT,
    LIKELY,
    PAPER,
    PLAN,
    TITLES,
    WIDE,
    YEAR,
    Drawn,
    Size,
    days_across,
    head,
    legend,
    room_above,
    stacked_plots,
    wrapped_words,
    xml_text,
)
from readtrack.render.widths import cut
from readtrack.words.chart import fact_words, level, level_words, load_words, year_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BEGINS = rb"<\?xml [^>]*>\s*<!-- readtrack chart -->"
"""A pattern for the beginning of such a file."""

SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"

EDGES = ("none", DIM, "none", "none", "none", "none")
"""Lines around the squares of `YEAR`."""

HATCHES = ("", "////", "....", "\\\\\\\\", "xx", "++")
"""Patterns that tell titles apart without colour."""

LINES: Any = {
    "left": {"label": "left", "color": LEFT, "linewidth": 2.2},
    "plan": {"label": "plan", "color": PLAN, "linestyle": "--", "linewidth": 1.8},
    "even": {"label": "even pace", "color": DIM, "linestyle": ":", "linewidth": 1.4},
}
"""The lines of a burn-down, in the order of its legend."""

SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "readtrack",
    "text.parse_math": False,
    "path.simplify": False,
    "axes.edgecolor": GRID,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": DIM,
    "ytick.color": DIM,
    "hatch.linewidth": 0.8,
    "figure.dpi": 72,
}


PAGE_NAMES = {
    PAPER: "paper",
    INK: "ink",
    DIM: "dim",
    GRID: "grid",
    LEFT: "left",
    PLAN: "plan",
    LIKELY: "likely",
    **{colour: f"title-{number}" for number, colour in enumerate(TITLES)},
    **{colour: f"read-{number}" for number, colour in enumerate(YEAR)},
}
"""A page's name of each colour, `var(--ink)`, so that pictures follow its dark or light mode."""


def drawing(chart: Chart) -> bytes:
    """Return the chart as an SVG file."""
    root = picture(chart, WIDE)
    ElementTree.register_namespace("", SVG[1:-1])
    ElementTree.register_namespace("xlink", XLINK[1:-1])
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!-- readtrack chart -->\n'
    return (head + ElementTree.tostring(root, encoding="unicode") + "\n").encode()


def picture(chart: Chart, size: Size, prefix: str = "") -> ElementTree.Element:
    """Return the chart as an element with a title and a description.

    Its names begin with `prefix`. In a size that is not `headed`, the words stand beside the
    picture, not in it.
    """
    with _matplotlib():
        if chart.year is not None:
            figure, name, words = _year(chart.year, chart.today, size)
        elif chart.load is not None:
            figure, name, words = _load(chart.load, chart.today, size)
        else:
            figure, name, words = _burn_downs(chart.burn_downs or (), chart.today, size)
        written = StringIO()
        figure.savefig(written, format="svg", metadata={"Date": None}, facecolor=PAPER)
    root = ElementTree.fromstring(written.getvalue().encode())
    return _dressed(root, name, words, prefix)


@contextmanager
def _matplotlib() -> Iterator[None]:
    """Configure Matplotlib with our settings only, and without warnings."""
    import logging
    import warnings

    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of signs that its font lacks; the reader's will do
        try:
            import matplotlib
        except ImportError:
            raise ReadtrackError(
                "Pictures as SVG are drawn by matplotlib, which is not installed.",
                "To get it: pip install 'readtrack[charts]'",
            ) from None
        with matplotlib.rc_context():
            matplotlib.rcdefaults()
            matplotlib.rcParams.update(SETTINGS)
            yield


def _dressed(
    root: ElementTree.Element, name: str, words: Sequence[str], prefix: str
) -> ElementTree.Element:
    """Return the picture without metadata, and with a description for readers who cannot see it."""
    for unwanted in root.findall(f"{SVG}metadata") + root.findall(f"{SVG}title"):
        root.remove(unwanted)
    for element in root.iter():
        for key, value in element.attrib.items():
            if key == "id":
                element.set(key, f"{prefix}{value}")
            elif key == f"{XLINK}href":
                element.set(key, value.replace("#", f"#{prefix}", 1))
            elif "url(#" in value:
                element.set(key, value.replace("url(#", f"url(#{prefix}"))
    title = ElementTree.Element(f"{SVG}title", {"id": f"{prefix}title"})
    described = ElementTree.Element(f"{SVG}desc", {"id": f"{prefix}desc"})
    title.text, described.text = xml_text(name), xml_text(". ".join(words) + ".")
    root.insert(0, title)
    root.insert(1, described)
    root.set("role", "img")
    root.set("aria-labelledby", f"{prefix}title {prefix}desc")
    return root


def _burn_downs(burns: Sequence[BurnDown], today: date, size: Size) -> Drawn:
    texts = [wrapped_words(fact_words(burn, today), size) for burn in burns]
    above = room_above(size, max(map(len, texts), default=0))
    figure, plots = stacked_plots(size, len(burns), above, 54)
    for burn, plot, lines in zip(burns, plots, texts, strict=True):
        _burn_down(plot, burn, today, size)
        head(plot, size, burn.title, lines, above)
    names = " and ".join(shown(burn.title) for burn in burns)
    words = [fact for burn in burns for fact in fact_words(burn, today)]
    return figure, f"What is left of {names}, day by day", words


def _burn_down(plot: "Axes", burn: BurnDown, today: date, size: Size) -> None:
    first, last = span(burn, today)
    top = max(burn.even[0].left, *(point.left for point in burn.left), 1e-9)
    plot.set_xlim(first.toordinal(), last.toordinal() + (last - first).days * 0.02)
    plot.set_ylim(0, top * 1.04)
    days_across(plot, first, last, 5 if size.width < WIDE.width else 8)
    plot.set_yticks([0, top / 4, top / 2, top * 3 / 4, top])
    plot.set_yticklabels([amount_label(burn, share * top / 4) for share in range(5)])
    _likely(plot, burn, last)
    for name, points in (("even", burn.even), ("plan", burn.plan), ("left", burn.left)):
        if points:
            days = [point.day.toordinal() for point in points]
            (line,) = plot.plot(days, [point.left for point in points], **LINES[name])
            line.set_gid(f"{name}-{burn.book}")
    plot.plot([today.toordinal()], [burn.left[-1].left], "o", color=LEFT, markersize=5)
    for each in burn.editions:
        line = plot.axvline(each.due.toordinal(), color=INK, linewidth=1)
        line.set_gid(f"due-{each.loan}")
    plot.annotate(
        f"due {burn.due.day} {burn.due:%b}", (burn.due.toordinal(), top * 1.04), (-4, -2),
        textcoords="offset points", ha="right", va="top", fontsize=size.font - 1, color=INK,
    )  # fmt: skip
    _keys(plot, size, burn)


def _keys(plot: "Axes", size: Size, burn: BurnDown) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    keys: list[Line2D | Patch] = [Line2D([], [], **style) for style in LINES.values()]
    if burn.finish is not None:
        keys.append(Patch(facecolor=LIKELY, alpha=0.25, label="likely"))
    legend(plot, size, -0.09, handles=keys, ncols=4, handlelength=1.6, columnspacing=1)


def _likely(plot: "Axes", burn: BurnDown, last: date) -> None:
    """Draw the span between the days of a 10% and a 90% chance to be finished."""
    if burn.finish is None:
        return
    now = burn.left[-1]
    start, early = now.day.toordinal(), burn.finish.earliest.toordinal()
    late = (burn.finish.latest or last + 400 * ONE_DAY).toordinal()
    (wedge,) = plot.fill(
        [start, early, late], [now.left, 0, 0], color=LIKELY, alpha=0.16, linewidth=0
    )
    wedge.set_gid(f"finish-{burn.book}")
    plot.plot([early, late], [0, 0], color=LIKELY, linewidth=5, solid_capstyle="butt")


def _load(load: Load, today: date, size: Size) -> Drawn:
    from matplotlib.patches import Patch

    words = load_words(load, today)
    lines = wrapped_words(words, size)
    above = room_above(size, len(lines))
    figure, (plot,) = stacked_plots(size, 1, above, 30 + (size.font + 5) * (len(load.titles) + 1))
    days = [day.day.toordinal() for day in load.days]
    most = max([*(max(day.available, day.asked) for day in load.days), 1.0])
    plot.set_xlim(days[0] - 0.6, days[-1] + 0.6)
    plot.set_ylim(0, most * 1.08)
    days_across(plot, load.days[0].day, load.days[-1].day, 5 if size.width < WIDE.width else 10)
    available = plot.bar(days, [day.available for day in load.days], 0.8, facecolor=GRID)
    for day, bar in zip(load.days, available, strict=True):
        bar.set_gid(f"available-{day.day}")
    bottoms = [0.0] * len(days)
    for place, title in enumerate(load.titles):
        shares = [{s.book: s.minutes for s in day.shares}.get(title.book, 0) for day in load.days]
        colour, hatch = TITLES[place % len(TITLES)], HATCHES[place % len(HATCHES)]
        label = xml_text(cut(f"{title.title}", size.columns - 16))
        bars = plot.bar(
            days, shares, 0.8, bottoms, facecolor=colour, hatch=hatch, edgecolor=PAPER,
            linewidth=0.4, label=f"{label}, due {title.due.day} {title.due:%b}",
        )  # fmt: skip
        for day, bar in zip(load.days, bars, strict=True):
            bar.set_gid(f"load-{title.book}-{day.day}")
        bottoms = [bottom + share for bottom, share in zip(bottoms, shares, strict=True)]
    keys, labels = plot.get_legend_handles_labels()
    keys.append(Patch(facecolor=GRID))
    legend(plot, size, -0.1, handles=keys, labels=[*labels, "free"], handlelength=1.8)
    name = "Minutes asked and minutes there are"
    head(plot, size, name, lines, above)
    return figure, f"{name}, day by day", words


def _year(year: Year, today: date, size: Size) -> Drawn:
    from matplotlib.patches import Patch, Rectangle

    weeks = weeks_of(year)[-size.weeks :]
    words = [year_words(year, today)]
    lines = wrapped_words(words, size)
    above = 12 + room_above(size, len(lines))
    cell = (size.width - 60) / len(weeks)
    flat = size._replace(height=round(7 * cell))
    figure, (plot,) = stacked_plots(flat, 1, above, 34 if size.width == WIDE.width else 48)
    plot.set_xlim(0, len(weeks))
    plot.set_ylim(7, 0)
    for spine in plot.spines.values():
        spine.set_visible(False)
    plot.tick_params(length=0)
    plot.set_yticks([0.5, 2.5, 4.5, 6.5], ["Mon", "Wed", "Fri", "Sun"])
    plot.xaxis.tick_top()
    months = [(number, monday + 6 * ONE_DAY) for number, monday in enumerate(weeks)]
    months = [(number, end) for number, end in months if end.day <= 7]
    plot.set_xticks([number + 0.5 for number, _ in months], [f"{end:%b}" for _, end in months])
    read = {each.day: each for each in year.days}
    for number, monday in enumerate(weeks):
        for weekday in range(7):
            day = monday + weekday * ONE_DAY
            if day <= year.last:
                found = level(read.get(day))
                square = Rectangle(
                    (number + 0.08, weekday + 0.08), 0.84, 0.84, facecolor=YEAR[found],
                    edgecolor=EDGES[found], linewidth=0.8,
                )  # fmt: skip
                square.set_gid(f"day-{day}")
                plot.add_artist(square)
    keys = [
        Patch(facecolor=shade, edgecolor=edge, label=level_words(number))
        for number, (shade, edge) in enumerate(zip(YEAR, EDGES, strict=True))
    ]
    small = {"handlelength": 1, "handleheight": 1, "columnspacing": 1.2}
    legend(plot, size, -0.02, handles=keys, ncols=3 if size.width < WIDE.width else 6, **small)
    name = "Minutes read"
    head(plot, size, name, lines, above)
    return figure, f"{name}, day by day", words


def inline(chart: Chart, size: Size, prefix: str) -> str:
    """Return the chart as an element of a page, with names unique there, in the page's colours."""
    root = picture(chart, size._replace(headed=False), prefix)
    for parent in list(root.iter()):
        for style in parent.findall(f"{SVG}style"):
            parent.remove(style)
    for element in root.iter():
        _simplify(element)
    del root.attrib["width"], root.attrib["height"], root.attrib["version"]
    return ElementTree.tostring(root, encoding="unicode")


def _simplify(element: ElementTree.Element) -> None:
    """Remove what only a separate file needs, and refer to the page's colours."""
    element.tag = _local(element.tag)
    attributes = {
        _local(name): value for name, value in element.attrib.items() if not name.endswith("}space")
    }
    if "style" in attributes:
        attributes["style"] = re.sub("#[0-9a-f]{6}", _named, attributes["style"])
    element.attrib.clear()
    element.attrib.update(attributes)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _named(colour: re.Match[str]) -> str:
    return f"var(--{PAGE_NAMES[colour[0]]})" if colour[0] in PAGE_NAMES else colour[0]
