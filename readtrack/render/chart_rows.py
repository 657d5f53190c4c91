"""The points of a chart as rows for programs."""

from collections.abc import Iterator

from readtrack.planning.burn_down import BurnDown
from readtrack.planning.chart import Chart
from readtrack.planning.load import Load
from readtrack.render.rows import bare
from readtrack.render.show import Rows
from readtrack.units import plain


def chart_rows(chart: Chart) -> Rows:
    """Yield the header and the rows of the chart."""
    if chart.year is not None:
        yield "day", "minutes", "untimed"
        yield from chart.year.days
    elif chart.load is not None:
        yield "day", "capacity_minutes", "asked_minutes", "title", "minutes"
        yield from _load_rows(chart.load)
    else:
        yield "loan", "title", "day", "left", "planned"
        for burn in chart.burn_downs or ():
            yield from _burn_down_rows(burn)


def _burn_down_rows(burn: BurnDown) -> Iterator[tuple[object, ...]]:
    left = {point.day: bare(burn.unit, point.left) for point in burn.left}
    planned = {point.day: bare(burn.unit, point.left) for point in burn.plan}
    for day in sorted(left.keys() | planned.keys()):
        yield burn.editions[0].loan, burn.title, day, left.get(day), planned.get(day)


def _load_rows(load: Load) -> Iterator[tuple[object, ...]]:
    """Yield a row for each title on each day; a day that needs no reading has one row."""
    titles = {title.book: title.title for title in load.titles}
    for day in load.days:
        head = day.day, plain(day.available), plain(day.asked)
        for share in day.shares:
            yield *head, titles[share.book], plain(share.minutes)
        if not day.shares:
            yield *head, None, None
